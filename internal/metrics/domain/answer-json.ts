import { formatDecimal, type Labels, type QueryResult, type QueryValue, type ResultSample, type ResultSeries } from '#pkg/promql';
import { ByteWriter } from './byte-writer.ts';
import type { AnswerForm } from './metric-query.ts';
import { histogramText, timeText, valueText } from './sample-text.ts';

/** Where the values of an answer may be. */
export interface AnswerGrid {
  readonly startMs: number;
  /** 0: anywhere. */
  readonly stepMs: number;
}

/** Time spent on the query, in seconds. */
export interface AnswerTimings {
  readonly queueSeconds: number;
  readonly evaluationSeconds: number;
}

/** As many of each kind as Prometheus shows. */
const MOST_ANNOTATIONS = 10;
const TRUNCATED = 'results truncated due to limit';

/** Writes the answer to a query, in pieces. Names and values are the same as in Prometheus's answers, digit by digit. */
export function* answerJson({ value: whole, warnings, infos, peakSamples }: QueryResult, grid: AnswerGrid, form: AnswerForm, timings: AnswerTimings): Generator<Uint8Array, void> {
  const { value, isTruncated } = truncated(whole, form.limit);
  const all = [...warnings, ...(isTruncated ? [TRUNCATED] : []), ...form.warnings];
  const isPlain = form.style === 'plain';
  const out = new ByteWriter();
  out.text(isPlain ? `{"result_type":"${value.type}","result":` : `{"status":"success","data":{"resultType":"${value.type}","result":`);
  yield* writeValue(out, value, grid);
  if (!isPlain) out.text(`${form.withStatistics ? `,"stats":${statistics(timings, peakSamples)}` : ''}}`);
  for (const [name, texts] of [['warnings', shown(all, 'warning')], ['infos', shown(infos, 'info')]] as const) {
    if (isPlain || texts.length > 0) out.text(`,"${name}":${JSON.stringify(texts)}`);
  }
  out.text('}');
  yield* out.takeRest();
}

function* writeValue(out: ByteWriter, value: QueryValue, grid: AnswerGrid): Generator<Uint8Array, void> {
  switch (value.type) {
    case 'scalar':
      // Prometheus writes scalars without an exponent.
      return out.text(`[${timeText(value.timeMs)},"${formatDecimal(value.value)}"]`);
    case 'string':
      return out.text(`[${timeText(value.timeMs)},${JSON.stringify(value.value.toWellFormed())}]`);
    case 'vector':
      return yield* list(out, value.samples, (sample) => writeSample(out, sample, timeText(value.timeMs)));
    case 'matrix': {
      const prefixes = new TimePrefixes(grid);
      return yield* list(out, value.series, (series) => writeSeries(out, series, prefixes));
    }
  }
}

function* list<Item>(out: ByteWriter, items: readonly Item[], write: (item: Item) => void): Generator<Uint8Array, void> {
  out.text('[');
  for (const [index, item] of items.entries()) {
    if (index > 0) out.text(',');
    write(item);
    yield* out.takeFull();
  }
  out.text(']');
}

const labelsText = (labels: Labels): string =>
  `{${labels.names.map((name, at) => `${JSON.stringify(name.toWellFormed())}:${JSON.stringify((labels.values[at] ?? '').toWellFormed())}`).join(',')}}`;

function writeSample(out: ByteWriter, { labels, value }: ResultSample, time: string): void {
  const text = typeof value === 'number' ? `"value":[${time},"${valueText(value)}"]` : `"histogram":[${time},${histogramText(value)}]`;
  out.text(`{"metric":${labelsText(labels)},${text}}`);
}

const END_OF_POINT = Buffer.from('"]');

function writeSeries(out: ByteWriter, { labels, floats, histograms }: ResultSeries, prefixes: TimePrefixes): void {
  out.text(`{"metric":${labelsText(labels)}`);
  const { times, values } = floats;
  for (let i = 0; i < values.length; i += 1) {
    if (i === 0) out.text(',"values":[');
    out.number(prefixes.of(times[i] as number, i === 0), valueText(values[i] as number), END_OF_POINT);
  }
  if (values.length > 0) out.text(']');
  if (histograms.length > 0) out.text(`,"histograms":[${histograms.map(({ timeMs, histogram }) => `[${timeText(timeMs)},${histogramText(histogram)}]`).join(',')}]`);
  out.text('}');
}

/** What stands in front of a value, `,[1700000000,"`; the same for all series, so each is made once where there is a grid. */
class TimePrefixes {
  private readonly first: Uint8Array[] = [];
  private readonly later: Uint8Array[] = [];

  constructor(private readonly grid: AnswerGrid) {}

  of(timeMs: number, isFirst: boolean): Uint8Array {
    const { startMs, stepMs } = this.grid;
    const step = (timeMs - startMs) / stepMs;
    const known = isFirst ? this.first : this.later;
    const found = stepMs > 0 ? known[step] : undefined;
    if (found) return found;
    const made = Buffer.from(`${isFirst ? '' : ','}[${timeText(timeMs)},"`);
    if (stepMs > 0 && Number.isInteger(step) && step >= 0) known[step] = made;
    return made;
  }
}

function truncated(value: QueryValue, limit: number): { readonly value: QueryValue; readonly isTruncated: boolean } {
  if (limit > 0 && value.type === 'vector' && value.samples.length > limit) return { value: { ...value, samples: value.samples.slice(0, limit) }, isTruncated: true };
  if (limit > 0 && value.type === 'matrix' && value.series.length > limit) return { value: { ...value, series: value.series.slice(0, limit) }, isTruncated: true };
  return { value, isTruncated: false };
}

const shown = (texts: readonly string[], kind: string): readonly string[] =>
  texts.length <= MOST_ANNOTATIONS ? texts : [...texts.slice(0, MOST_ANNOTATIONS), `${texts.length - MOST_ANNOTATIONS} more ${kind} annotations omitted`];

// Names of Prometheus; what is not measured apart is left out.
function statistics({ queueSeconds, evaluationSeconds }: AnswerTimings, peakSamples: number): string {
  const timings = { evalTotalTime: evaluationSeconds, execQueueTime: queueSeconds, execTotalTime: queueSeconds + evaluationSeconds };
  return JSON.stringify({ timings, samples: { peakSamples } });
}
