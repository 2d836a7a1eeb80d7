import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Figure } from './bench-report.ts';
import type { BenchStack } from './bench-stack.ts';
import { median } from './percentiles.ts';

const FLOWS = 40;
const STEPS = 6;
/** How long the service takes over a request: flows are in the middle of one when their worker dies. */
const REQUEST_MS = 1_000;
const PATIENCE_MS = 120_000;

/** A service that takes its time and notes when each flow's requests come, and how many different ones came. */
async function slowService() {
  const arrivals = new Map<string, number[]>();
  const keys = new Map<string, Set<string>>();
  const answer = async (request: IncomingMessage, response: ServerResponse): Promise<void> => {
    request.resume();
    const flow = new URL(request.url ?? '/', 'http://service').searchParams.get('flow') ?? '';
    arrivals.set(flow, [...(arrivals.get(flow) ?? []), performance.now()]);
    keys.set(flow, (keys.get(flow) ?? new Set()).add(String(request.headers['idempotency-key'])));
    await pause(REQUEST_MS);
    response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
  };
  const server = createServer((request, response) => void answer(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    arrivals,
    keys,
    stop: () => new Promise<void>((resolve) => { server.close(() => resolve()); server.closeAllConnections(); }),
  };
}

/** How long flows stand still when one of two workers is killed with `kill -9` in the middle of their requests. */
export async function killedWorker({ machine, anotherWorker }: BenchStack): Promise<Figure[]> {
  const service = await slowService();
  try {
    const victim = await anotherWorker();
    const step = { call: 'http', with: { method: 'post', endpoint: `\${ "${service.url}/?flow=" + $workflow.input.flow }` } };
    const definition = {
      document: { dsl: '1.0.3', namespace: 'bench', name: 'slow', version: '1.0.0' },
      do: Array.from({ length: STEPS }, (_, index) => ({ [`step-${index}`]: step })),
    };
    const { body: workflow } = await machine.call('createWorkflow', { body: { name: 'bench-stall', definition } });
    for (let flow = 0; flow < FLOWS; flow += 1) await machine.call('executeWorkflow', { path: { workflowId: workflow.id }, body: { input: { flow: String(flow) } } });
    const reached = async (requests: number): Promise<void> => {
      const done = (): boolean => service.keys.size === FLOWS && [...service.keys.values()].every(({ size }) => size >= requests);
      for (const deadline = Date.now() + PATIENCE_MS; !done(); await pause(20)) {
        if (Date.now() > deadline) throw new Error(`flows did not reach their request ${requests}`);
      }
    };
    await reached(2);
    await victim.kill();
    await reached(STEPS);
    // The longest time between two requests of a flow, without what the service takes. A request that is repeated is the flow moving again.
    const gaps = [...service.arrivals.values()].map((times) => Math.max(...times.slice(1).map((time, index) => time - (times[index] ?? time))) - REQUEST_MS);
    return [
      { name: 'a flow stands still after kill -9 of its worker, longest', value: Math.max(...gaps) / 1000, unit: 's', aim: { value: 5, better: 'less' }, note: `${FLOWS} flows on two workers, one survives` },
      { name: '… p50 of all flows', value: median(gaps) / 1000, unit: 's' },
    ];
  } finally {
    await service.stop();
  }
}
