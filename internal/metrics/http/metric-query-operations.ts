import type { Clock } from '#internal/kernel';
import { type OperationInput, type Operations } from '#internal/platform/http';
import { invalid } from '#pkg/apperror';
import { isLabelName, PromqlError } from '#pkg/promql';
import type { MetricQuery } from '../domain/metric-query.ts';
import type { SeriesSelection } from '../ports/metric-store.ts';
import type { AnswerQuery } from '../service/answer-query.ts';
import type { FindSeries } from '../service/find-series.ts';
import { MAX_TIME_MS, MIN_TIME_MS } from './prometheus-parameters.ts';
import { readSelectors } from './prometheus-selectors.ts';

interface Deps {
  readonly answerQuery: AnswerQuery;
  readonly find: FindSeries;
  readonly clock: Clock;
}
type Query = OperationInput<'queryMetrics'>['query'];

const MOST_STEPS = 11_000;

/** Queries of our own API. */
export function metricQueryOperations({ answerQuery, find, clock }: Deps): Pick<Operations, 'queryMetrics' | 'listMetricLabels' | 'listMetricLabelValues'> {
  return {
    async queryMetrics({ actor, query, signal }) {
      const asked: MetricQuery = { query: query.query, ...timesOf(query, clock.now()), ...(query.timeout_seconds !== undefined && { timeoutMs: query.timeout_seconds * 1000 }) };
      const form = { style: 'plain', limit: query.limit ?? 0, withStatistics: false, warnings: [] } as const;
      return { status: 200, raw: ownPieces(answerQuery(actor, asked, form, signal)) };
    },

    async listMetricLabels({ actor, query }) {
      return { status: 200, body: await find.labelNames(actor, selectionOf(query)) };
    },

    async listMetricLabelValues({ actor, path, query }) {
      if (!isLabelName(path.labelName)) throw invalid('labelName', 'is no name of a label');
      return { status: 200, body: await find.labelValues(actor, path.labelName, selectionOf(query)) };
    },
  };
}

function timesOf({ time, start, end, step_seconds: step }: Query, now: Date): Pick<MetricQuery, 'startMs' | 'endMs' | 'stepMs'> {
  if (start === undefined && end === undefined && step === undefined) {
    const timeMs = time === undefined ? now.getTime() : Date.parse(time);
    return { startMs: timeMs, endMs: timeMs, stepMs: 0 };
  }
  if (time !== undefined) throw invalid('time', 'goes without start, end and step_seconds');
  if (start === undefined) throw invalid('start', 'is required for a range');
  if (end === undefined) throw invalid('end', 'is required for a range');
  if (step === undefined) throw invalid('step_seconds', 'is required for a range');
  const [startMs, endMs, stepMs] = [Date.parse(start), Date.parse(end), Math.trunc(step * 1000)];
  if (endMs < startMs) throw invalid('end', 'is before start');
  if (stepMs < 1) throw invalid('step_seconds', 'is less than a millisecond');
  if (Math.floor((endMs - startMs) / stepMs) > MOST_STEPS) throw invalid('step_seconds', 'makes more than 11,000 steps');
  return { startMs, endMs, stepMs };
}

function selectionOf({ match = [], start, end, limit }: OperationInput<'listMetricLabels'>['query']): SeriesSelection {
  const times = { startMs: start === undefined ? MIN_TIME_MS : Date.parse(start), endMs: end === undefined ? MAX_TIME_MS : Date.parse(end) };
  try {
    return { selectors: readSelectors(match), ...times, limit };
  } catch (error) {
    throw error instanceof PromqlError ? invalid('match', error.message) : error;
  }
}

/** The same pieces; what is wrong with a query is a parameter that is wrong. */
async function* ownPieces(pieces: AsyncGenerator<Uint8Array, void>): AsyncGenerator<Uint8Array, void> {
  try {
    yield* pieces;
  } catch (error) {
    throw error instanceof PromqlError && error.errorType === 'bad_data' ? invalid('query', error.message) : error;
  }
}
