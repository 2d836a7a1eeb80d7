import type { Actor, TenantId } from '#internal/kernel';
import { parsedPromql } from '#pkg/promql';
import type { MetricLimits } from '../domain/metric-limits.ts';
import type { AnswerForm, MetricQuery } from '../domain/metric-query.ts';
import { lastSettledStep, reachOf } from '../domain/range-cacheability.ts';
import type { MetricStore } from '../ports/metric-store.ts';
import type { QueryRunner } from '../ports/query-runner.ts';
import { underLimits } from './query-limits.ts';
import type { QueryTurns } from './query-turns.ts';
import type { RangeKey, RangeQueryCache } from './range-query-cache.ts';
import { syntaxOf } from '../domain/query-syntax.ts';

export interface AnswerQueryDeps {
  readonly store: Pick<MetricStore, 'source' | 'settled'>;
  readonly limitsOf: (actor: Actor) => Promise<MetricLimits>;
  readonly runner: QueryRunner;
  readonly turns: QueryTurns;
  readonly cache: RangeQueryCache;
  /** Parts of PromQL that may still change are on. */
  readonly experimental: boolean;
}

/**
 * Evaluates a query and writes the answer down as JSON, in pieces. Nothing begins before the first piece is asked for; asking for no more ends the query.
 * Throws `PromqlError`, also for a query that selects too many series, and `unavailable` when the store cannot be read.
 */
export type AnswerQuery = (actor: Actor, query: MetricQuery, form: AnswerForm, signal?: AbortSignal) => AsyncGenerator<Uint8Array, void>;

export function answerQuery({ store, limitsOf, runner, turns, cache, experimental }: AnswerQueryDeps): AnswerQuery {
  return async function* (actor, query, form, callerSignal) {
    const limits = await limitsOf(actor);
    const memory = remembering(actor.tenantId, query, parsedPromql(query.query, syntaxOf(experimental)));
    yield* underLimits({ turns, actor, limits, wanted: query.timeoutMs, callerSignal }, async function* ({ signal, queueSeconds, remainingMs, leave }) {
      const settled = memory && (await store.settled(actor, limits));
      const known = settled && memory.known(settled.version);
      const keepUntilMs = settled && memory.keepUntilMs(settled.settledMs);
      const job = { ...query, known, keepUntilMs, lookbackMs: query.lookbackMs, timeoutMs: remainingMs, maxSamples: limits.maxSamplesPerQuery, experimental, form, queueSeconds };
      const { pieces, written } = await runner.run(job, store.source(actor, limits), signal);
      // Whoever reads slowly keeps nobody else waiting.
      void written.then((kept) => {
        leave();
        if (kept && settled && keepUntilMs !== undefined) memory.keep(kept, keepUntilMs, settled.version);
      });
      yield* pieces;
    });
  };

  /** What can be remembered of a range query; undefined for any other. */
  function remembering(tenantId: TenantId, { query, startMs, endMs, stepMs, lookbackMs }: MetricQuery, expr: ReturnType<typeof parsedPromql>) {
    const reach = stepMs > 0 && endMs >= startMs ? reachOf(expr) : undefined;
    if (!reach) return undefined;
    const key: RangeKey = { tenantId, query, startMs, stepMs, lookbackMs };
    return {
      known: (version: number) => cache.find(key, endMs, version),
      keepUntilMs: (settledMs: number) => (cache.isWorthKeeping(key) ? lastSettledStep(reach, settledMs, { startMs, endMs, stepMs }) : undefined),
      keep: (series: Parameters<RangeQueryCache['keep']>[1]['series'], untilMs: number, version: number) => cache.keep(key, { startMs, untilMs, series, version }),
    };
  }
}
