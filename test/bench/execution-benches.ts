import { fork } from 'node:child_process';
import { once } from 'node:events';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { Client, Connection } from '@temporalio/client';
import { Client as PgClient } from 'pg';
import type { Figure } from './bench-report.ts';
import type { BenchStack } from './bench-stack.ts';
import type { EffectSink } from './effect-sink.ts';
import { median, percentile } from './percentiles.ts';

const EXECUTIONS = 200;
const STARTERS = 16;
const ROUNDS = 3;
const ALERTS = 60;
const PATIENCE_MS = 120_000;

/** Runs `task` for 0 … count-1, some at a time. */
async function each(count: number, atOnce: number, task: (index: number) => Promise<unknown>): Promise<void> {
  let next = 0;
  const runner = async (): Promise<void> => {
    while (next < count) await task(next++);
  };
  await Promise.all(Array.from({ length: atOnce }, runner));
}

/** Looks rarely: every look is load on what is measured. */
async function until(reached: () => Promise<boolean>, what: string): Promise<void> {
  for (const deadline = Date.now() + PATIENCE_MS; !(await reached()); await pause(250)) {
    if (Date.now() > deadline) throw new Error(`${what} did not happen within ${PATIENCE_MS / 1000} s`);
  }
}

const definition = (endpoint: string, tasks: number) => ({
  document: { dsl: '1.0.3', namespace: 'bench', name: 'effects', version: '1.0.0' },
  do: Array.from({ length: tasks }, (_, index) => ({ [`call-${index}`]: { call: 'http', with: { method: 'post', endpoint } } })),
});

async function workflow({ machine }: BenchStack, name: string, endpoint: string, tasks = 1): Promise<string> {
  const { body } = await machine.call('createWorkflow', { body: { name, definition: definition(endpoint, tasks) } });
  return body.id;
}

/** Executions completed per second, of one and of five `call: http`, against the bare SDK doing the same calls on the same server; rounds alternate. */
export async function executions(stack: BenchStack, sink: EffectSink): Promise<Figure[]> {
  const taskQueue = 'bare';
  const worker = fork(path.join(__dirname, 'bare-worker.js'), [stack.temporalAddress, taskQueue]);
  await once(worker, 'message');
  const connection = await Connection.connect({ address: stack.temporalAddress });
  const client = new Client({ connection });
  const books = new PgClient({ connectionString: stack.adminUrl });
  await books.connect();
  try {
    return [...(await completed(stack, sink, { client, books, taskQueue }, 1)), ...(await completed(stack, sink, { client, books, taskQueue }, 5))];
  } finally {
    await books.end();
    worker.disconnect();
    await connection.close();
  }
}

async function completed(stack: BenchStack, sink: EffectSink, { client, books, taskQueue }: { readonly client: Client; readonly books: PgClient; readonly taskQueue: string }, tasks: number): Promise<Figure[]> {
  const count = Math.ceil(EXECUTIONS / Math.sqrt(tasks));
  const ours = await workflow(stack, `bench-throughput-${tasks}`, `${sink.url}/effect`, tasks);

  const bareRound = async (round: number): Promise<number> => {
    const since = performance.now();
    await each(count, 64, (index) => client.workflow.execute('bareEffects', { taskQueue, workflowId: `bare-${tasks}-${round}-${index}`, args: [`${sink.url}/effect`, tasks] }));
    return count / ((performance.now() - since) / 1000);
  };
  const ourRound = async (): Promise<number> => {
    const since = performance.now();
    const after = new Date().toISOString();
    await each(count, STARTERS, () => stack.machine.call('executeWorkflow', { path: { workflowId: ours }, body: {} }));
    await until(async () => (await completedSince(books, ours, after)) >= count, `the end of ${count} executions`);
    return count / ((performance.now() - since) / 1000);
  };

  const bare: number[] = [];
  const own: number[] = [];
  await bareRound(-1); // caches warm
  for (let round = 0; round < ROUNDS; round += 1) {
    bare.push(await bareRound(round));
    own.push(await ourRound());
  }
  const ratios = own.map((rate, round) => rate / (bare[round] ?? Number.NaN));
  return [
    { name: `executions completed, ${tasks} HTTP ${tasks === 1 ? 'effect' : 'effects'} each`, value: median(own), unit: '/s', note: 'start, tickets, steps, audit and end in PostgreSQL' },
    { name: '… as a ratio to the bare SDK', value: median(ratios), unit: '', aim: { value: 0.8, better: 'more' }, note: `${median(bare).toFixed(1)} /s bare; ${ratios.map((ratio) => ratio.toFixed(2)).join(', ')}` },
  ];
}

/** Asked of the database: pages of executions would be a load of their own on what is measured. */
async function completedSince(books: PgClient, workflowId: string, after: string): Promise<number> {
  const { rows } = await books.query<{ readonly count: number }>("SELECT count(*)::int AS count FROM automation.executions WHERE workflow_id = $1 AND status = 'completed' AND created_at >= $2", [workflowId, after]);
  return rows[0]?.count ?? 0;
}

/** From the moment an alert is sent until its remediation's first effect arrives at the service: every hop of the outbox, guardrails and Temporal included. */
export async function alertToEffect(stack: BenchStack, sink: EffectSink): Promise<Figure[]> {
  const id = await workflow(stack, 'bench-latency', `\${ "${sink.url}/effect?key=" + .alert.labels.instance }`);
  const guardrails = { cooldown_seconds: 0, max_concurrent_per_target: 1, max_per_hour_per_target: 1000, max_blast_radius: 10_000, approval_ttl_seconds: 60 };
  await stack.machine.call('createRemediationPolicy', {
    body: {
      name: 'bench-latency',
      matchers: [{ name: 'alertname', op: '=', value: 'BenchLatency' }],
      workflow_id: id,
      mode: 'auto',
      guardrails,
      verification: { kind: 'http_probe', url: `${sink.url}/health`, expect_status: 200, interval_seconds: 1, window_seconds: 5 },
    },
  });
  const sent = new Map<string, number>();
  const waits: number[] = [];
  let arrived: () => void = () => undefined;
  sink.onEffect((key, at) => {
    const since = sent.get(key);
    if (since === undefined) return;
    waits.push(at - since);
    arrived();
  });
  for (let index = 0; index < ALERTS; index += 1) {
    const key = `latency-${index}`;
    const effect = new Promise<void>((resolve) => { arrived = resolve; });
    sent.set(key, performance.now());
    await stack.machine.call('receivePrometheusAlerts', { body: [{ labels: { alertname: 'BenchLatency', instance: key, severity: 'critical' } }] });
    await Promise.race([effect, pause(PATIENCE_MS, undefined, { ref: false }).then(() => { throw new Error('no effect arrived'); })]);
  }
  return [
    { name: 'alert → first effect, p50', value: percentile(waits, 0.5), unit: 'ms' },
    { name: 'alert → first effect, p99', value: percentile(waits, 0.99), unit: 'ms', aim: { value: 500, better: 'less' }, note: 'one at a time' },
  ];
}
