import { compareLabels, PromqlEngine, type QueryResult, type ResultSeries, type SeriesSource } from '#pkg/promql';
import { answerJson } from '../domain/answer-json.ts';
import type { QueryJob } from '../domain/query-job.ts';
import { syntaxOf } from '../domain/query-syntax.ts';

export interface EvaluatedJob {
  readonly result: QueryResult;
  readonly seconds: number;
}

/** Evaluates what is not known yet, and joins it with what is. */
export async function evaluateJob(job: QueryJob, source: SeriesSource, signal: AbortSignal | undefined): Promise<EvaluatedJob> {
  const began = performance.now();
  const result = await evaluate(job, source, signal);
  return { result, seconds: (performance.now() - began) / 1000 };
}

async function evaluate({ query, known, stepMs, endMs, ...job }: QueryJob, source: SeriesSource, signal: AbortSignal | undefined): Promise<QueryResult> {
  const engine = new PromqlEngine(source, {
    maxSamples: job.maxSamples,
    timeoutMs: job.timeoutMs,
    syntax: syntaxOf(job.experimental),
  });
  const options = { ...(signal && { signal }), ...(job.lookbackMs !== undefined && { lookbackMs: job.lookbackMs }) };
  if (stepMs === 0) return engine.instant(query, job.startMs, options);
  const startMs = known ? known.untilMs + stepMs : job.startMs;
  const nothing: QueryResult = { value: { type: 'matrix', series: [] }, warnings: [], infos: [], peakSamples: 0 };
  const result = known && startMs > endMs ? nothing : await engine.range(query, { startMs, endMs, stepMs }, options);
  if (!known || result.value.type !== 'matrix') return result;
  return { ...result, value: { type: 'matrix', series: joined(known.series, result.value.series) } };
}

/** Series by series, the later values behind the earlier ones. */
function joined(earlier: readonly ResultSeries[], later: readonly ResultSeries[]): ResultSeries[] {
  const rest = new Map(later.map((series) => [series.labels.key, series]));
  const both = earlier.map((series): ResultSeries => {
    const more = rest.get(series.labels.key);
    if (!more) return series;
    rest.delete(series.labels.key);
    const floats = { times: concatenated(series.floats.times, more.floats.times), values: concatenated(series.floats.values, more.floats.values) };
    return { labels: series.labels, floats, histograms: more.histograms };
  });
  return [...both, ...rest.values()].sort((one, other) => compareLabels(one.labels, other.labels));
}

function concatenated(one: Float64Array, other: Float64Array): Float64Array {
  const both = new Float64Array(one.length + other.length);
  both.set(one);
  both.set(other, one.length);
  return both;
}

/** The part of an answer that may be kept. Remarks may be about any moment, so an answer that has some is not kept. */
export function keptSeries({ keepUntilMs }: QueryJob, { value, warnings, infos }: QueryResult): readonly ResultSeries[] | undefined {
  if (keepUntilMs === undefined || value.type !== 'matrix' || warnings.length + infos.length > 0) return undefined;
  if (value.series.some(({ histograms }) => histograms.length > 0)) return undefined;
  return value.series.flatMap(({ labels, floats: { times, values } }) => {
    let count = times.length;
    while (count > 0 && (times[count - 1] ?? 0) > keepUntilMs) count -= 1;
    return count === 0 ? [] : [{ labels, floats: { times: times.slice(0, count), values: values.slice(0, count) }, histograms: [] }];
  });
}

/** The pieces of the answer. */
export const piecesOf = (job: QueryJob, { result, seconds }: EvaluatedJob): Generator<Uint8Array, void> =>
  answerJson(result, job, job.form, { queueSeconds: job.queueSeconds, evaluationSeconds: seconds });
