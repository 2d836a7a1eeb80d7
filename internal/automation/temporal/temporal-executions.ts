import {
  Client, Connection, NamespaceNotFoundError, ServiceError, WorkflowExecutionAlreadyStartedError, WorkflowNotFoundError, defaultGrpcRetryOptions,
  makeGrpcRetryInterceptor, type WorkflowExecutionStatusName,
} from '@temporalio/client';
import type { DataConverter, SearchAttributePair } from '@temporalio/common';
import type { Actor } from '#internal/kernel';
import { unavailable } from '#pkg/apperror';
import { closedBy, temporalWorkflowId, type Execution } from '../domain/execution.ts';
import type { ExecutionPriority } from '../domain/execution-quota.ts';
import type { WorkflowVersion } from '../domain/workflow.ts';
import type { EngineState, ExecutionRunner } from '../ports/execution-runner.ts';
import { CANCEL_EXECUTION, RUN_DEFINITION, WORKFLOW_TASK_TIMEOUT, type CancelRequest, type RunDefinitionInput, type RunDefinitionResult } from '../workflows/contract.ts';
import { lastDecision } from './last-decision.ts';
import { EXECUTION_ATTRIBUTES } from '../workflows/search-attributes.ts';
import { runDefinitionInput } from './run-definition-input.ts';

export interface TemporalOptions {
  /** `host:port` of the frontend. */
  readonly address: string;
  readonly namespace: string;
  readonly taskQueue: string;
  /** How payloads travel; the worker has to use the same. */
  readonly dataConverter?: DataConverter;
}

/** Longer than a start under load takes, shorter than a caller waits: everything here is repeated by its caller. */
const DEADLINE_MS = 3_000;
const CHECK_DEADLINE_MS = 1_000;
/** Of one call: the pauses between more of them would outlast the deadline. */
const MOST_ATTEMPTS = 3;
/** gRPC would otherwise wait up to two minutes before it looks whether a server that was down is back. */
const LONGEST_RECONNECT_PAUSE_MS = 2_000;
/** PostgreSQL's visibility store keeps 255 characters of a keyword. */
const LONGEST_KEYWORD = 255;
/** Temporal's, 1 to 5: the smaller is served first. */
const PRIORITY_KEYS: Readonly<Record<ExecutionPriority, number>> = { CRITICAL: 1, HIGH: 2, NORMAL: 3, LOW: 5 };
/** gRPC's code. */
const INVALID_ARGUMENT = 3;

const ENDED: Partial<Record<WorkflowExecutionStatusName, Extract<EngineState, { open: false }>['ended']>> = {
  COMPLETED: 'completed',
  FAILED: 'failed',
  CANCELLED: 'cancelled',
  TERMINATED: 'terminated',
  TIMED_OUT: 'timed_out',
};

/** Runs executions on Temporal. Connects when it is first used and again whenever the connection breaks, so that nobody has to wait for Temporal to start. */
export class TemporalExecutions implements ExecutionRunner {
  readonly #connection: Connection;
  readonly #client: Client;

  constructor(private readonly options: TemporalOptions) {
    this.#connection = Connection.lazy({
      address: options.address,
      channelArgs: { 'grpc.max_reconnect_backoff_ms': LONGEST_RECONNECT_PAUSE_MS },
      interceptors: [makeGrpcRetryInterceptor(defaultGrpcRetryOptions({ maxAttempts: MOST_ATTEMPTS }))],
    });
    this.#client = new Client({ connection: this.#connection, namespace: options.namespace, ...(options.dataConverter && { dataConverter: options.dataConverter }) });
  }

  async start(actor: Actor, execution: Execution, version: WorkflowVersion): Promise<void> {
    const start = (searchable: boolean) =>
      this.#client.workflow.start<(input: RunDefinitionInput) => Promise<RunDefinitionResult>>(RUN_DEFINITION, {
        workflowId: temporalWorkflowId(execution.id),
        taskQueue: this.options.taskQueue,
        args: [runDefinitionInput(actor, execution, version, searchable)],
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
    await this.#within(DEADLINE_MS, startSomehow).catch((error: unknown) => {
      if (!(error instanceof WorkflowExecutionAlreadyStartedError)) throw error; // it has run before, to some end
    });
  }

  async cancel(execution: Execution): Promise<void> {
    const request: CancelRequest = cancelRequestOf(execution);
    await this.#within(DEADLINE_MS, () => this.#handle(execution).signal(CANCEL_EXECUTION, request)).catch((error: unknown) => {
      if (!(error instanceof WorkflowNotFoundError)) throw error;
    });
  }

  async state(execution: Execution): Promise<EngineState> {
    try {
      const { status } = await this.#within(DEADLINE_MS, () => this.#handle(execution).describe());
      const ended = ENDED[status.name];
      return ended ? { known: true, open: false, ended } : { known: true, open: true };
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return { known: false };
      throw error;
    }
  }

  async takeUp(execution: Execution): Promise<boolean> {
    const { namespace } = this.options;
    const workflowId = temporalWorkflowId(execution.id);
    try {
      return await this.#within(DEADLINE_MS, async () => {
        const { runId } = await this.#handle(execution).describe();
        const decision = await lastDecision(this.#connection, namespace, { workflowId, runId });
        if (decision === undefined) return false;
        // The same closed run is taken up once, however often we ask.
        const reset = { namespace, workflowExecution: { workflowId, runId }, reason: 'closed from outside: taken up to undo', workflowTaskFinishEventId: decision, requestId: runId };
        await this.#connection.workflowService.resetWorkflowExecution(reset);
        return true;
      });
    } catch (error) {
      if (error instanceof WorkflowNotFoundError) return false;
      throw error;
    }
  }

  /** Throws `unavailable` unless Temporal answers, within a second. */
  async check(): Promise<void> {
    await this.#within(CHECK_DEADLINE_MS, () => this.#connection.workflowService.describeNamespace({ namespace: this.options.namespace }));
  }

  close(): Promise<void> {
    return this.#connection.close();
  }

  #handle({ id }: Execution) {
    return this.#client.workflow.getHandle(temporalWorkflowId(id));
  }

  /** Calls Temporal; whatever keeps it from answering arrives as `unavailable`. */
  async #within<Result>(milliseconds: number, call: () => Promise<Result>): Promise<Result> {
    try {
      return await this.#connection.withDeadline(Date.now() + milliseconds, call);
    } catch (error) {
      // A server that is just starting does not know its namespaces yet.
      if (error instanceof ServiceError || error instanceof NamespaceNotFoundError || isGrpcFailure(error)) throw unavailable('Temporal does not answer', 5, error);
      throw error;
    }
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
