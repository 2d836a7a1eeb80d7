import type { Actor } from '#internal/kernel';
import { PromqlEngine, type QueryResult } from '#pkg/promql';
import type { MetricLimits } from '../domain/metric-limits.ts';
import type { MetricQuery } from '../domain/metric-query.ts';
import type { MetricStore } from '../ports/metric-store.ts';
import { underLimits } from './query-limits.ts';
import { syntaxOf } from '../domain/query-syntax.ts';
import type { QueryTurns } from './query-turns.ts';

export interface EvaluateQueryDeps {
  readonly store: Pick<MetricStore, 'source'>;
  readonly limitsOf: (actor: Actor) => Promise<MetricLimits>;
  readonly turns: QueryTurns;
  readonly experimental: boolean;
}

/** The value of a query, for other contexts. Throws `PromqlError`, and `unavailable` when the store cannot be read. */
export type EvaluateQuery = (actor: Actor, query: MetricQuery, signal?: AbortSignal) => Promise<QueryResult>;

export function evaluateQuery({ store, limitsOf, turns, experimental }: EvaluateQueryDeps): EvaluateQuery {
  return async (actor, { query, startMs, endMs, stepMs, timeoutMs, lookbackMs }, callerSignal) => {
    const limits = await limitsOf(actor);
    const results = underLimits({ turns, actor, limits, wanted: timeoutMs, callerSignal }, async function* ({ signal, remainingMs }) {
      const engine = new PromqlEngine(store.source(actor, limits), { maxSamples: limits.maxSamplesPerQuery, timeoutMs: remainingMs, syntax: syntaxOf(experimental) });
      const options = { signal, ...(lookbackMs !== undefined && { lookbackMs }) };
      yield await (stepMs === 0 ? engine.instant(query, startMs, options) : engine.range(query, { startMs, endMs, stepMs }, options));
    });
    const { value } = await results.next();
    // Ends the turn.
    await results.return(undefined);
    return value as QueryResult; // the work yields once
  };
}
