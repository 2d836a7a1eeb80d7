import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { DomainEvent, NewEvent } from '#internal/kernel';
import { unavailable } from '#pkg/apperror';
import { someActor, systemClock, useOwnDatabase, useTestPool, useTransactions } from '#test/support';
import { type EventHandler, type OutboxRelayOptions, PostgresOutboxRelay } from './index.ts';

// Every test uses an event type of its own, so that it sees its own events only.
const someType = () => `test.${randomUUID()}`;
const event = (type: string, aggregateId: string, n: number, availableAt?: Date): NewEvent => ({ type, aggregateId, data: { n }, ...(availableAt ? { availableAt } : {}) });
const numberOf = ({ data }: DomainEvent) => data['n'] as number;

async function until(condition: () => boolean | Promise<boolean>, withinMs = 15_000): Promise<void> {
  const deadline = Date.now() + withinMs;
  while (!(await condition())) {
    if (Date.now() > deadline) throw new Error('it did not happen in time');
    await sleep(10);
  }
}

describe('PostgresOutboxRelay', () => {
  const urls = useOwnDatabase();
  const transactions = useTransactions({ max: 10, urls });
  const admin = useTestPool('admin', 5, urls);
  const relays: PostgresOutboxRelay[] = [];

  async function startRelay(subscriptions: Record<string, readonly EventHandler[]>, options: Partial<OutboxRelayOptions> = {}) {
    const relay = new PostgresOutboxRelay({ url: urls.relay, clock: systemClock, subscriptions, backoff: { baseMs: 20, maxMs: 100 }, ...options });
    relays.push(relay);
    await relay.start();
    return relay;
  }
  afterEach(async () => { await Promise.all(relays.splice(0).map((relay) => relay.stop())); });

  const publish = (actor: ReturnType<typeof someActor>, ...events: NewEvent[]) => transactions.run(actor, async ({ outbox }) => { outbox.publish(...events); });
  interface Row { delivered_at: Date | null; dead_at: Date | null; attempts: number; last_error: string | null }
  const rowsOf = async (type: string) => (await admin.query<Row>('SELECT delivered_at, dead_at, attempts, last_error FROM platform.outbox WHERE type = $1 ORDER BY seq', [type])).rows;
  const allDelivered = async (type: string) => (await rowsOf(type)).every((row) => row.delivered_at !== null);

  test('delivers what was committed, with who caused it, without waiting for a poll', async () => {
    const [type, ana, seen] = [someType(), someActor(), [] as DomainEvent[]];
    await startRelay({ [type]: [async (it) => { seen.push(it); }] }, { pollMs: 60_000 });
    await sleep(50); // all lanes are idle now
    await publish(ana, event(type, 'a', 1));
    await until(() => seen.length === 1, 2_000);
    expect(seen[0]).toMatchObject({ type, aggregateId: 'a', tenantId: ana.tenantId, correlationId: ana.correlationId, data: { n: 1 } });
    await until(() => allDelivered(type));
  });

  test('publishes nothing of a transaction that was rolled back', async () => {
    const [type, ana, seen] = [someType(), someActor(), [] as number[]];
    await startRelay({ [type]: [async (it) => { seen.push(numberOf(it)); }] });
    const failing = transactions.run(ana, async ({ outbox }) => { outbox.publish(event(type, 'a', 1)); throw new Error('no'); });
    await expect(failing).rejects.toThrow('no');
    await publish(ana, event(type, 'a', 2));
    await until(() => seen.length > 0);
    expect(seen).toEqual([2]);
  });

  test('keeps the order of an aggregate when a handler fails, and lets other aggregates pass', async () => {
    const [type, ana, seen] = [someType(), someActor(), [] as string[]];
    let failures = 3;
    const handler: EventHandler = async (it) => {
      if (it.aggregateId === 'sick' && numberOf(it) === 1 && failures-- > 0) throw new Error('not yet');
      seen.push(`${it.aggregateId}${numberOf(it)}`);
    };
    await startRelay({ [type]: [handler] });
    await publish(ana, event(type, 'sick', 1), event(type, 'sick', 2), event(type, 'well', 1), event(type, 'sick', 3), event(type, 'well', 2));
    await until(() => seen.length === 5);
    expect(seen.filter((name) => name.startsWith('sick'))).toEqual(['sick1', 'sick2', 'sick3']);
    expect(seen.slice(0, 2)).toEqual(['well1', 'well2']);
    await until(() => allDelivered(type));
    expect((await rowsOf(type))[0]).toMatchObject({ attempts: 4, last_error: 'Error: not yet' });
  });

  test('holds a timer back until its time, without blocking what comes after it', async () => {
    const [type, ana, seen] = [someType(), someActor(), [] as { n: number; at: number }[]];
    await startRelay({ [type]: [async (it) => { seen.push({ n: numberOf(it), at: Date.now() }); }] }, { pollMs: 60_000 });
    const due = Date.now() + 400;
    await publish(ana, event(type, 'a', 1, new Date(due)), event(type, 'a', 2));
    await until(() => seen.length === 2);
    expect(seen.map(({ n }) => n)).toEqual([2, 1]);
    expect(seen[1]?.at).toBeGreaterThanOrEqual(due);
  });

  test('gives an event up after the last try, goes on with its aggregate, and replays it on demand', async () => {
    const [type, ana, seen] = [someType(), someActor(), [] as number[]];
    let broken = true;
    const handler: EventHandler = async (it) => {
      if (broken && numberOf(it) === 1) throw new Error('poison');
      seen.push(numberOf(it));
    };
    const relay = await startRelay({ [type]: [handler] }, { maxAttempts: 3 });
    await publish(ana, event(type, 'a', 1), event(type, 'a', 2));
    await until(() => seen.length === 1);
    expect(seen).toEqual([2]);
    await until(async () => (await rowsOf(type))[0]?.dead_at !== null);
    const dead = (await relay.ledger.deadEvents(100)).find((it) => it.event.type === type);
    expect(dead).toMatchObject({ attempts: 3, lastError: 'Error: poison' });
    broken = false;
    expect(await relay.ledger.replay([dead?.event.id ?? ''], new Date())).toBe(1);
    await until(() => seen.length === 2);
    expect(seen).toEqual([2, 1]);
  });

  test('never gives an event up because somebody does not answer, and looks again soon', async () => {
    const [type, ana, seen] = [someType(), someActor(), [] as number[]];
    let [tries, down] = [0, true];
    const handler: EventHandler = async (it) => {
      tries += 1;
      if (down) throw unavailable('Temporal does not answer');
      seen.push(numberOf(it));
    };
    await startRelay({ [type]: [handler] }, { maxAttempts: 2, backoff: { baseMs: 60_000, maxMs: 60_000 }, outageBackoff: { baseMs: 5, maxMs: 20 } });
    await publish(ana, event(type, 'a', 1), event(type, 'a', 2));
    await until(() => tries >= 6);
    expect((await rowsOf(type))[0]).toMatchObject({ dead_at: null, delivered_at: null, attempts: 0, last_error: 'AppError: Temporal does not answer' });
    down = false;
    await until(() => seen.length === 2);
    expect(seen).toEqual([1, 2]);
  });

  test('treats a handler that hangs as failed', async () => {
    const [type, ana] = [someType(), someActor()];
    let calls = 0;
    await startRelay({ [type]: [() => (calls++ === 0 ? new Promise(() => undefined) : Promise.resolve())] }, { handlerTimeoutMs: 50 });
    await publish(ana, event(type, 'a', 1));
    await until(() => allDelivered(type));
    expect((await rowsOf(type))[0]).toMatchObject({ attempts: 2, last_error: 'Error: no answer within 50 ms' });
  });

  test('serves tenants in turn: a flood of one does not keep another waiting', async () => {
    const [type, noisy, quiet, seen] = [someType(), someActor(), someActor(), [] as string[]];
    await publish(noisy, ...Array.from({ length: 400 }, (_, n) => event(type, `a${n}`, n)));
    await publish(quiet, event(type, 'q', 1));
    await startRelay({ [type]: [async (it) => { seen.push(it.tenantId); }] }, { lanes: 1, concurrency: 1, batch: 20 });
    await until(() => seen.includes(quiet.tenantId));
    expect(seen.indexOf(quiet.tenantId)).toBeLessThan(25);
    await until(() => seen.length === 401);
  });

  test('lets what is urgent pass by everything else of its tenant, in order per aggregate all the same', async () => {
    const [type, ana, seen] = [someType(), someActor(), [] as string[]];
    let letGo: () => void = () => undefined;
    const gate = new Promise<void>((resolve) => { letGo = resolve; });
    await startRelay({ [type]: [async (it) => { if (it.aggregateId.startsWith('slow')) await gate; seen.push(`${it.aggregateId}${numberOf(it)}`); }] }, { lanes: 1, concurrency: 1, batch: 4 });
    await publish(ana, ...Array.from({ length: 20 }, (_, n) => event(type, `slow${n}`, 1)));
    await sleep(50); // the only other lane is busy now
    await publish(ana, { ...event(type, 'a', 1), urgent: true }, event(type, 'a', 2), { ...event(type, 'a', 3), urgent: true });
    await until(() => seen.length === 3);
    expect(seen).toEqual(['a1', 'a2', 'a3']);
    letGo();
    await until(() => seen.length === 23);
    await until(() => allDelivered(type));
  });

  test('two relays never handle the same event or the same aggregate at the same time, and nothing is delivered twice', async () => {
    const [type, ana] = [someType(), someActor()];
    const busy = new Set<string>();
    const handled = new Map<string, number[]>();
    let overlaps = 0;
    const handler: EventHandler = async (it) => {
      if (busy.has(it.aggregateId)) overlaps++;
      busy.add(it.aggregateId);
      await sleep(Math.random() * 4);
      busy.delete(it.aggregateId);
      handled.set(it.aggregateId, [...(handled.get(it.aggregateId) ?? []), numberOf(it)]);
    };
    await Promise.all([startRelay({ [type]: [handler] }, { batch: 7 }), startRelay({ [type]: [handler] }, { batch: 5 })]);
    for (let n = 0; n < 60; n++) await publish(ana, ...['a', 'b', 'c', 'd', 'e'].map((aggregate) => event(type, aggregate, n)));
    await until(() => [...handled.values()].flat().length >= 300);
    await until(() => allDelivered(type));
    expect(overlaps).toBe(0);
    for (const numbers of handled.values()) expect(numbers).toEqual(Array.from({ length: 60 }, (_, n) => n));
  });

  test('delivers again what a killed relay had claimed, as soon as its connection is gone', async () => {
    const [type, ana] = [someType(), someActor()];
    let calls = 0;
    await startRelay({ [type]: [() => (calls++ === 0 ? sleep(600) : Promise.resolve())] }, { lanes: 1 });
    await publish(ana, event(type, 'a', 1));
    await until(() => calls === 1);
    await admin.query("SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'orchestrix-outbox-relay' AND state = 'idle in transaction'");
    await until(() => calls === 2);
    await until(() => allDelivered(type));
  });

  test('finishes what it handles before it stops, and takes nothing new', async () => {
    const [type, ana, seen] = [someType(), someActor(), [] as number[]];
    let begun = false;
    const relay = await startRelay({ [type]: [async (it) => { begun = true; await sleep(100); seen.push(numberOf(it)); }] });
    await publish(ana, event(type, 'a', 1), event(type, 'a', 2));
    await until(() => begun);
    relays.splice(0);
    await relay.stop();
    expect(seen).toEqual([1]);
    expect((await rowsOf(type)).map((row) => row.delivered_at !== null)).toEqual([true, false]);
  });

  test('removes delivered events and expired responses after their time', async () => {
    const [type, ana] = [someType(), someActor()];
    const relay = await startRelay({});
    await publish(ana, event(type, 'a', 1));
    await until(() => allDelivered(type));
    await relay.ledger.prune({ before: new Date(0), now: new Date(0) });
    expect(await rowsOf(type)).toHaveLength(1);
    await admin.query("UPDATE platform.outbox SET delivered_at = '2000-01-01' WHERE type = $1", [type]);
    await relay.ledger.prune({ before: new Date('2000-01-02'), now: new Date(0) });
    expect(await rowsOf(type)).toHaveLength(0);
  });

  test('counts what waits', async () => {
    const [type, ana] = [someType(), someActor()];
    const relay = await startRelay({ [type]: [() => Promise.reject(new Error('no'))] }, { backoff: { baseMs: 60_000, maxMs: 60_000 } });
    const before = await relay.ledger.backlog(new Date());
    await publish(ana, event(type, 'a', 1), event(type, 'b', 2, new Date(Date.now() + 3_600_000)));
    const after = await relay.ledger.backlog(new Date());
    expect(after.due - before.due).toBe(1);
    expect(after.scheduled - before.scheduled).toBe(1);
    await admin.query('DELETE FROM platform.outbox WHERE type = $1', [type]);
  });
});

describe('under eight writers that pause inside their transactions', () => {
  const urls = useOwnDatabase();
  const transactions = useTransactions({ max: 10, urls });
  const admin = useTestPool('admin', 5, urls);
  const EVENTS = 1_000;

  async function writeAll(type: string): Promise<void> {
    let left = EVENTS;
    const writer = async () => {
      const actor = someActor();
      while (left-- > 0) {
        await transactions.run(actor, async ({ trx }) => {
          const id = randomUUID();
          const now = new Date();
          await trx.insertInto('platform.outbox').values({ tenantId: actor.tenantId, id, type, aggregateId: id, data: {}, correlationId: 'c', occurredAt: now, availableAt: now, attemptAt: now }).execute();
          if (Math.random() < 0.05) await sleep(Math.random() * 40); // the number is drawn, the commit comes later
        });
      }
    };
    await Promise.all(Array.from({ length: 8 }, writer));
  }

  test('the relay loses nothing', async () => {
    const [type, seen] = [someType(), new Set<string>()];
    const relay = new PostgresOutboxRelay({ url: urls.relay, clock: systemClock, subscriptions: { [type]: [async ({ id }) => { seen.add(id); }] } });
    await relay.start();
    await writeAll(type);
    await until(() => seen.size >= EVENTS);
    await relay.stop();
    expect(seen.size).toBe(EVENTS);
  });

  test('the same check catches a reader that remembers the last number it saw', async () => {
    const [type, seen] = [someType(), new Set<string>()];
    let writing = true;
    const reader = (async () => {
      let last = 0;
      for (let rounds = 0; writing || rounds < 3; rounds += writing ? 0 : 1) {
        const { rows } = await admin.query<{ id: string; seq: number }>('SELECT id, seq FROM platform.outbox WHERE type = $1 AND seq > $2 ORDER BY seq', [type, last]);
        for (const row of rows) { seen.add(row.id); last = row.seq; }
        await sleep(2);
      }
    })();
    await writeAll(type);
    writing = false;
    await reader;
    expect(seen.size).toBeLessThan(EVENTS);
  });
});
