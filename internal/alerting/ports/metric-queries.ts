import type { Actor } from '#internal/kernel';
import type { QueryResult, QueryTimes } from '#pkg/promql';

/** Answers PromQL over the samples of the actor's tenant. Rejects with what is wrong with the query, or with its data. */
export interface MetricQueries {
  /** The value at one time. */
  instant(actor: Actor, query: string, timeMs: number, signal?: AbortSignal): Promise<QueryResult>;
  /** The values at the steps of a range. */
  range(actor: Actor, query: string, times: QueryTimes, signal?: AbortSignal): Promise<QueryResult>;
}
