import type { WorkflowDefinition } from './definition.ts';
import { durationMs } from './duration.ts';
import type { OverlapPolicy, Schedule } from './event-arguments.ts';

/** A schedule with everything that is said about it. */
export interface ScheduleTerms {
  readonly schedule: Schedule;
  readonly timeZone: string;
  readonly overlap: OverlapPolicy;
  readonly jitterMs: number;
  readonly catchUpMs: number;
}

/** Catch-up window unless a definition says otherwise: one hour. */
export const CATCH_UP_MS = 60 * 60_000;

/** The terms of a definition's schedule; undefined when it has none. */
export function scheduleTerms({ schedule, document }: Pick<WorkflowDefinition, 'schedule' | 'document'>): ScheduleTerms | undefined {
  if (!schedule) return undefined;
  const { timeZone = 'UTC', overlap = 'skip', jitter, catchUp } = document.metadata?.orchestrix?.schedule ?? {};
  return { schedule, timeZone, overlap, jitterMs: durationMs(jitter ?? null) ?? 0, catchUpMs: durationMs(catchUp ?? null) ?? CATCH_UP_MS };
}
