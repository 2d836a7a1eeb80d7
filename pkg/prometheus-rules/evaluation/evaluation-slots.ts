import { Labels, labelsHash } from '#pkg/promql';

/** When a group is evaluated. */
export interface EvaluationSlots {
  readonly intervalMs: number;
  /** How far behind the full intervals since 1970 its evaluations lie. */
  readonly offsetMs: number;
  /** The last slot at or before a time. */
  at(timeMs: number): number;
  /** The first slot after a time. */
  after(timeMs: number): number;
  /** How many slots between two evaluations had none. */
  missed(previousMs: number, nextMs: number): number;
}

/**
 * Spreads the evaluations of groups over the interval, by a hash of the group's name and file that is Prometheus's: a group keeps its slots
 * through restarts, and has the same as in Prometheus.
 */
export function slotOf(identity: { readonly name: string; readonly file: string }, intervalMs: number): EvaluationSlots {
  if (!(intervalMs >= 1)) throw new RangeError(`an interval of ${intervalMs} ms cannot be kept`);
  const hash = labelsHash(new Labels(['file', 'name'], [identity.file, identity.name]));
  const offsetMs = Number((hash % BigInt(Math.round(intervalMs * 1e6))) / 1_000_000n);
  const at = (timeMs: number): number => Math.floor((timeMs - offsetMs) / intervalMs) * intervalMs + offsetMs;
  return {
    intervalMs,
    offsetMs,
    at,
    after: (timeMs) => at(timeMs) + intervalMs,
    missed: (previousMs, nextMs) => Math.max(0, Math.round((at(nextMs) - at(previousMs)) / intervalMs) - 1),
  };
}
