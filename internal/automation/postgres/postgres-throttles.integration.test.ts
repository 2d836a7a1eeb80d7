import { someActor, useTestPool, useTransactions } from '#test/support';
import { slotHolder, SLOT_LEASE_MS } from '../domain/throttle-queue.ts';
import { throttlesContract } from '../ports/throttles.contract.ts';
import { PostgresThrottles } from './postgres-throttles.ts';

const transactions = useTransactions();
const admin = useTestPool('admin', 1);
throttlesContract('PostgresThrottles', (clock) => new PostgresThrottles(transactions, clock));

/** Between a release and the signal that tells the next one. */
const SIGNAL_MS = 5;
/** Holders that are killed: they never renew and never release. */
const KILLED = Number.POSITIVE_INFINITY;

interface Turn {
  readonly holder: string;
  readonly at: number;
}

/** Many executions that want slots of one key, on a clock of their own, told of their turns as the outbox would. */
async function queueUp(limits: { readonly concurrency?: number; readonly rate?: { readonly limit: number; readonly perMs: number } }, holdsMs: readonly number[]) {
  let now = Date.UTC(2026, 0, 1);
  const start = now;
  const owner = someActor();
  const throttles = new PostgresThrottles(transactions, { now: () => new Date(now) });
  const holders = holdsMs.map((_, index) => slotHolder(`execution-${index}`, '/do/0/restart', 1));
  /** What happens next to each holder, and when. */
  const agenda = new Map<string, { readonly at: number; readonly what: 'ask' | 'release' }>(holders.map((holder, index) => [holder, { at: start + index, what: 'ask' }]));
  const begins: Turn[] = [];
  const running = new Set<string>();
  let [most, asked, heard] = [0, 0, 0];

  while (agenda.size > 0) {
    const [holder, { at, what }] = [...agenda].reduce((first, each) => (each[1].at < first[1].at ? each : first));
    now = at;
    agenda.delete(holder);
    if (what === 'release') {
      running.delete(holder);
      await throttles.release(owner, 'host', holder);
    } else {
      asked += 1;
      const answer = await throttles.acquire(owner, { key: 'host', holder, ...limits });
      if (!answer.granted) agenda.set(holder, { at: now + answer.retryMs, what: 'ask' });
      else {
        begins.push({ holder, at: now - start });
        running.add(holder);
        most = Math.max(most, running.size);
        const ends = holdsMs[holders.indexOf(holder)] ?? 0;
        if (ends !== KILLED) agenda.set(holder, { at: now + ends, what: 'release' });
      }
    }
    const { rows } = await admin.query<{ topic: string }>("SELECT data ->> 'topic' AS topic FROM platform.outbox WHERE tenant_id = $1 AND type = 'automation.throttle.slot_freed' ORDER BY seq OFFSET $2", [owner.tenantId, heard]);
    heard += rows.length;
    for (const { topic } of rows) {
      const told = topic.replace('throttle:', '');
      if (agenda.get(told)?.what === 'ask') agenda.set(told, { at: Math.min(agenda.get(told)?.at ?? 0, now + SIGNAL_MS), what: 'ask' });
    }
  }
  return { holders, begins, most, asked };
}

describe('two hundred executions that wait for one key', () => {
  const holds = Array.from({ length: 200 }, (_, index) => 100 + ((index * 37) % 300));
  const work = holds.reduce((sum, ms) => sum + ms, 0);

  test('all get through in the order in which they asked, never too many at once, and nobody sleeps while a slot is free', async () => {
    const { holders, begins, most, asked } = await queueUp({ concurrency: 4 }, holds);
    expect(begins.map(({ holder }) => holder)).toEqual(holders);
    expect(most).toBe(4);
    expect(begins.at(-1)?.at).toBeLessThan((work / 4) * 1.1);
    expect(asked).toBeLessThan(200 * 10);
  }, 60_000);

  test('begin no faster than the rate allows, and hardly slower', async () => {
    const { holders, begins } = await queueUp({ rate: { limit: 10, perMs: 1000 } }, holds);
    expect(begins.map(({ holder }) => holder)).toEqual(holders);
    expect(begins.filter(({ at }, index) => index >= 10 && at - (begins[index - 10]?.at ?? 0) < 1000)).toEqual([]);
    expect(begins.at(-1)?.at).toBeLessThan(21_000);
  }, 60_000);

  test('the slot of one that was killed is free again when its lease is over, and not before', async () => {
    const { begins, most } = await queueUp({ concurrency: 1 }, [KILLED, ...holds.slice(0, 20)]);
    expect(begins).toHaveLength(21);
    // Who is dead does not run: at most one besides it.
    expect(most).toBe(2);
    expect(begins[1]?.at).toBeGreaterThanOrEqual(SLOT_LEASE_MS);
    expect(begins[1]?.at).toBeLessThan(SLOT_LEASE_MS + 60_000);
    expect(begins.at(-1)?.at).toBeLessThan(SLOT_LEASE_MS + 120_000);
  }, 60_000);

  test('one that is killed while it waits holds up those behind it for a moment only', async () => {
    const owner = someActor();
    let now = Date.UTC(2026, 0, 1);
    const throttles = new PostgresThrottles(transactions, { now: () => new Date(now) });
    const ask = async (holder: string) => (await throttles.acquire(owner, { key: 'host', holder, concurrency: 1 })).granted;
    expect([await ask('a:x:1'), await ask('dead:x:1'), await ask('c:x:1')]).toEqual([true, false, false]);
    await throttles.release(owner, 'host', 'a:x:1');
    expect(await ask('c:x:1')).toBe(false);
    now += 31_000;
    expect(await ask('c:x:1')).toBe(false);
    now += 31_000;
    expect(await ask('c:x:1')).toBe(true);
  });
});
