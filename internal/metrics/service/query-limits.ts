import type { Actor } from '#internal/kernel';
import { AppError } from '#pkg/apperror';
import { PromqlError } from '#pkg/promql';
import type { MetricLimits } from '../domain/metric-limits.ts';
import type { QueryTurns } from './query-turns.ts';

export interface QueryCircumstances {
  readonly turns: QueryTurns;
  readonly actor: Actor;
  readonly limits: MetricLimits;
  /** How long the caller wants to wait. */
  readonly wanted: number | undefined;
  readonly callerSignal: AbortSignal | undefined;
}

export interface QueryTurn {
  /** Fires when time is up or the caller has left. */
  readonly signal: AbortSignal;
  readonly queueSeconds: number;
  readonly remainingMs: number;
  /** Ends the turn before the work does: when only sending is left. */
  readonly leave: () => void;
}

/** Runs a query in its turn and within its time; whatever fails because of these is told in Prometheus's words. */
export async function* underLimits<Piece>({ turns, actor, limits, wanted = Infinity, callerSignal }: QueryCircumstances, work: (turn: QueryTurn) => AsyncGenerator<Piece, void>): AsyncGenerator<Piece, void> {
  const timeoutMs = Math.max(0, Math.min(wanted, limits.queryTimeoutMs));
  const began = performance.now();
  const late = AbortSignal.timeout(Math.ceil(timeoutMs));
  const signal = callerSignal ? AbortSignal.any([callerSignal, late]) : late;
  let place = 'query queue';
  let leave: (() => void) | undefined;
  try {
    if (timeoutMs === 0) throw new PromqlError('timeout', `query timed out in ${place}`);
    leave = await turns.take(actor.tenantId, limits.maxConcurrentQueries, signal);
    place = 'expression evaluation';
    const queued = performance.now() - began;
    yield* work({ signal, queueSeconds: queued / 1000, remainingMs: Math.max(0, timeoutMs - queued), leave });
  } catch (error) {
    if (callerSignal?.aborted) throw new PromqlError('canceled', `query was canceled in ${place}`, { cause: error });
    if (late.aborted) throw new PromqlError('timeout', `query timed out in ${place}`, { cause: error });
    throw asQueryError(error);
  } finally {
    leave?.();
  }
}

/** Too many series are an error of the query. */
function asQueryError(error: unknown): unknown {
  return error instanceof AppError && !(error instanceof PromqlError) && error.code === 'limit' ? new PromqlError('execution', error.message, { code: 'limit', cause: error }) : error;
}
