import type { AuditEntry, Json, JsonObject, NewEvent } from '#internal/kernel';
import { hasEnded, type Execution } from './execution.ts';

/** The audit entry of a change. Input and output stay in the execution: they may be large, and they are other people's data. */
export const executionChanged = (verb: 'requested' | 'started' | 'compensating' | 'finished' | 'paused' | 'resumed' | 'cancel_requested' | 'taken_up' | 'reconciled', before: Execution | undefined, after: Execution): AuditEntry => ({
  action: `automation.execution.${verb}`,
  entityType: 'execution',
  entityId: after.id,
  ...(before && { before: summary(before) }),
  after: summary(after),
});

/** The Temporal workflow of the execution has to be started. */
export const executionRequested = (execution: Execution): NewEvent => event('requested', execution);

/** The execution has waited for others of its tenant to end, and may start. */
export const executionAdmitted = ({ id }: Pick<Execution, 'id'>): NewEvent => ({ type: 'automation.execution.admitted', aggregateId: id, data: { execution_id: id } });

/** The Temporal workflow of the execution has to be cancelled. */
export const cancellationRequested = (execution: Execution): NewEvent => event('cancel_requested', execution);

/** Temporal has to be told whether the execution is paused now. */
export const pauseChanged = (execution: Execution): NewEvent => event('pause_changed', execution);

/** The first task is about to run. */
export const executionStarted = (execution: Execution): NewEvent => event('started', execution);

/** The execution has ended, and how. */
export const executionFinished = (execution: Execution): NewEvent => {
  if (!hasEnded(execution)) throw new TypeError(`execution ${execution.id} is ${execution.status}`);
  const end = { parent_execution_id: execution.parentExecutionId ?? null, status: execution.status, outcome: execution.outcome ?? null, error: execution.error === undefined ? null : abridged(execution.error) };
  const finished = event('finished', execution);
  return { ...finished, data: { ...finished.data, ...end } };
};

/**
 * A durable timer: look whether Temporal still runs it. `round` counts the looks. It is an aggregate of its own, so that a look that is
 * tried again never holds up what happens to the execution.
 */
export const executionCheckDue = (execution: Pick<Execution, 'id'>, round: number, at: Date): NewEvent => ({
  type: 'automation.execution.check_due',
  aggregateId: `check:${execution.id}`,
  data: { execution_id: execution.id, round },
  availableAt: at,
});

const event = (verb: string, execution: Execution): NewEvent => ({
  type: `automation.execution.${verb}`,
  aggregateId: execution.id,
  data: {
    execution_id: execution.id,
    request_key: execution.requestKey ?? null,
    workflow_id: execution.workflowId,
    workflow_version: execution.workflowVersion,
    alert_id: execution.alertId ?? null,
  },
});

const summary = ({ workflowId, workflowVersion, status, outcome, target, cancelRequestedBy, pausedBy, rerunOf }: Execution) => ({
  workflow_id: workflowId,
  workflow_version: workflowVersion,
  status,
  ...(outcome && { outcome }),
  ...(target !== undefined && { target: plain(target) }),
  ...(pausedBy !== undefined && { paused_by: pausedBy }),
  ...(rerunOf !== undefined && { rerun_of: rerunOf }),
  ...(cancelRequestedBy !== undefined && { cancel_requested_by: cancelRequestedBy }),
});

const LONGEST_TEXT = 1000;

/**
 * An error as it may leave this context: the flat fields of an RFC 9457 problem, shortened. The whole error stays in the execution; it may
 * hold another system's answer, as large and as odd as that system likes.
 */
export function abridged(error: Json): Json {
  if (typeof error === 'string') return plain(error);
  if (typeof error !== 'object' || error === null) return error;
  if (Array.isArray(error)) return plain(JSON.stringify(error));
  const fields: Record<string, Json> = {};
  for (const name of ['type', 'status', 'title', 'detail', 'instance', 'message']) {
    const value = (error as JsonObject)[name];
    if (typeof value === 'string') fields[name] = plain(value);
    else if (typeof value === 'number') fields[name] = value;
  }
  return Object.keys(fields).length > 0 ? fields : plain(JSON.stringify(error));
}

// PostgreSQL's text and jsonb take neither U+0000 nor half a surrogate pair, and cutting may leave one.
const plain = (text: string): string => text.slice(0, LONGEST_TEXT).replace(/[\0\p{Surrogate}]/gu, '\ufffd');
