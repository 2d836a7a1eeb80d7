import type { TenantId } from '#internal/kernel';
import { encodeWriteRequest, readLabels, type WriteBatch, WriteRequestError, writeRequestHeaders, type WriteSeries } from '#pkg/remote-write';
import type { Label } from '#pkg/sample-model';
import { METRIC_NAME } from '#pkg/sample-model';
import { familyOf } from '../domain/metric-family.ts';
import type { MetricLimits } from '../domain/metric-limits.ts';
import { type RefusalReason, RefusalTally } from '../domain/refusal.ts';
import { seriesText } from '../domain/series-text.ts';
import type { WriteOutcome } from '../ports/metric-store.ts';
import type { RemoteHttp, WriteAnswer } from './remote-http.ts';
import type { RemoteStoreOptions } from './remote-store-options.ts';
import { RemoteTenancyOf } from './remote-tenancy.ts';

type Counts = { readonly samples: number; readonly histograms: number; readonly exemplars: number };

/** Sends what may be sent of a request on to the remote store, which judges the times of samples. */
export async function writeRemotely(http: RemoteHttp, options: RemoteStoreOptions, tenantId: TenantId, batch: WriteBatch, limits: MetricLimits): Promise<WriteOutcome> {
  const tenancy = new RemoteTenancyOf(options, tenantId);
  const refusals = new RefusalTally();
  const series = seriesOf(batch, tenancy, limits, refusals);
  if (series.length === 0) return { samples: 0, histograms: 0, exemplars: 0, refusals: refusals.list() };

  const sent = countsOf(series);
  const answer = await http.write(encodeWriteRequest(options.writeVersion, series), { ...writeRequestHeaders(options.writeVersion), ...tenancy.headers });
  const written = writtenOf(answer, sent);
  const lost = sent.samples + sent.histograms - written.samples - written.histograms;
  if (lost > 0) refusals.add(reasonOf(answer.text), lost, () => `the remote store refuses samples: ${answer.text.slice(0, 500) || `status ${answer.status}`}`);
  if (sent.exemplars > written.exemplars) refusals.add('exemplar_refused', sent.exemplars - written.exemplars, () => `the remote store refuses exemplars: ${answer.text.slice(0, 500) || `status ${answer.status}`}`);
  return { ...written, refusals: refusals.list() };
}

/** The series of a request, but those whose labels are refused. */
function seriesOf(batch: WriteBatch, tenancy: RemoteTenancyOf, limits: MetricLimits, refusals: RefusalTally): WriteSeries[] {
  const histograms = Map.groupBy(batch.histograms, (sample) => sample.series);
  const exemplars = Map.groupBy(batch.exemplars, (sample) => sample.series);
  const familyMetadata = new Map(batch.familyMetadata.map((entry) => [entry.family, entry]));
  const found: WriteSeries[] = [];
  for (let index = 0; index < batch.seriesCount; index += 1) {
    const [first, end] = [batch.firstSamples[index] ?? 0, batch.firstSamples[index + 1] ?? 0];
    const own = { histograms: histograms.get(index) ?? [], exemplars: exemplars.get(index) ?? [] };
    const labels = labelsOf(batch, index, tenancy, limits);
    if (typeof labels === 'string') {
      if (end - first + own.histograms.length > 0) refusals.add('invalid_labels', end - first + own.histograms.length, () => labels);
      if (own.exemplars.length > 0) refusals.add('exemplar_refused', own.exemplars.length, () => labels);
      continue;
    }
    const metric = labels.find(({ name }) => name === METRIC_NAME)?.value ?? '';
    const metadata = tenancy.label === undefined ? batch.metadataOf(index) ?? familyMetadata.get(metric) : undefined;
    found.push({
      labels: tenancy.marked(labels), timestamps: batch.timestamps.subarray(first, end), values: batch.values.subarray(first, end), startTimestamps: batch.startTimestamps?.subarray(first, end), ...own,
      metadata: metadata && { ...metadata, family: familyOf(metric, metadata.type) },
    });
  }
  return found;
}

/** The labels of a series, or why they are refused. */
function labelsOf(batch: WriteBatch, index: number, tenancy: RemoteTenancyOf, limits: MetricLimits): readonly Label[] | string {
  try {
    const labels = readLabels(batch, index, { maxLabels: limits.maxLabelsPerSeries, maxNameBytes: limits.maxLabelNameBytes, maxValueBytes: limits.maxLabelValueBytes });
    return labels.some(({ name }) => name === tenancy.label) ? `the label "${tenancy.label ?? ''}" of ${seriesText(labels)} is reserved` : labels;
  } catch (error) {
    if (!(error instanceof WriteRequestError)) throw error;
    return error.message;
  }
}

function countsOf(series: readonly WriteSeries[]): Counts {
  const sum = (count: (one: WriteSeries) => number): number => series.reduce((total, one) => total + count(one), 0);
  return { samples: sum(({ timestamps }) => timestamps.length), histograms: sum(({ histograms }) => histograms?.length ?? 0), exemplars: sum(({ exemplars }) => exemplars?.length ?? 0) };
}

/** A receiver of 2.0 says how much it wrote; one of 1.0 wrote all or does not say, and then all that it was sent counts as refused. */
function writtenOf({ status, headers }: WriteAnswer, sent: Counts): Counts {
  const said = (what: string, most: number): number | undefined => {
    const count = Number(headers[`x-prometheus-remote-write-${what}-written`]);
    return Number.isInteger(count) && count >= 0 ? Math.min(count, most) : undefined;
  };
  const otherwise = status < 300 ? sent : { samples: 0, histograms: 0, exemplars: 0 };
  return {
    samples: said('samples', sent.samples) ?? otherwise.samples,
    histograms: said('histograms', sent.histograms) ?? otherwise.histograms,
    exemplars: said('exemplars', sent.exemplars) ?? otherwise.exemplars,
  };
}

/** Stores say why in words of their own; most of them are Prometheus's. */
const REASONS: readonly (readonly [RegExp, RefusalReason])[] = [
  [/duplicate/i, 'duplicate_sample'],
  [/too old|out of bounds|outside.*retention/i, 'too_old'],
  [/out.of.order/i, 'out_of_order'],
  [/future/i, 'too_far_in_future'],
  [/limit|maximum/i, 'series_limit'],
  [/histogram/i, 'invalid_histogram'],
];
const reasonOf = (text: string): RefusalReason => REASONS.find(([pattern]) => pattern.test(text))?.[1] ?? 'invalid_labels';
