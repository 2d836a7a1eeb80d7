import { type Label, METRIC_NAME } from '#pkg/sample-model';
import { attributeLabels, attributeText, toLabels } from './attribute-labels.ts';
import type { DeltaAccumulator } from './delta-accumulator.ts';
import type { DataPoint, Long, OtlpExemplar, Temporality } from './otlp-messages.ts';
import type { TranslatedExemplar, TranslatedFamily, TranslatedHistogram, TranslatedSample, Translation, TranslationOptions } from './translation.ts';

const MAX_REASONS = 10;
/** Of names and values together, as in OpenMetrics. */
const MAX_EXEMPLAR_CHARACTERS = 128;
const DELTA = 1;
const CUMULATIVE = 2;
const NO_RECORDED_VALUE = 1;

/** A metric on its way: its family, and the labels around its data points. */
export interface MetricContext {
  readonly family: TranslatedFamily;
  readonly outer: { readonly promoted: ReadonlyMap<string, string>; readonly scope: ReadonlyMap<string, string>; readonly identity: ReadonlyMap<string, string> };
  readonly options: TranslationOptions;
  readonly deltas: DeltaAccumulator | undefined;
  readonly output: TranslationOutput;
}

/** A data point whose times make sense; milliseconds. */
export interface TimedPoint<Point extends DataPoint> {
  readonly point: Point;
  readonly timestamp: number;
  readonly startTimestamp: number;
  readonly stale: boolean;
  /** Without the metric name. */
  readonly labels: ReadonlyMap<string, string>;
}

/** Collects what a request becomes. */
export class TranslationOutput {
  private readonly samples: TranslatedSample[] = [];
  private readonly histograms: TranslatedHistogram[] = [];
  readonly families = new Map<string, TranslatedFamily>();
  private readonly reasons = new Set<string>();
  private rejected = 0;

  constructor(private readonly maxSamples: number) {}

  /** Adds the samples of one data point, all or none. */
  push(samples: readonly TranslatedSample[]): void {
    if (this.hasRoom(samples.length)) this.samples.push(...samples);
  }

  pushHistogram(histogram: TranslatedHistogram): void {
    if (this.hasRoom(1)) this.histograms.push(histogram);
  }

  reject(reason: string, points = 1): void {
    this.rejected += points;
    if (points > 0 && this.reasons.size < MAX_REASONS) this.reasons.add(reason);
  }

  private hasRoom(more: number): boolean {
    const fits = this.samples.length + this.histograms.length + more <= this.maxSamples;
    if (!fits) this.reject(`a request becomes at most ${this.maxSamples} samples`);
    return fits;
  }

  finish(): Translation {
    return { samples: this.samples, histograms: this.histograms, families: [...this.families.values()], rejected: this.rejected, reasons: [...this.reasons] };
  }
}

/** Data points with their labels; those without a time are rejected. */
export function timedPoints<Point extends DataPoint>(points: readonly Point[], { outer, options, output, family }: MetricContext): TimedPoint<Point>[] {
  return points.flatMap((point): TimedPoint<Point>[] => {
    const timestamp = milliseconds(point.timeUnixNano);
    if (timestamp === 0) {
      output.reject(`${family.name}: a data point has no time`);
      return [];
    }
    const labels = new Map([...outer.promoted, ...attributeLabels(point.attributes, options.utf8), ...outer.scope, ...outer.identity]);
    return [{ point, timestamp, startTimestamp: milliseconds(point.startTimeUnixNano), stale: ((point.flags ?? 0) & NO_RECORDED_VALUE) !== 0, labels }];
  });
}

/** The label set of a series of the family: `ending` goes to its name, `extra` to its labels. */
export const seriesLabels = (name: string, labels: ReadonlyMap<string, string>, extra: readonly (readonly [string, string])[] = []): Label[] =>
  toLabels(new Map([...labels, ...extra, [METRIC_NAME, name]]));

/**
 * The sum since a start: a cumulative point is one already, a delta is added up. undefined: rejected, and the reason noted. Markers without a
 * value pass as they are.
 */
export function cumulative<State, Point extends DataPoint>(timed: TimedPoint<Point>, state: State, add: (sum: State, delta: State) => State | undefined, temporality: Temporality | undefined, context: MetricContext): { readonly start: number; readonly state: State } | undefined {
  if (temporality === CUMULATIVE || timed.stale) return { start: timed.startTimestamp, state };
  const { deltas, output, family } = context;
  if (temporality !== DELTA || !deltas) {
    output.reject(`${family.name}: ${temporality === DELTA ? 'delta temporality is not accepted' : 'the temporality is missing'}`);
    return undefined;
  }
  const key = JSON.stringify([family.type, ...seriesLabels(family.name, timed.labels).flatMap(({ name, value }) => [name, value])]);
  const sum = deltas.add(key, { start: timed.startTimestamp, end: timed.timestamp }, state, add);
  if (sum.kind === 'sum') return sum;
  output.reject(`${family.name}: ${sum.reason}`);
  return undefined;
}

/** Exemplars with trace and span id; further attributes only where there is room for them. */
export function translateExemplars(exemplars: readonly OtlpExemplar[], utf8: boolean): TranslatedExemplar[] {
  return exemplars.map((exemplar) => {
    const ids = [['trace_id', hex(exemplar.traceId)], ['span_id', hex(exemplar.spanId)]] as const;
    const all = toLabels(new Map([...attributeLabels(exemplar.filteredAttributes, utf8), ...ids.filter(([, id]) => id !== '')]));
    const characters = all.reduce((sum, { name, value }) => sum + [...name].length + [...value].length, 0);
    const labels = characters <= MAX_EXEMPLAR_CHARACTERS ? all : toLabels(new Map(ids));
    return { labels, value: exemplar.asDouble ?? Number(exemplar.asInt ?? 0), timestamp: milliseconds(exemplar.timeUnixNano) };
  });
}

const hex = (id: Uint8Array | undefined): string => (id ? Buffer.from(id).toString('hex') : '');

/** Nanoseconds in milliseconds; 0 when there are none. Digits are cut off from the text: a double does not hold them all. */
export const milliseconds = (nanoseconds: Long | undefined): number => Number(String(nanoseconds ?? 0).slice(0, -6));

/** A hint of a Prometheus receiver about what a gauge was. */
export const prometheusType = (metadata: readonly { readonly key?: string; readonly value?: Parameters<typeof attributeText>[0] }[]): string =>
  attributeText(metadata.find(({ key }) => key === 'prometheus.type')?.value);
