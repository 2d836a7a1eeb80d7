import { randomUUID } from 'node:crypto';
import path from 'node:path';
import { Client, Connection, type WorkflowHandle } from '@temporalio/client';
import { NativeConnection, Worker, type WorkflowBundle } from '@temporalio/worker';
import type { JsonObject } from '#internal/kernel';
import { JqExpressions } from '#pkg/jq';
import { DataSchemas } from '#pkg/json-schema';
import { workflowBundle } from '#test/temporal';
import { executionActivities } from '../activities/execution-activities.ts';
import { acceptDefinition } from '../domain/accept-definition.ts';
import { temporalWorkflowId } from '../domain/execution.ts';
import { CANCEL_EXECUTION, RUN_DEFINITION, STICKY_TIMEOUT, WORKFLOW_TASK_TIMEOUT, type RunDefinitionInput, type RunDefinitionResult } from '../workflows/contract.ts';
import { ExecutionWorld, type RecordedExecution } from './execution-world.ts';

/** The workflows as the worker bundles them, from the sources. */
export const bundleWorkflows = (file = '../workflows/index.ts'): Promise<WorkflowBundle> => workflowBundle(path.resolve(__dirname, file));

export interface StartedRun {
  readonly executionId: string;
  readonly recorded: RecordedExecution;
  readonly handle: WorkflowHandle<(input: RunDefinitionInput) => Promise<RunDefinitionResult>>;
  cancel(): Promise<void>;
  result(): Promise<RunDefinitionResult>;
}

/** A worker with the real interpreter, the real activities and an in-memory world, on a Temporal server. */
export class DefinitionRunner {
  readonly world = new ExecutionWorld();
  readonly expressions = new JqExpressions();
  readonly schemas = new DataSchemas();
  readonly #taskQueue = `definitions-${randomUUID()}`;
  readonly #stop: (() => Promise<void>)[] = [];

  private constructor(private readonly client: Client) {}

  static async start(address: string): Promise<DefinitionRunner> {
    const connection = await Connection.connect({ address });
    const runner = new DefinitionRunner(new Client({ connection }));
    const native = await NativeConnection.connect({ address });
    const { world, expressions, schemas } = runner;
    const worker = await Worker.create({
      connection: native,
      taskQueue: runner.#taskQueue,
      workflowBundle: await bundleWorkflows(),
      activities: executionActivities({ journal: world.journal, tickets: world.tickets, processes: world.processes, http: world.http, outgoing: world.outgoing, verifier: world.verifier, exchange: world.exchange, throttles: world.throttles, expressions, schemas, clock: { now: () => new Date() } }),
      stickyQueueScheduleToStartTimeout: STICKY_TIMEOUT,
    });
    const running = worker.run();
    runner.#stop.push(async () => {
      worker.shutdown();
      await running;
      await native.close();
      await connection.close();
      await expressions.close();
      await schemas.close();
    });
    return runner;
  }

  /** Checks the definition as saving it would, and starts it. */
  async run(definition: JsonObject, options: Partial<RunDefinitionInput> = {}): Promise<StartedRun> {
    await this.check(definition);
    const executionId = options.executionId ?? randomUUID();
    const handle = await this.client.workflow.start<(input: RunDefinitionInput) => Promise<RunDefinitionResult>>(RUN_DEFINITION, {
      workflowId: temporalWorkflowId(executionId),
      taskQueue: this.#taskQueue,
      workflowTaskTimeout: WORKFLOW_TASK_TIMEOUT,
      args: [{
        tenantId: '00000000-0000-7000-8000-000000000001', executionId, correlationId: 'c'.repeat(32), workflow: { id: 'w', name: 'test', version: 1, sha256: '' },
        definition, input: {}, compensateOnIneffective: false, folds: true, ...options,
      }],
    });
    return { executionId, handle, recorded: this.world.of(executionId), cancel: () => handle.signal(CANCEL_EXECUTION, { by: 'ana' }), result: () => handle.result() };
  }

  async check(definition: JsonObject): Promise<void> {
    await acceptDefinition(definition, {
      checkExpression: (program, variables) => this.expressions.check(program, variables),
      checkUrl: async () => undefined,
      checkSchema: (schema) => this.schemas.schemaFault(schema),
    });
  }

  async stop(): Promise<void> {
    for (const stop of this.#stop) await stop();
  }
}
