import { createHash } from 'node:crypto';
import type { Actor } from '#internal/kernel';
import type { Execution } from '../domain/execution.ts';
import type { WorkflowVersion } from '../domain/workflow.ts';
import type { RunDefinitionInput } from '../workflows/contract.ts';

/** Everything that the interpreter needs of an execution, so that its history replays without our database. */
export const runDefinitionInput = ({ traceparent }: Actor, execution: Execution, { name, version, definition }: WorkflowVersion, searchable: boolean): RunDefinitionInput => ({
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
  ...(execution.priority !== undefined && { priority: execution.priority }),
  compensateOnIneffective: execution.compensateOnIneffective,
  ...(execution.timeoutSeconds !== undefined && { timeoutSeconds: execution.timeoutSeconds }),
});
