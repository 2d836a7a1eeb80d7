import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { NativeConnection, Worker } from '@temporalio/worker';
import type { Actor } from '#internal/kernel';
import { startTemporal } from '#pkg/devstack';
import { JqExpressions } from '#pkg/jq';
import { DataSchemas } from '#pkg/json-schema';
import { eventually, someActor, testTemporalAddress } from '#test/support';
import { executionActivities } from '../activities/execution-activities.ts';
import type { ExecutionPriority } from '../domain/execution-quota.ts';
import { newExecution, type ExecutionId } from '../domain/execution.ts';
import { firstVersion, type WorkflowId } from '../domain/workflow.ts';
import { bundleWorkflows } from '../fakes/definition-runner.ts';
import { ExecutionWorld } from '../fakes/execution-world.ts';
import { draft } from '../ports/automation.contract.ts';
import { SEARCH_ATTRIBUTES } from '../workflows/search-attributes.ts';
import { TemporalExecutions } from './temporal-executions.ts';

jest.setTimeout(180_000);

const BIG = 200;
const SMALL = 5;
const STARTED_AT_ONCE = 8;
const definition = { document: { dsl: '1.0.3', namespace: 'test', name: 'fair', version: '1.0.0' }, do: [{ act: { call: 'http', with: { method: 'post', endpoint: 'http://svc.test/act' } } }] };

/**
 * Who is served when: 200 executions of one tenant are queued before the worker starts, then five of another tenant and five urgent ones of the
 * first. Answers, for both kinds, the place of the last one among all calls.
 */
async function placesOfTheLast(address: string): Promise<{ readonly stranger: number; readonly urgent: number }> {
  const taskQueue = `fair-${randomUUID()}`;
  const runner = new TemporalExecutions({ address, namespace: 'default', taskQueue });
  const world = new ExecutionWorld();
  const [big, expressions, schemas] = [someActor(), new JqExpressions(), new DataSchemas()];
  const served: string[] = [];
  world.answer = ({ headers }) => {
    served.push((headers['Idempotency-Key'] ?? '').split(':')[0] ?? '');
    return { status: 200, headers: {}, body: {} };
  };
  const start = async (actor: Actor, priority?: ExecutionPriority) => {
    const { version } = firstVersion(randomUUID() as WorkflowId, { ...draft, definition }, actor, new Date());
    const execution = newExecution(randomUUID() as ExecutionId, version, { input: {}, compensateOnIneffective: false, ...(priority && { priority }) }, actor, new Date());
    await runner.start(actor, execution, version);
    return execution.id;
  };
  for (let count = 0; count < BIG; count += STARTED_AT_ONCE) await Promise.all(Array.from({ length: STARTED_AT_ONCE }, () => start(big)));
  const late = { stranger: [] as string[], urgent: [] as string[] };
  const stranger = someActor();
  for (let count = 0; count < SMALL; count += 1) {
    late.stranger.push(await start(stranger));
    late.urgent.push(await start(big, 'CRITICAL'));
  }

  const connection = await NativeConnection.connect({ address });
  const worker = await Worker.create({
    connection, taskQueue, workflowBundle: await bundleWorkflows(),
    activities: executionActivities({ journal: world.journal, tickets: world.tickets, processes: world.processes, http: world.http, outgoing: world.outgoing, verifier: world.verifier, exchange: world.exchange, throttles: world.throttles, expressions, schemas, clock: { now: () => new Date() } }),
    // Few at once, as if the worker had more than enough to do; none ahead of the queue.
    maxConcurrentActivityTaskExecutions: 3, maxConcurrentActivityTaskPolls: 1,
  });
  const running = worker.run();
  try {
    await eventually(async () => served.length, (count) => count >= BIG + 2 * SMALL, 120_000);
  } finally {
    worker.shutdown();
    await running;
    await connection.close();
    await runner.close();
    await expressions.close();
    await schemas.close();
  }
  const place = (ids: readonly string[]): number => Math.max(...ids.map((id) => served.indexOf(id))) + 1;
  return { stranger: place(late.stranger), urgent: place(late.urgent) };
}

describe('a tenant with hundreds of executions in the queue', () => {
  test('does not delay another tenant, and has its own urgent ones served first', async () => {
    const { stranger, urgent } = await placesOfTheLast(testTemporalAddress());
    expect(stranger).toBeLessThan(BIG / 2);
    expect(urgent).toBeLessThan(BIG / 2);
  });

  describe('on a server whose fairness is off', () => {
    let stop: () => Promise<void> = async () => undefined;
    let address: string;
    beforeAll(async () => {
      const dataDir = await mkdtemp(path.join(tmpdir(), 'unfair-'));
      const server = await startTemporal({ dataDir, searchAttributes: SEARCH_ATTRIBUTES, dynamicConfig: { 'matching.enableFairness': false } });
      address = server.address;
      stop = async () => {
        await server.stop();
        await rm(dataDir, { recursive: true, force: true });
      };
    });
    afterAll(() => stop());

    test('does delay another tenant: fairness keys alone do nothing', async () => {
      expect((await placesOfTheLast(address)).stranger).toBeGreaterThan(BIG / 2);
    });
  });
});
