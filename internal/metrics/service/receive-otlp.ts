import { decodeOtlp, type OtlpEncoding, type OtlpRejection, type OtlpRequest, TRANSLATION, type TranslatedExemplar, type TranslatedHistogram, type TranslatedSample, translateMetrics, type Translation, type TranslationOptions } from '#pkg/otlp-metrics';
import { batchOfSeries, type WriteBatch, type WriteSeries } from '#pkg/remote-write';
import { STALE_NAN } from '#pkg/sample-model';
import type { Actor } from '#internal/kernel';
import type { DeltaSums } from '../ports/delta-sums.ts';
import type { WriteOutcome } from '../ports/metric-store.ts';
import type { AcceptSamples } from './accept-samples.ts';
import { withDeltas } from './with-deltas.ts';

/** An export request, inflated. */
export interface OtlpExport {
  readonly encoding: OtlpEncoding;
  readonly body: Uint8Array;
}

/** Takes an OTLP export request in, and says what of it was refused. Throws OtlpError for one that cannot be read, and what `acceptSamples` throws. */
export type ReceiveOtlp = (actor: Actor, request: OtlpExport) => Promise<OtlpRejection>;

/** How many samples one request may become. */
const OPTIONS: TranslationOptions = { ...TRANSLATION, maxSamples: 100_000 };
/** Objects of one request, each some hundred bytes: decoding is synchronous. */
const MAX_MESSAGES = 300_000;
/** What a message takes in memory, at least twice that on the wire. */
const MEMORY_PER_BYTE = 4;

export function receiveOtlp({ accept, deltas }: { readonly accept: AcceptSamples; readonly deltas: DeltaSums }): ReceiveOtlp {
  return async (actor, { encoding, body }) => {
    let translation: Translation | undefined;
    let points = 0;
    const outcome = await accept(actor, {
      protocol: 'otlp',
      bytes: () => body.length * MEMORY_PER_BYTE,
      decode: async ({ maxActiveSeries }) => {
        const request = decodeOtlp(encoding, body, MAX_MESSAGES);
        points = dataPoints(request);
        translation = await withDeltas({ deltas, actor, maxSeries: maxActiveSeries }, (sums) => translateMetrics(request, OPTIONS, sums));
        return batchOfTranslation(translation);
      },
    });
    return rejectionOf(outcome, translation, points);
  };
}

function batchOfTranslation({ samples, histograms, families }: Translation): WriteBatch {
  const series = [...samples.map(seriesOfSample), ...histograms.map(seriesOfHistogram)];
  return batchOfSeries(series, families.map(({ name, ...meaning }) => ({ family: name, ...meaning })));
}

const noNumbers = new Float64Array(0);

const seriesOfSample = ({ labels, timestamp, startTimestamp, value, stale, exemplars }: TranslatedSample): WriteSeries => ({
  labels, timestamps: Float64Array.of(timestamp), values: stale ? STALE_NAN : Float64Array.of(value), startTimestamps: Float64Array.of(startTimestamp), ...withExemplars(exemplars),
});

const seriesOfHistogram = ({ labels, timestamp, startTimestamp, histogram, exemplars }: TranslatedHistogram): WriteSeries => ({
  labels, timestamps: noNumbers, values: noNumbers, histograms: [{ timestamp, startTimestamp, histogram }], ...withExemplars(exemplars),
});

const withExemplars = (exemplars: readonly TranslatedExemplar[]) => (exemplars.length === 0 ? {} : { exemplars });

const dataPoints = ({ resourceMetrics }: OtlpRequest): number =>
  resourceMetrics.flatMap(({ scopeMetrics }) => scopeMetrics.flatMap(({ metrics }) => metrics)).reduce((sum, { gauge, sum: total, histogram, exponentialHistogram, summary }) => sum + ((gauge ?? total ?? histogram ?? exponentialHistogram ?? summary)?.dataPoints.length ?? 0), 0);

/** A data point may become several samples, so what was refused of them is at most all points. Exemplars are no data points. */
function rejectionOf({ refusals }: WriteOutcome, translation: Translation | undefined, points: number): OtlpRejection {
  const refused = refusals.filter(({ reason }) => reason !== 'exemplar_refused');
  const samples = refused.reduce((sum, { count }) => sum + count, 0);
  const errorMessage = [...(translation?.reasons ?? []), ...refused.map(({ reason, count, example }) => `${example} (${count} × ${reason})`)].join('; ');
  return { rejectedDataPoints: Math.min(points, (translation?.rejected ?? 0) + samples), errorMessage };
}
