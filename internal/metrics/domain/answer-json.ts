import { compareLabels, formatDecimal, type QueryResult, type QueryValue, type ResultSample, type ResultSeries } from '#pkg/promql';
import { ByteWriter } from './byte-writer.ts';
import type { QueryJob } from './query-job.ts';
import { histogramText, labelsText, timeText, valueText } from './sample-text.ts';
import { type MatrixSeries, SeriesWriter } from './series-writer.ts';
import type { WrittenSeries } from './written-series.ts';

/** What there is to say about a query beside its value. */
export interface AnswerTimings {
  readonly queueSeconds: number;
  readonly evaluationSeconds: number;
}

/** As many of each kind as Prometheus shows. */
const MOST_ANNOTATIONS = 10;
const TRUNCATED = 'results truncated due to limit';

/**
 * Writes the answer to a query, in pieces. Names and values are the same as in Prometheus's answers, digit by digit. What is known from before is not in
 * `result`. Returns what is to be kept.
 */
export function* answerJson({ value: evaluated, warnings, infos, peakSamples }: QueryResult, job: QueryJob, timings: AnswerTimings): Generator<Uint8Array, readonly WrittenSeries[] | undefined> {
  const { form, known } = job;
  const matrix = evaluated.type === 'matrix' ? merged(known?.series ?? [], evaluated.series) : [];
  const size = evaluated.type === 'vector' ? evaluated.samples.length : matrix.length;
  const isTruncated = form.limit > 0 && size > form.limit && (evaluated.type === 'vector' || evaluated.type === 'matrix');
  const all = [...warnings, ...(isTruncated ? [TRUNCATED] : []), ...form.warnings];
  const isPlain = form.style === 'plain';
  const out = new ByteWriter();
  // Remarks may be about any moment, so an answer that has some is not kept; nor is one with histograms, or a part of one.
  const holds = warnings.length + infos.length === 0 && !isTruncated && matrix.every(({ series }) => (series?.histograms.length ?? 0) === 0);
  const writer = new SeriesWriter(out, job, holds && evaluated.type === 'matrix' ? job.keepUntilMs : undefined);

  out.text(isPlain ? `{"result_type":"${evaluated.type}","result":` : `{"status":"success","data":{"resultType":"${evaluated.type}","result":`);
  if (evaluated.type === 'matrix') yield* list(out, isTruncated ? matrix.slice(0, form.limit) : matrix, (series) => writer.write(series));
  else yield* writeValue(out, evaluated, isTruncated ? form.limit : Infinity);
  if (!isPlain) out.text(`${form.withStatistics ? `,"stats":${statistics(timings, peakSamples)}` : ''}}`);
  for (const [name, texts] of [['warnings', shown(all, 'warning')], ['infos', shown(infos, 'info')]] as const) {
    if (isPlain || texts.length > 0) out.text(`,"${name}":${JSON.stringify(texts)}`);
  }
  out.text('}');
  yield* out.takeRest();
  return writer.kept;
}

/** Series that are known, evaluated, or both, ordered by labels as each of the two lists is. */
function merged(known: readonly WrittenSeries[], evaluated: readonly ResultSeries[]): MatrixSeries[] {
  const rest = new Map(evaluated.map((series) => [series.labels.key, series]));
  const all = known.map((before): MatrixSeries => {
    const series = rest.get(before.labels.key);
    if (series) rest.delete(before.labels.key);
    return { labels: before.labels, before, series };
  });
  for (const series of rest.values()) all.push({ labels: series.labels, before: undefined, series });
  return known.length > 0 && rest.size > 0 ? all.sort((one, other) => compareLabels(one.labels, other.labels)) : all;
}

function* writeValue(out: ByteWriter, value: Exclude<QueryValue, { type: 'matrix' }>, most: number): Generator<Uint8Array, void> {
  switch (value.type) {
    case 'scalar':
      // Prometheus writes scalars without an exponent.
      return out.text(`[${timeText(value.timeMs)},"${formatDecimal(value.value)}"]`);
    case 'string':
      return out.text(`[${timeText(value.timeMs)},${JSON.stringify(value.value.toWellFormed())}]`);
    case 'vector': {
      const time = timeText(value.timeMs);
      return yield* list(out, value.samples.slice(0, most), (sample) => writeSample(out, sample, time));
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

function writeSample(out: ByteWriter, { labels, value }: ResultSample, time: string): void {
  const text = typeof value === 'number' ? `"value":[${time},"${valueText(value)}"]` : `"histogram":[${time},${histogramText(value)}]`;
  out.text(`{"metric":${labelsText(labels)},${text}}`);
}

const shown = (texts: readonly string[], kind: string): readonly string[] =>
  texts.length <= MOST_ANNOTATIONS ? texts : [...texts.slice(0, MOST_ANNOTATIONS), `${texts.length - MOST_ANNOTATIONS} more ${kind} annotations omitted`];

// Names of Prometheus; what is not measured apart is left out.
function statistics({ queueSeconds, evaluationSeconds }: AnswerTimings, peakSamples: number): string {
  const timings = { evalTotalTime: evaluationSeconds, execQueueTime: queueSeconds, execTotalTime: queueSeconds + evaluationSeconds };
  return JSON.stringify({ timings, samples: { peakSamples } });
}
