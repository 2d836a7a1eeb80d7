import type { AuditEntry } from '#internal/kernel';
import { DEPTH_ATTRIBUTE, type CloudEvent } from './cloud-event.ts';
import type { StoredEvent } from './stored-event.ts';

/*
 * Executions start executions: by `run: workflow`, and by events that start workflows. How many led to one, in a row, is its depth of causation;
 * that of an execution that people or timers start is 0. It is bounded, so that workflows that start each other do not go on for ever.
 */

/** Where nothing else is configured. */
export const MAX_CAUSATION_DEPTH = 32;

/** An event that an execution of this depth has caused. */
export const causedBy = ({ causationDepth = 0 }: { readonly causationDepth?: number }, event: CloudEvent): CloudEvent => ({ ...event, [DEPTH_ATTRIBUTE]: causationDepth + 1 });

/** The depth of an execution that the event starts. */
export function depthOf(event: CloudEvent): number {
  const depth = event[DEPTH_ATTRIBUTE];
  return typeof depth === 'number' && Number.isInteger(depth) && depth > 0 ? depth : 0;
}

/** The audit entry of an event that was kept from starting workflows. */
export const startsRefused = ({ id, event, executionId }: StoredEvent, workflowIds: readonly string[], atMost: number): AuditEntry => ({
  action: 'automation.event.refused',
  entityType: 'event',
  entityId: id,
  after: {
    source: event.source, type: event.type, workflow_ids: workflowIds, depth: depthOf(event), at_most: atMost, execution_id: executionId ?? null,
    reason: `more than ${atMost} executions led to it, one because of the other`,
  },
});
