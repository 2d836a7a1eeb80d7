import { randomUUID } from 'node:crypto';
import { asTenantId, type TenantId } from '#internal/kernel';
import { alertingInMemory } from '../fakes/alerting-in-memory.ts';
import { InMemoryMetrics } from '../fakes/in-memory-metrics.ts';
import { after, someone } from '../fakes/samples.ts';
import type { EvaluationNote, HeldGroup, RuleGroupLeases } from '../ports/rule-group-leases.ts';
import { heldRuleGroups } from '../service/held-rule-groups.ts';
import { RuleScheduler } from './rule-scheduler.ts';

const INTERVAL = 10_000;

/** Groups of one tenant, one scheduler, and leases that a test decides. Slots are at full ten seconds: the ids end in zeros. */
function setup({ tenants = 1, perTenant = 1 } = {}) {
  const context = alertingInMemory();
  const metrics = new InMemoryMetrics();
  let now = after(0.5).getTime();
  const clock = { now: () => new Date(now) };
  const held: HeldGroup[] = [];
  const notes: EvaluationNote[] = [];
  const released: (readonly string[] | undefined)[] = [];
  let share = 1000;
  let failure: Error | undefined;
  const leases: RuleGroupLeases = {
    hold: async (_worker, _ttl, told) => {
      if (failure) throw failure;
      notes.push(...told);
      return { held: [...held], share };
    },
    release: async (_worker, groups) => void released.push(groups),
  };
  const seen: string[] = [];
  const groups = heldRuleGroups({ work: context.work, queries: metrics, appender: metrics, receiveSignals: context.receiveSignals, publicUrl: '', worker: 'me', ids: { next: () => randomUUID() } });
  const observer = {
    evaluated: ({ name }: { name: string }) => void seen.push(`evaluated ${name}`),
    missed: ({ name }: { name: string }, count: number) => void seen.push(`missed ${count} of ${name}`),
    troubled: (_: unknown, error: unknown) => void seen.push(`troubled ${String(error)}`),
  };
  const scheduler = new RuleScheduler({ worker: 'me', leases, groups, clock, monotonicMs: () => now, observer });
  let made = 0;
  return {
    scheduler, seen, metrics, held, notes, released,
    async makeGroups(lastSlotAt: Date | null = null) {
      const all: TenantId[] = [];
      for (let t = 0; t < tenants; t += 1) {
        const actor = { ...someone(), tenantId: asTenantId(randomUUID()) };
        all.push(actor.tenantId);
        for (let n = 0; n < perTenant; n += 1) {
          const rules = [{ kind: 'promql' as const, name: 'Down', labels: {}, annotations: {}, enabled: true, condition: { expr: 'up == 0', forMs: 0, keepFiringForMs: 0, noData: 'resolve' as const, onError: 'keep' as const } }];
          const { group } = await context.createRuleGroup(actor, { namespace: String(t), name: String(n), intervalMs: INTERVAL, queryOffsetMs: 0, limit: 0, labels: {}, rules });
          // So that the slots of all are at the same time.
          const id = `${String((made += 1)).padStart(8, '0')}-0000-7000-8000-000000000000` as typeof group.id;
          await context.work.run(actor, async ({ groups: stored }) => {
            await stored.remove(group.id);
            await stored.add({ ...group, id });
          });
          held.push({ tenantId: actor.tenantId, groupId: id, revision: 1, token: 1, lastSlotAt });
        }
      }
      return all;
    },
    share: (count: number) => void (share = count),
    fail: (error: Error | undefined) => void (failure = error),
    /** Moves the clock on by half seconds, with all timers that come due and a beat in each second, and lets everything settle. */
    async pass(ms: number, { beats = true } = {}) {
      for (let left = ms; left > 0; left -= 500) {
        now += 500;
        await jest.advanceTimersByTimeAsync(500);
        if (beats && now % 1000 === 0) await scheduler.beat();
      }
    },
  };
}

const summed = (notes: readonly EvaluationNote[]) => ({
  evaluations: notes.reduce((sum, { evaluations }) => sum + evaluations, 0), missed: notes.reduce((sum, { missed }) => sum + missed, 0), slotAt: notes.at(-1)?.slotAt,
});

beforeEach(() => jest.useFakeTimers({ doNotFake: ['setImmediate', 'nextTick', 'performance', 'Date', 'queueMicrotask'] }));
afterEach(() => jest.useRealTimers());

describe('a worker that evaluates groups', () => {
  test('evaluates a group at each of its slots, and tells how far it got', async () => {
    const { scheduler, makeGroups, pass, seen, notes } = setup();
    await makeGroups();
    await scheduler.beat();
    await pass(30_000);
    expect(seen).toEqual(Array(3).fill('evaluated 0/0'));
    await scheduler.beat();
    expect(summed(notes)).toEqual({ evaluations: 3, missed: 0, slotAt: after(30) });
    await scheduler.stop();
  });

  test('a group that still runs at its next slot misses it, and that is counted', async () => {
    const { scheduler, makeGroups, pass, seen, metrics, notes } = setup();
    await makeGroups();
    let go = (): void => undefined;
    metrics.before = () => new Promise((resolve) => { go = resolve; });
    await scheduler.beat();
    await pass(30_000);
    expect(seen).toEqual(['missed 1 of 0/0', 'missed 1 of 0/0']);
    metrics.before = () => Promise.resolve();
    go();
    await pass(10_000);
    expect(seen.slice(2)).toEqual(['evaluated 0/0', 'evaluated 0/0']);
    await scheduler.beat();
    expect(summed(notes)).toEqual({ evaluations: 2, missed: 2, slotAt: after(40) });
    await scheduler.stop();
  });

  test('what nobody evaluated while no worker was there is missed, but for the last slot, which is made up for', async () => {
    const { scheduler, makeGroups, pass, seen, notes } = setup();
    await makeGroups(after(-40));
    await scheduler.beat();
    await pass(1_000);
    expect(seen).toEqual(['missed 3 of 0/0', 'evaluated 0/0']);
    await scheduler.beat();
    expect(summed(notes)).toEqual({ evaluations: 1, missed: 3, slotAt: after(0) });
    await scheduler.stop();
  });

  test('without a lease it evaluates nothing, and counts what it misses', async () => {
    const { scheduler, makeGroups, pass, seen, fail, notes } = setup();
    await makeGroups();
    await scheduler.beat();
    fail(new Error('no database'));
    await pass(8_000, { beats: false });
    await expect(scheduler.beat()).rejects.toThrow('no database');
    await pass(4_000, { beats: false });
    expect(seen).toEqual(['missed 1 of 0/0']);
    fail(undefined);
    await scheduler.beat();
    expect(summed(notes)).toMatchObject({ evaluations: 0, missed: 1 });
    await scheduler.stop();
  });

  test('a group that another worker took is dropped, one that is more than its share is given back', async () => {
    const { scheduler, makeGroups, pass, held, share, released, seen } = setup({ perTenant: 3 });
    await makeGroups();
    await scheduler.beat();
    await pass(1_000);
    held.shift();
    share(1);
    await scheduler.beat();
    expect(released).toEqual([[held[0]!.groupId]]);
    held.shift();
    await pass(10_000);
    expect(seen).toEqual(['evaluated 0/2']);
    await scheduler.stop();
    expect(released).toEqual([[expect.any(String)], undefined]);
  });

  test('slow rules of one tenant do not delay those of another', async () => {
    const { scheduler, makeGroups, pass, metrics, seen } = setup({ tenants: 2, perTenant: 20 });
    await makeGroups();
    let started = 0;
    const stuck: (() => void)[] = [];
    // The first tenant's groups come first, and the first ones never end.
    metrics.before = () => ((started += 1) <= 4 ? new Promise((resolve) => stuck.push(resolve)) : Promise.resolve());
    await scheduler.beat();
    await pass(11_000);
    expect(seen.filter((line) => line.startsWith('evaluated 1/'))).toHaveLength(20);
    expect(seen.filter((line) => line.startsWith('evaluated 0/'))).toHaveLength(0);
    stuck.forEach((go) => { go(); });
    await pass(1_000);
    expect(seen.filter((line) => line.startsWith('evaluated 0/'))).toHaveLength(20);
    await scheduler.stop();
  });
});
