import { createHash } from 'node:crypto';
import type { Actor } from '#internal/kernel';
import type { Execution, RerunPlace } from '../domain/execution.ts';
import type { WorkflowVersion } from '../domain/workflow.ts';
import type { RunDefinitionInput } from '../workflows/contract.ts';

/** Temporal warns at 10,240 events and ends a run at 51,200; between two safe points a fork may still write thousands. */
const CONTINUE_AFTER_EVENTS = 8_000;

/** Everything that the interpreter needs of an execution, so that its history replays without our database. */
export const runDefinitionInput = ({ traceparent }: Actor, execution: Execution, { name, version, definition }: WorkflowVersion, { searchable, maxTaskRuns }: { readonly searchable: boolean; readonly maxTaskRuns: number }): RunDefinitionInput => ({
  tenantId: execution.tenantId,
  executionId: execution.id,
  correlationId: execution.correlationId,
  ...(traceparent !== undefined && { traceparent }),
  workflow: { id: execution.workflowId, name, version, sha256: createHash('sha256').update(JSON.stringify(definition)).digest('hex') },
  definition,
  input: execution.input,
  ...(execution.target !== undefined && { target: execution.target }),
  ...(execution.verification !== undefined && { verification: execution.verification }),
  ...(searchable && { searchable }),
  folds: true,
  ...(execution.pausedAt && { paused: true }),
  ...(execution.rerunFrom && { startAt: startOf(execution.rerunFrom) }),
  continueAfterEvents: CONTINUE_AFTER_EVENTS,
  listenHasFrame: true,
  maxTaskRuns,
  ...(execution.priority !== undefined && { priority: execution.priority }),
  compensateOnIneffective: execution.compensateOnIneffective,
  ...(execution.timeoutSeconds !== undefined && { timeoutSeconds: execution.timeoutSeconds }),
});

type StartPlace = NonNullable<RunDefinitionInput['startAt']>;
/** The names of the place are for people; the frames are made of the interpreter's own kinds. */
const startOf = ({ path: _path, skipped: _skipped, ...place }: RerunPlace): StartPlace => place as unknown as StartPlace;
