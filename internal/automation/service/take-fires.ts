import type { Actor, Clock, IdGenerator, Json } from '#internal/kernel';
import { hasEnded, type ExecutionId } from '../domain/execution.ts';
import { decideFire, REPLACED } from '../domain/fire-decision.ts';
import { recorded, type FireSource, type ScheduleFire, type ScheduleFireId } from '../domain/schedule-fire.ts';
import { scheduledKey, type ScheduleState } from '../domain/schedule-state.ts';
import type { OverlapPolicy } from '../domain/event-arguments.ts';
import type { WorkflowId } from '../domain/workflow.ts';
import type { AutomationRepositories } from '../ports/automation-unit-of-work.ts';
import type { CancelExecution } from './cancel-execution.ts';
import type { RequestExecution } from './request-execution.ts';

export interface FireDeps {
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly request: RequestExecution;
  readonly cancel: CancelExecution;
}

/** A fire that asks for an execution; `key` ends its request key. */
export interface WantedFire {
  readonly fireTime: Date;
  readonly key: string;
  /** How many executions led to it, in a row. */
  readonly causationDepth?: number;
}

/** A schedule after some fires, and what became of each. */
export interface TakenFires {
  readonly state: ScheduleState;
  readonly fires: readonly ScheduleFire[];
}

/** Requests the execution of a fire: one per request key, however often it is asked for. */
export async function startFire({ clock, ids, request }: FireDeps, actor: Actor, { workflowId, workflowVersion }: ScheduleState, { fireTime, key, causationDepth = 0 }: WantedFire, source: FireSource, input: Json = {}): Promise<ScheduleFire & { readonly executionId: string }> {
  const { id } = await request(actor, { workflowId: workflowId as WorkflowId, version: workflowVersion, requestKey: scheduledKey(workflowId, key), compensateOnIneffective: false, input, ...(causationDepth > 0 && { causationDepth }) });
  return { id: ids.next() as ScheduleFireId, workflowId, source, outcome: 'started', fireTime, count: 1, executionId: id, createdAt: clock.now() };
}

/** A fire that starts nothing. */
export const fireWithout = ({ clock, ids }: FireDeps, workflowId: string, fire: Pick<ScheduleFire, 'source' | 'outcome' | 'fireTime'> & Partial<ScheduleFire>): ScheduleFire => ({
  count: 1, ...fire, id: ids.next() as ScheduleFireId, workflowId, createdAt: clock.now(),
});

/** Lets fires have their way, one after another, as the overlap policy says. Inside the transaction that holds the lock of the schedule. */
export async function takeFires(
  deps: FireDeps,
  actor: Actor,
  { executions }: Pick<AutomationRepositories, 'executions'>,
  before: ScheduleState,
  { wanted, overlap, source }: { readonly wanted: readonly WantedFire[]; readonly overlap: OverlapPolicy; readonly source: FireSource },
): Promise<TakenFires> {
  let state = before;
  let fires: readonly ScheduleFire[] = [];
  let running = wanted.length > 0 && (await isRunning(executions, before));
  let cancelled = false;
  for (const fire of wanted) {
    const decision = decideFire(overlap, { running, buffered: state.buffered !== undefined });
    const { fireTime } = fire;
    if (decision.outcome === 'started') {
      const started = await startFire(deps, actor, state, fire, source);
      fires = recorded(fires, started);
      state = { ...state, lastExecutionId: started.executionId };
      running = true;
    } else if (decision.outcome === 'skipped') {
      fires = recorded(fires, fireWithout(deps, state.workflowId, { source, outcome: 'skipped', fireTime, reason: decision.reason }));
    } else {
      if (decision.cancels && !cancelled && state.lastExecutionId !== undefined) await deps.cancel(actor, state.lastExecutionId as ExecutionId);
      cancelled ||= decision.cancels;
      if (state.buffered) fires = recorded(fires, fireWithout(deps, state.workflowId, { source, outcome: 'skipped', fireTime: state.buffered.fireTime, reason: REPLACED }));
      fires = recorded(fires, fireWithout(deps, state.workflowId, { source, outcome: 'buffered', fireTime }));
      state = { ...state, buffered: { fireTime, key: fire.key } };
    }
  }
  return { state: counted(state, fires), fires };
}

/** The schedule with these fires counted. */
export function counted(state: ScheduleState, fires: readonly ScheduleFire[]): ScheduleState {
  const of = (outcome: ScheduleFire['outcome']): number => fires.reduce((sum, fire) => (fire.outcome === outcome ? sum + fire.count : sum), 0);
  const { started, skipped, missed, expired } = state.counts;
  return { ...state, counts: { started: started + of('started'), skipped: skipped + of('skipped'), missed: missed + of('missed'), expired: expired + of('expired') } };
}

async function isRunning(executions: AutomationRepositories['executions'], { lastExecutionId }: ScheduleState): Promise<boolean> {
  return lastExecutionId !== undefined && !hasEnded(await executions.get(lastExecutionId as ExecutionId));
}
