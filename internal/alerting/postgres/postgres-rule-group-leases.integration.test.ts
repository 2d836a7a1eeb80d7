import { randomUUID } from 'node:crypto';
import { useOwnDatabase, useTestPool, useTransactions } from '#test/support';
import type { AlertRuleId } from '../domain/alert-rule-id.ts';
import { newRuleGroup } from '../domain/metric-rule-group.ts';
import type { RuleGroupId } from '../domain/rule-group-id.ts';
import { after, noon, someone } from '../fakes/samples.ts';
import { postgresAlerting } from './postgres-alerting.ts';
import { postgresRuleGroupLeases } from './postgres-rule-group-leases.ts';

const urls = useOwnDatabase();
const transactions = useTransactions({ max: 10, urls });
const admin = useTestPool('admin', 1, urls);
const work = postgresAlerting(transactions);
const leases = postgresRuleGroupLeases(transactions);

const LONG = 60_000;

async function someGroup(actor = someone()) {
  const group = newRuleGroup(randomUUID() as RuleGroupId, { namespace: 'a', name: randomUUID(), intervalMs: 15_000, queryOffsetMs: 0, limit: 0, labels: {}, rules: [] }, false, { now: noon, nextRuleId: () => randomUUID() as AlertRuleId });
  await work.run(actor, ({ groups }) => groups.add(group));
  return { actor, group };
}
const idsOf = ({ held }: Awaited<ReturnType<typeof leases.hold>>) => held.map(({ groupId }) => groupId).sort();

/** As if the process had died, and its time were over. */
const die = (worker: string) => admin.query("UPDATE alerting.rule_workers SET alive_until = now() - interval '1 second' WHERE id = $1", [worker]);

describe('leases of rule groups', () => {
  let [one, two] = ['', ''];
  beforeEach(async () => {
    [one, two] = [randomUUID(), randomUUID()];
    await admin.query('DELETE FROM alerting.rule_groups; DELETE FROM alerting.rule_workers');
  });

  test('a worker alone holds the groups of all tenants', async () => {
    const made = [await someGroup(), await someGroup()];
    expect(await leases.hold(one, LONG, [])).toEqual({
      held: expect.arrayContaining(made.map(({ actor, group }) => ({ tenantId: actor.tenantId, groupId: group.id, revision: 1, token: 1, lastSlotAt: null }))), share: 2,
    });
    expect(idsOf(await leases.hold(one, LONG, []))).toHaveLength(2);
  });

  test('a second worker gets its share when the first gives it back, and nobody holds what another one does', async () => {
    for (let n = 0; n < 5; n += 1) await someGroup();
    const all = idsOf(await leases.hold(one, LONG, []));
    expect(all).toHaveLength(5);
    expect(await leases.hold(two, LONG, [])).toEqual({ held: [], share: 0 });
    const again = await leases.hold(one, LONG, []);
    expect(again.share).toBe(3);
    await leases.release(one, all.slice(0, 2));
    const [first, second] = [idsOf(await leases.hold(one, LONG, [])), idsOf(await leases.hold(two, LONG, []))];
    expect([...first, ...second].sort()).toEqual(all);
    expect([first.length, second.length]).toEqual([3, 2]);
  });

  test('many workers that come at once share without a group held twice', async () => {
    for (let n = 0; n < 12; n += 1) await someGroup();
    const workers = Array.from({ length: 4 }, () => randomUUID());
    for (const worker of workers) await leases.hold(worker, LONG, []);
    await leases.release(workers[0]!, idsOf(await leases.hold(workers[0]!, LONG, [])).slice(0, 9));
    const held = (await Promise.all(workers.map((worker) => leases.hold(worker, LONG, [])))).flatMap(idsOf);
    expect(new Set(held).size).toBe(held.length);
    expect(held).toHaveLength(12);
  });

  test('the groups of a worker that is not heard of go to another one, and what it still writes is refused', async () => {
    const { actor, group } = await someGroup();
    const [mine] = (await leases.hold(one, LONG, [])).held;
    const save = (holder: string, token: number) =>
      work.run(actor, ({ groups }) => groups.saveState(group.id, { holder, token }, { slotAt: after(15), state: { version: 1, rules: [], staleSeries: [] }, findings: [] }));
    expect(await save(one, mine!.token)).toBe(true);
    expect(idsOf(await leases.hold(two, LONG, []))).toEqual([]);
    await die(one);
    const [taken] = (await leases.hold(two, LONG, [])).held;
    expect(taken).toMatchObject({ groupId: group.id, token: mine!.token + 1 });
    expect(await save(one, mine!.token)).toBe(false);
    expect(await save(two, taken!.token)).toBe(true);
    expect((await leases.hold(one, LONG, [])).held).toEqual([]);
    expect(await work.read(actor, ({ groups }) => groups.states([group.id]))).toEqual(new Map([[group.id, { slotAt: after(15), state: { version: 1, rules: [], staleSeries: [] }, findings: [] }]]));
  });

  test('one that was late keeps its groups when nobody took them', async () => {
    await someGroup();
    const [mine] = (await leases.hold(one, LONG, [])).held;
    await die(one);
    expect((await leases.hold(one, LONG, [])).held).toEqual([mine]);
  });

  test('counts what is told of evaluations, of whoever holds the group only', async () => {
    const { actor, group } = await someGroup();
    const { token, tenantId, groupId } = (await leases.hold(one, LONG, [])).held[0]!;
    const note = { tenantId, groupId, token, slotAt: after(15), evaluations: 2, missed: 1, seconds: 0.25, ruleSeconds: [0.125, 0.0625] };
    await leases.hold(one, LONG, [note]);
    await leases.hold(one, LONG, [{ ...note, slotAt: after(10), seconds: undefined, ruleSeconds: undefined }]);
    await leases.hold(one, LONG, [{ ...note, token: token + 1 }]);
    expect(await work.read(actor, ({ groups }) => groups.progress([group.id]))).toEqual(
      new Map([[group.id, { lastSlotAt: after(15), evaluations: 4, missed: 2, evaluationSeconds: 0.25, ruleSeconds: [0.125, 0.0625] }]]));
    expect((await leases.hold(one, LONG, [])).held).toMatchObject([{ lastSlotAt: after(15) }]);
  });

  test('a worker that leaves is none any more', async () => {
    await someGroup();
    await leases.hold(one, LONG, []);
    await leases.release(one);
    expect(await leases.hold(two, LONG, [])).toMatchObject({ held: [{ token: 2 }], share: 1 });
    expect((await admin.query('SELECT FROM alerting.rule_workers')).rowCount).toBe(1);
  });

  test('a group that changes has another revision, one that is removed is held by nobody', async () => {
    const { actor, group } = await someGroup();
    await leases.hold(one, LONG, []);
    await work.run(actor, ({ groups }) => groups.save({ ...group, version: 2 }));
    expect((await leases.hold(one, LONG, [])).held).toMatchObject([{ revision: 2 }]);
    await work.run(actor, ({ groups }) => groups.remove(group.id));
    expect((await leases.hold(one, LONG, [])).held).toEqual([]);
  });
});
