import { setTimeout as pause } from 'node:timers/promises';
import type { JsonObject } from '#internal/kernel';
import type { Figure } from './bench-report.ts';
import type { BenchStack } from './bench-stack.ts';
import type { EffectSink } from './effect-sink.ts';
import { percentile } from './percentiles.ts';

const STARTS = 100;
const OPEN = 10_000;
const STARTERS = 16;
/** What was not opened until then is not waited for. */
const LONGEST_OPENING_MS = 900_000;
const PATIENCE_MS = 60_000;
/** Requests are accepted faster than Temporal takes them. */
const LONGEST_START_MS = 600_000;

const definitionOf = (name: string, task: JsonObject): JsonObject => ({ document: { dsl: '1.0.3', namespace: 'bench', name, version: '1.0.0' }, do: [{ only: task }] });

async function workflow({ machine }: BenchStack, name: string, task: JsonObject): Promise<string> {
  return (await machine.call('createWorkflow', { body: { name, definition: definitionOf(name, task) } })).body.id;
}

/** From the request until its first effect arrives at the service, one at a time: acceptance, outbox, Temporal, ticket. */
export async function startLatency(stack: BenchStack, sink: EffectSink): Promise<Figure[]> {
  const id = await workflow(stack, 'bench-start', { call: 'http', with: { method: 'post', endpoint: `\${ "${sink.url}/effect?key=" + .key }` } });
  const waits: number[] = [];
  for (let index = 0; index < STARTS; index += 1) {
    const arrival = new Promise<number>((resolve) => sink.onEffect((key, at) => void (key === `start-${index}` && resolve(at))));
    const since = performance.now();
    await stack.machine.call('executeWorkflow', { path: { workflowId: id }, body: { input: { key: `start-${index}` } } });
    const overdue = pause(PATIENCE_MS, undefined, { ref: false }).then(() => { throw new Error('no effect arrived'); });
    waits.push((await Promise.race([arrival, overdue])) - since);
  }
  return [
    { name: 'execution requested → first effect, p50', value: percentile(waits, 0.5), unit: 'ms', note: 'one at a time' },
    { name: 'execution requested → first effect, p99', value: percentile(waits, 0.99), unit: 'ms' },
  ];
}

/** Memory of the worker while up to ten thousand executions wait. */
export async function openExecutions(stack: BenchStack): Promise<Figure[]> {
  const id = await workflow(stack, 'bench-open', { wait: { hours: 1 } });
  const before = stack.memory().worker;
  const since = performance.now();
  const deadline = Date.now() + LONGEST_OPENING_MS;
  let opened = 0;
  const opener = async (): Promise<void> => {
    while (opened < OPEN && Date.now() < deadline) {
      opened += 1;
      await stack.machine.call('executeWorkflow', { path: { workflowId: id }, body: {} });
    }
  };
  await Promise.all(Array.from({ length: STARTERS }, opener));
  const isWaiting = async (): Promise<boolean> =>
    (await stack.machine.call('listExecutions', { query: { workflow_id: id, status: ['pending'] as never, limit: 1 } })).body.items.length === 0;
  const acceptedIn = performance.now() - since;
  for (const until = Date.now() + LONGEST_START_MS; !(await isWaiting()); await pause(500)) {
    if (Date.now() > until) throw new Error('the executions do not start');
  }
  const startedIn = performance.now() - since;
  const after = stack.memory().worker;
  return [
    { name: `memory of the worker with ${opened} open executions`, value: after, unit: 'MiB', note: `${before} MiB before` },
    { name: '… for each of them', value: ((after - before) * 1024) / opened, unit: 'KiB' },
    { name: '… accepted', value: opened / (acceptedIn / 1000), unit: '/s', note: `${STARTERS} at once` },
    { name: '… started', value: opened / (startedIn / 1000), unit: '/s', note: 'from the first request until the last one waits in Temporal' },
  ];
}
