import { randomUUID } from 'node:crypto';
import type { AlertRuleId } from '../domain/alert-rule-id.ts';
import { changeRuleGroup, newRuleGroup, type RuleGroup, type RuleGroupSettings, settingsOf } from '../domain/metric-rule-group.ts';
import type { RuleGroupId } from '../domain/rule-group-id.ts';
import { NO_PROGRESS } from '../domain/rule-group-progress.ts';
import { thresholdDefaults } from '../domain/dynamic-threshold.ts';
import { after, noon, someone, someRule } from '../fakes/samples.ts';
import type { AlertingUnitOfWork } from './alerting-unit-of-work.ts';

const making = { now: noon, nextRuleId: () => randomUUID() as AlertRuleId };
const condition = { expr: 'up == 0', forMs: 1500, keepFiringForMs: 0, noData: 'keep' as const, onError: 'alert' as const };
const settings = (given: Partial<RuleGroupSettings> = {}): RuleGroupSettings => ({
  namespace: 'node.yml', name: 'node', intervalMs: 15_000, queryOffsetMs: 1000, limit: 7, labels: { team: 'ops' },
  rules: [
    { kind: 'recording', name: 'job:up:sum', labels: { z: '1', a: '' }, annotations: {}, enabled: true, condition: { expr: 'sum by (job) (up)' } },
    { kind: 'promql', name: 'Down', labels: { 'mit.punkt': 'ü' }, annotations: { summary: '{{ $value }}' }, enabled: false, condition },
    { kind: 'dynamic', name: 'Down', labels: {}, annotations: {}, enabled: true, condition: { ...condition, threshold: { method: 'hour_of_week', ...thresholdDefaults('hour_of_week') } } },
  ],
  ...given,
});
const someGroup = (given: Partial<RuleGroupSettings> = {}): RuleGroup => newRuleGroup(randomUUID() as RuleGroupId, settings(given), false, making);

/** What every store of rule groups promises. Each case uses tenants of its own. */
export function ruleGroupsContract(name: string, open: () => AlertingUnitOfWork): void {
  describe(`${name} keeps rule groups`, () => {
    function setup() {
      const [work, owner] = [open(), someone()];
      return {
        work,
        owner,
        add: (...groups: RuleGroup[]) => work.run(owner, async (scope) => { for (const group of groups) await scope.groups.add(group); }),
        get: ({ id }: RuleGroup) => work.read(owner, ({ groups }) => groups.get(id)),
      };
    }

    test('which come back as they were stored and changed, until they are removed', async () => {
      const { work, owner, add, get } = setup();
      const group = someGroup();
      await add(group);
      expect(await get(group)).toEqual(group);
      const [recording, , dynamic] = group.rules;
      const changed = changeRuleGroup(group, { ...settingsOf(group), name: 'other', rules: [dynamic!, { ...recording!, enabled: false }, settings().rules[1]!] }, { ...making, now: after(1) });
      await work.run(owner, async ({ groups }) => {
        expect(await groups.lock(group.id)).toEqual(group);
        await groups.save(changed);
      });
      expect(await get(group)).toEqual(changed);
      expect(changed.rules.map(({ id, version }) => [id, version])).toEqual([[dynamic!.id, 1], [recording!.id, 2], [group.rules[1]!.id, 1]]);
      await work.run(owner, ({ groups }) => groups.remove(group.id));
      await expect(get(group)).rejects.toMatchObject({ code: 'not_found' });
      await expect(work.read(owner, ({ rules }) => rules.get(dynamic!.id))).rejects.toMatchObject({ code: 'not_found' });
    });

    test('whose names are unique in their namespace', async () => {
      const { work, owner, add } = setup();
      const group = someGroup();
      await add(group, someGroup({ name: 'other' }), someGroup({ namespace: 'other.yml' }));
      await expect(add(someGroup())).rejects.toMatchObject({ code: 'conflict' });
      await expect(work.run(owner, ({ groups }) => groups.save({ ...group, name: 'other' }))).rejects.toMatchObject({ code: 'conflict' });
      await work.run(someone(), ({ groups }) => groups.add(someGroup()));
    });

    test('which do not exist for another tenant', async () => {
      const { work, add } = setup();
      const group = someGroup();
      await add(group);
      const stranger = someone();
      await expect(work.read(stranger, ({ groups }) => groups.get(group.id))).rejects.toMatchObject({ code: 'not_found' });
      await expect(work.run(stranger, ({ groups }) => groups.lock(group.id))).rejects.toMatchObject({ code: 'not_found' });
      expect(await work.run(stranger, ({ groups }) => groups.lockNamespace('node.yml'))).toEqual([]);
      expect(await work.run(stranger, ({ groups }) => groups.count())).toEqual({ groups: 0, rules: 0 });
      expect(await work.read(stranger, ({ groups }) => groups.list({}, { limit: 10 }))).toEqual({ items: [] });
    });

    test('which are listed by namespace and name, page by page', async () => {
      const { work, owner, add } = setup();
      const groups = [someGroup({ namespace: 'b', name: 'Z' }), someGroup({ namespace: 'a', name: 'z' }), someGroup({ namespace: 'a', name: 'Ä' }), someGroup({ namespace: 'a', name: 'A', rules: [] })];
      await add(...groups);
      const list = (filter: { namespace?: string }, page: { limit: number; after?: readonly string[] }) => work.read(owner, (scope) => scope.groups.list(filter, page));
      const first = await list({}, { limit: 2 });
      expect(first.items).toEqual([groups[3], groups[1]]);
      expect(await list({}, { limit: 2, after: first.next! })).toEqual({ items: [groups[2], groups[0]] });
      expect((await list({ namespace: 'b' }, { limit: 2 })).items).toEqual([groups[0]]);
      expect(await work.run(owner, (scope) => scope.groups.lockNamespace('a'))).toEqual([groups[3], groups[1], groups[2]]);
      expect(await work.run(owner, (scope) => scope.groups.count())).toEqual({ groups: 4, rules: 9 });
    });

    test('whose rules stand in the list of rules, after event rules', async () => {
      const { work, owner, add } = setup();
      const [group, rule] = [someGroup(), someRule()];
      await add(group);
      await work.run(owner, ({ rules }) => rules.add(rule));
      const { items } = await work.read(owner, ({ rules }) => rules.list({}, { limit: 10 }));
      expect(items).toEqual([rule, ...[...group.rules].sort((a, b) => (a.id < b.id ? -1 : 1))]);
      expect((await work.read(owner, ({ rules }) => rules.list({ kind: 'promql' }, { limit: 10 }))).items).toEqual([group.rules[1]]);
      expect(await work.read(owner, ({ rules }) => rules.listEnabled())).toEqual([rule]);
      expect(await work.read(owner, ({ rules }) => rules.count())).toBe(1);
    });

    test('which nobody has evaluated at first', async () => {
      const { work, owner, add } = setup();
      const group = someGroup();
      await add(group);
      expect(await work.read(owner, ({ groups }) => groups.progress([group.id]))).toEqual(new Map([[group.id, NO_PROGRESS]]));
      expect(await work.read(owner, ({ groups }) => groups.states([group.id]))).toEqual(new Map());
    });
  });
}
