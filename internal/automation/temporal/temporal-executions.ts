import { ServiceError, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError, type WorkflowExecutionStatusName } from '@temporalio/client';
import type { SearchAttributePair } from '@temporalio/common';
import type { Actor } from '#internal/kernel';
import { TemporalFrontend, type TemporalOptions } from '#pkg/temporal';
import { closedBy, temporalWorkflowId, type Execution } from '../domain/execution.ts';
import type { ExecutionPriority } from '../domain/execution-quota.ts';
import type { WorkflowVersion } from '../domain/workflow.ts';
import type { EngineState, ExecutionRunner } from '../ports/execution-runner.ts';
import { CANCEL_EXECUTION, EXECUTION_NEWS, PAUSE_EXECUTION, RUN_DEFINITION, WORKFLOW_TASK_TIMEOUT, type CancelRequest, type PauseRequest, type RunDefinitionInput, type RunDefinitionResult } from '../workflows/contract.ts';
import { lastDecision } from './last-decision.ts';
import { EXECUTION_ATTRIBUTES } from '../workflows/search-attributes.ts';
import { runDefinitionInput } from './run-definition-input.ts';

/** PostgreSQL's visibility store keeps 255 characters of a keyword. */
const LONGEST_KEYWORD = 255;
/** Temporal's, 1 to 5: the smaller is served first. */
const PRIORITY_KEYS: Readonly<Record<ExecutionPriority, number>> = { CRITICAL: 1, HIGH: 2, NORMAL: 3, LOW: 5 };
const MAX_TASK_RUNS = 100_000;
/** gRPC's code. */
const INVALID_ARGUMENT = 3;

const ENDED: Partial<Record<WorkflowExecutionStatusName, Extract<EngineState, { open: false }>['ended']>> = {
  COMPLETED: 'completed',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
  TERMINATED: 'terminated',
  TIMED_OUT: 'timed_out',
};

/** Runs executions on Temporal. */
export class TemporalExecutions implements ExecutionRunner {
  readonly #temporal: TemporalFrontend;

  readonly #maxTaskRuns: number;

  /** `maxTaskRuns`: of one execution, loops counted. */
  constructor({ maxTaskRuns = MAX_TASK_RUNS, ...options }: TemporalOptions & { readonly maxTaskRuns?: number }) {
    this.#temporal = new TemporalFrontend(options);
    this.#maxTaskRuns = maxTaskRuns;
  }

  async start(actor: Actor, execution: Execution, version: WorkflowVersion): Promise<void> {
    const start = (searchable: boolean) =>
      this.#temporal.client.workflow.start<(input: RunDefinitionInput) => Promise<RunDefinitionResult>>(RUN_DEFINITION, {
        workflowId: temporalWorkflowId(execution.id),
        taskQueue: this.#temporal.taskQueue,
        args: [runDefinitionInput(actor, execution, version, { searchable, maxTaskRuns: this.#maxTaskRuns })],
        workflowIdConflictPolicy: 'USE_EXISTING',
        workflowIdReusePolicy: 'REJECT_DUPLICATE',
        workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
        // Activities inherit both.
        priority: { fairnessKey: execution.tenantId, priorityKey: PRIORITY_KEYS[execution.priority ?? 'NORMAL'] },
        staticSummary: execution.workflowName.slice(0, 200),
        ...(searchable ? { typedSearchAttributes: attributesOf(execution) } : {}),
      });
    const startSomehow = () => start(true).catch((error: unknown) => {
      if (!isUnknownAttribute(error)) throw error;
      return start(false);
    });
    await this.#temporal.call(startSomehow).catch((error: unknown) => {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error; // it has run before, to some end
    });
  }

  async cancel(execution: Execution): Promise<void> {
    const request: CancelRequest = cancelRequestOf(execution);
    await this.#temporal.call(() => this.#handle(execution).signal(CANCEL_EXECUTION, request)).catch((error: unknown) => {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    });
  }

  async notify(execution: Pick<Execution, 'id'>, topic: string): Promise<void> {
    await this.#temporal.call(() => this.#handle(execution).signal(EXECUTION_NEWS, topic)).catch((error: unknown) => {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    });
  }

  async pause(execution: Execution, paused: boolean): Promise<void> {
    const request: PauseRequest = { paused };
    await this.#temporal.call(() => this.#handle(execution).signal(PAUSE_EXECUTION, request)).catch((error: unknown) => {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    });
  }

  async state(execution: Execution): Promise<EngineState> {
    try {
      const { status } = await this.#temporal.call(() => this.#handle(execution).describe());
      const ended = ENDED[status.name];
      return ended ? { known: true, open: false, ended } : { known: true, open: true };
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return { known: false };
      throw error;
    }
  }

  async takeUp(execution: Execution): Promise<boolean> {
    const { connection, namespace } = this.#temporal;
    const workflowId = temporalWorkflowId(execution.id);
    try {
      return await this.#temporal.call(async () => {
        const { runId } = await this.#handle(execution).describe();
        const decision = await lastDecision(connection, namespace, { workflowId, runId });
        if (decision === undefined) return false;
        // The same closed run is taken up once, however often we ask.
        const reset = { namespace, workflowExecution: { workflowId, runId }, reason: 'closed from outside: taken up to undo', workflowTaskFinishEventId: decision, requestId: runId };
        await connection.workflowService.resetWorkflowExecution(reset);
        return true;
      });
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  }

  /** Throws `unavailable` unless Temporal answers, within a second. */
  check(): Promise<void> {
    return this.#temporal.check();
  }

  close(): Promise<void> {
    return this.#temporal.close();
  }

  #handle({ id }: Pick<Execution, 'id'>) {
    return this.#temporal.client.workflow.getHandle(temporalWorkflowId(id));
  }
}

function cancelRequestOf({ id, cancelRequestedBy: by }: Execution): CancelRequest {
  if (by === undefined) return {};
  const closed = closedBy(by);
  return closed ? { as: closed === 'timed_out' ? 'timed_out' : 'failed', reason: `Workflow ${temporalWorkflowId(id)} was ${closed.replace('_', ' ')} at Temporal.`, afterRedo: true } : { by };
}

// Calls of the raw service throw what gRPC throws.
const isGrpcFailure = (error: unknown): error is Error & { readonly code: number; readonly details: unknown } => error instanceof Error && 'code' in error && typeof error.code === 'number' && 'metadata' in error;

const attributesOf = ({ tenantId, workflowName, alertId }: Execution): SearchAttributePair[] => [
  { key: EXECUTION_ATTRIBUTES.tenant, value: tenantId },
  { key: EXECUTION_ATTRIBUTES.workflow, value: workflowName.slice(0, LONGEST_KEYWORD) },
  { key: EXECUTION_ATTRIBUTES.status, value: 'running' },
  ...(alertId === undefined ? [] : [{ key: EXECUTION_ATTRIBUTES.alert, value: alertId }]),
];

/** The namespace does not have our search attributes (yet): an execution that nobody finds there is better than none. */
const isUnknownAttribute = (error: unknown): boolean => error instanceof ServiceError && isGrpcFailure(error.cause) && error.cause.code === INVALID_ARGUMENT && /search attribute/i.test(String(error.cause.details));
