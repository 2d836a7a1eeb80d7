import { PromqlEngine, type QueryResult, type SeriesSource } from '#pkg/promql';
import { answerJson } from '../domain/answer-json.ts';
import type { QueryJob } from '../domain/query-job.ts';
import { syntaxOf } from '../domain/query-syntax.ts';
import type { WrittenSeries } from '../domain/written-series.ts';

export interface EvaluatedJob {
  readonly result: QueryResult;
  readonly seconds: number;
}

/** Evaluates what is not known yet. */
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
  if (known && startMs > endMs) return { value: { type: 'matrix', series: [] }, warnings: [], infos: [], peakSamples: 0 };
  return engine.range(query, { startMs, endMs, stepMs }, options);
}

/** The pieces of the answer; at the end what of it is to be kept. */
export const piecesOf = (job: QueryJob, { result, seconds }: EvaluatedJob): Generator<Uint8Array, readonly WrittenSeries[] | undefined> =>
  answerJson(result, job, { queueSeconds: job.queueSeconds, evaluationSeconds: seconds });
