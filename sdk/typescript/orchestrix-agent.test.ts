import { once } from 'node:events';
import { createServer, type IncomingMessage } from 'node:http';
import type { AddressInfo } from 'node:net';
import { Agent, type AgentOptions, TicketFailure } from './index.ts';

interface Request {
  readonly what: string;
  readonly body: Readonly<Record<string, unknown>>;
  readonly key: string | undefined;
}
type Answer = { readonly status?: number; readonly body?: object };

const read = async (request: IncomingMessage): Promise<Record<string, unknown>> => {
  let text = '';
  for await (const chunk of request) text += String(chunk);
  return text === '' ? {} : (JSON.parse(text) as Record<string, unknown>);
};

const ticket = (id: string, fields: object = {}) => ({
  ticket: { id, task_name: id, required_capabilities: ['work'], parameters: { id }, attempts: 1, idempotency_key: `key-${id}`, sla: { deadline: null, timeout_ms: null }, ...fields },
  lease: { token: 7, expires_at: '2026-01-01T00:00:00.000Z' },
});

const running: (() => Promise<unknown>)[] = [];
afterEach(async () => {
  for (const stop of running.splice(0).reverse()) await stop();
});

/** A server that hands out `tickets` once, answers everything else with success unless `answers` says otherwise, and keeps what it was asked. */
async function world({ tickets = [], answers = () => ({}) }: { tickets?: object[]; answers?: (request: Request, before: number) => Answer } = {}) {
  const asked: Request[] = [];
  /** How many reports each request carried. */
  const batches: number[] = [];
  const waiting: { what: RegExp; times: number; resolve: () => void }[] = [];
  const left = [...tickets];
  const usual = (what: string, max: number): object => {
    if (what.endsWith('/agents')) return { agent: { generation: asked.filter((each) => each.what === what).length }, heartbeat_interval_seconds: 0.02 };
    if (what.startsWith('POST /api/v1/agents/')) return { next_interval_seconds: 0.02, instructions: [] };
    return { items: left.splice(0, max) };
  };
  const hear = (call: Request): Answer => {
    const before = asked.filter((each) => each.what === call.what).length;
    asked.push(call);
    return answers(call, before);
  };
  /** Each report counts as a request about its ticket; when one of them finds the server down, all do. */
  const reported = ({ body, key }: Request): Answer => {
    const heard = (body['items'] as Record<string, unknown>[]).map(({ report, ticket_id: id, ...rest }) => hear({ what: `${id as string} ${report as string}`, body: rest, key }));
    return heard.find(({ status = 200 }) => status >= 500) ?? { body: { items: heard.map(({ status = 200 }) => ({ status, problem: status === 200 ? null : { detail: 'refused' } })) } };
  };
  const server = createServer((request, response) => void (async () => {
    const what = `${request.method} ${request.url}`;
    const call = { what, body: await read(request), key: request.headers['x-api-key'] as string | undefined };
    if (what.endsWith('/report')) batches.push((call.body['items'] as object[]).length);
    const { status = 200, body } = what.endsWith('/report') ? reported(call) : hear(call);
    const answer = body ?? (status === 200 ? usual(what, Number(call.body['max'])) : { detail: 'refused' });
    // Nobody has work for an idle agent: like the product, it lets it wait.
    if (what.endsWith('/lease') && 'items' in answer && (answer.items as unknown[]).length === 0) await Promise.race([once(response, 'close'), new Promise((resolve) => setTimeout(resolve, 20))]);
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(answer));
    for (const wait of waiting) if (asked.filter((each) => wait.what.test(each.what)).length >= wait.times) wait.resolve();
  })());
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  running.push(async () => {
    server.closeAllConnections();
    server.close();
  });
  const url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  const agent = (options: Partial<AgentOptions> = {}) => {
    const made = new Agent({ url, apiKey: 'orx_test', name: 'tester', id: 'a', leaseSeconds: 0.3, handleSignals: false, drainTimeoutMs: 5000, ...options });
    running.push(() => made.stop());
    return made;
  };
  return {
    asked,
    batches,
    agent,
    of: (what: RegExp) => asked.filter((each) => what.test(each.what)),
    until: (what: RegExp, times = 1) => new Promise<void>((resolve) => {
      if (asked.filter((each) => what.test(each.what)).length >= times) resolve();
      else waiting.push({ what, times, resolve });
    }),
  };
}

/** A handler that works until it is aborted, and says why. */
const endless = () => {
  const { promise: aborted, resolve } = Promise.withResolvers<string>();
  const { promise: began, resolve: begin } = Promise.withResolvers<void>();
  return {
    aborted,
    began,
    handler: async (_: unknown, { signal }: { signal: AbortSignal }) => {
      begin();
      if (!signal.aborted) await once(signal, 'abort');
      resolve((signal.reason as { why: string }).why);
      throw signal.reason;
    },
  };
};

describe('an agent', () => {
  test('registers with its abilities, runs what it is given, tells the output with the fencing token, and leaves', async () => {
    const { agent, until, of, asked } = await world({ tickets: [ticket('one'), ticket('two')] });
    const seen: unknown[] = [];
    const worker = await agent({ slots: 2, capabilities: ['linux'], leaseSeconds: 30 }).on('work', async ({ parameters, idempotency_key: key }, { leaseToken }) => {
      seen.push([key, leaseToken]);
      return { did: parameters };
    }).start();
    await until(/completed$/, 2);
    await worker.stop();
    expect(of(/POST \/api\/v1\/agents$/)[0]).toMatchObject({ key: 'orx_test', body: { agent_id: 'a', name: 'tester', slots: 2, capabilities: ['linux', 'work'] } });
    expect(of(/lease$/)[0]?.body).toMatchObject({ agent_id: 'a', capabilities: ['linux', 'work'], max: 2 });
    expect(seen).toEqual([['key-one', 7], ['key-two', 7]]);
    expect(of(/completed$/).map(({ body }) => body)).toEqual([{ lease_token: 7, output: { did: { id: 'one' } } }, { lease_token: 7, output: { did: { id: 'two' } } }]);
    expect(asked.at(-1)?.what).toBe('DELETE /api/v1/agents/a?generation=1');
  });

  test('says whether another attempt could help', async () => {
    const { agent, until, of } = await world({ tickets: [ticket('bad'), ticket('unlucky'), ticket('foreign', { required_capabilities: [] })] });
    await agent({ slots: 3, leaseSeconds: 30 }).on('work', async ({ id }) => {
      if (id === 'bad') throw new TicketFailure('no such host', { details: { host: 'db' } });
      throw new Error('the disk is full');
    }).start();
    await until(/failed$/, 3);
    expect(Object.fromEntries(of(/failed$/).map(({ what, body }) => [what.split(' ')[0], [body['error'], body['retryable']]]))).toEqual({
      bad: [{ message: 'no such host', details: { host: 'db' } }, false],
      unlucky: [{ message: 'the disk is full' }, true],
      foreign: [{ message: expect.stringContaining('no handler') }, true],
    });
  });

  test('renews its lease while it works, with what it says about its progress', async () => {
    const { agent, until, of } = await world({ tickets: [ticket('long')] });
    const { promise: enough, resolve } = Promise.withResolvers<void>();
    await agent({ leaseSeconds: 1 }).on('work', async (_, { progress }) => {
      progress({ done: 0.5 });
      await enough;
    }).start();
    await until(/^long alive$/, 3);
    resolve();
    await until(/completed$/);
    expect(of(/^long alive$/)[0]?.body).toEqual({ lease_token: 7, lease_seconds: 1, progress: { done: 0.5 } });
  });

  test('stops work whose lease was lost, and tells nothing about it', async () => {
    const { agent, of } = await world({ tickets: [ticket('lost')], answers: ({ what }) => (what.startsWith('lost ') ? { status: 409 } : {}) });
    const work = endless();
    const worker = await agent().on('work', work.handler).start();
    expect(await work.aborted).toBe('lease_lost');
    await worker.stop();
    expect(of(/(completed|failed)$/)).toEqual([]);
  });

  test('stops work when nobody can be reached for as long as the lease holds', async () => {
    const { agent } = await world({ tickets: [ticket('cut-off')], answers: ({ what }) => (what.startsWith('cut-off ') ? { status: 503 } : {}) });
    const work = endless();
    await agent().on('work', work.handler).start();
    expect(await work.aborted).toBe('lease_lost');
  });

  test('stops an attempt that takes longer than the ticket allows', async () => {
    const { agent, until, of } = await world({ tickets: [ticket('slow', { sla: { deadline: null, timeout_ms: 20 } })] });
    const work = endless();
    await agent({ leaseSeconds: 30 }).on('work', work.handler).start();
    expect(await work.aborted).toBe('timed_out');
    await until(/failed$/);
    expect(of(/failed$/)[0]?.body).toMatchObject({ retryable: true, error: { message: expect.stringContaining('timed_out') } });
  });

  test('tells an outcome until it is heard', async () => {
    const { agent, until, of } = await world({ tickets: [ticket('one')], answers: ({ what }, before) => (what.endsWith('completed') && before < 2 ? { status: 503 } : {}) });
    await agent({ leaseSeconds: 30 }).on('work', async () => 'done').start();
    await until(/completed$/, 3);
    expect(new Set(of(/completed$/).map(({ body }) => JSON.stringify(body)))).toEqual(new Set(['{"lease_token":7,"output":"done"}']));
  });

  test('tells what ends at the same time in one request, and one refusal takes nothing from the others', async () => {
    const ids = Array.from({ length: 8 }, (_, n) => `t${n}`);
    const { agent, until, of, batches } = await world({ tickets: ids.map((id) => ticket(id)), answers: ({ what }) => (what.startsWith('t3 ') ? { status: 409 } : {}) });
    const { promise: together, resolve } = Promise.withResolvers<void>();
    let begun = 0;
    const worker = await agent({ slots: 8, leaseSeconds: 30 }).on('work', async ({ id }) => {
      if ((begun += 1) === 8) resolve();
      await together;
      return id;
    }).start();
    await until(/completed$/, 8);
    await worker.stop();
    expect(of(/completed$/).map(({ body }) => body['output'])).toEqual(ids);
    expect(batches).toEqual([8]);
  });

  test('leases ahead when asked to, but runs no more at once than it has slots', async () => {
    const { agent, until, of } = await world({ tickets: Array.from({ length: 7 }, (_, n) => ticket(`t${n}`)) });
    let [atOnce, most] = [0, 0];
    await agent({ slots: 2, prefetch: 4, leaseSeconds: 30 }).on('work', async () => {
      most = Math.max(most, (atOnce += 1));
      await new Promise((resolve) => setImmediate(resolve));
      atOnce -= 1;
    }).start();
    await until(/completed$/, 7);
    expect(most).toBe(2);
    expect(of(/lease$/)[0]?.body).toMatchObject({ max: 6 });
    expect(Math.min(...of(/lease$/).map(({ body }) => Number(body['max'])))).toBeGreaterThanOrEqual(2);
  });

  test('hands back what it leased ahead and did not begin when it has to stop', async () => {
    const { agent, of } = await world({ tickets: [ticket('one'), ticket('two')] });
    const work = endless();
    const worker = await agent({ prefetch: 1, drainTimeoutMs: 50, leaseSeconds: 30 }).on('work', work.handler).start();
    await work.began;
    await worker.stop();
    expect(of(/failed$/).map(({ what, body }) => [what, body['retryable']]).sort()).toEqual([['one failed', true], ['two failed', true]]);
  });

  test('drains when the server asks for it: leases no more, finishes what runs, and leaves', async () => {
    const { agent, asked, of, until } = await world({
      tickets: [ticket('one')],
      answers: ({ what }) => (what.endsWith('agents/a/heartbeat') ? { body: { next_interval_seconds: 0.02, instructions: ['drain'] } } : {}),
    });
    // Works until the agent has said that it drains: with the second sign of life, for the first is answered with the wish.
    const worker = await agent({ slots: 2, leaseSeconds: 30 }).on('work', () => until(/agents\/a\/heartbeat$/, 2)).start();
    await worker.stopped;
    const order = asked.map(({ what }) => what);
    expect(order.findIndex((what) => what.endsWith('completed'))).toBeLessThan(order.findIndex((what) => what.startsWith('DELETE')));
    expect(of(/agents\/a\/heartbeat$/).at(-1)?.body).toMatchObject({ draining: true });
    expect(of(/completed$/)).toHaveLength(1);
  });

  test('hands back what does not finish in time when it drains', async () => {
    const { agent, of } = await world({ tickets: [ticket('one')] });
    const work = endless();
    const worker = await agent({ drainTimeoutMs: 50, leaseSeconds: 30 }).on('work', work.handler).start();
    await work.began;
    await worker.stop();
    expect([await work.aborted, of(/failed$/)[0]?.body['retryable']]).toEqual(['agent_stops', true]);
  });

  test('registers again when it was removed, and leaves the field to another process with its id', async () => {
    const { agent, until, of } = await world({
      answers: ({ what }, before) => (what.endsWith('agents/a/heartbeat') ? (before === 0 ? { status: 404 } : before === 3 ? { status: 409 } : {}) : {}),
    });
    const worker = await agent().on('work', async () => null).start();
    await until(/POST \/api\/v1\/agents$/, 2);
    await worker.stopped;
    expect(of(/heartbeat$/).map(({ body }) => body['generation'])).toEqual([1, 2, 2, 2]);
    expect(of(/^DELETE/)).toEqual([]);
  });

  test('is refused at once with a key that opens nothing, and waits for a server that is down', async () => {
    const refused = await world({ answers: () => ({ status: 401 }) });
    await expect(refused.agent().on('work', async () => null).start()).rejects.toMatchObject({ name: 'ApiError', status: 401 });
    const down = await world({ answers: (_, before) => (before < 1 ? { status: 503 } : {}) });
    await down.agent().on('work', async () => null).start();
    expect(down.of(/agents$/)).toHaveLength(2);
  });
});
