import { alertingInMemory } from '../fakes/alerting-in-memory.ts';
import { InMemoryMetrics } from '../fakes/in-memory-metrics.ts';
import { after, noon, signalInput } from '../fakes/samples.ts';
import type { GroupedRuleSettings, RuleGroupSettings } from '../domain/metric-rule-group.ts';
import { thresholdDefaults } from '../domain/dynamic-threshold.ts';
import { expireRuleAlerts } from './expire-rule-alerts.ts';
import { GroupRunner } from './group-runner.ts';

const alerting = (name: string, expr: string, given: { forMs?: number; keepFiringForMs?: number; noData?: 'resolve' | 'keep' | 'alert'; onError?: 'keep' | 'alert'; labels?: Record<string, string>; annotations?: Record<string, string> } = {}): GroupedRuleSettings => ({
  kind: 'promql', name, labels: given.labels ?? {}, annotations: given.annotations ?? {}, enabled: true,
  condition: { expr, forMs: given.forMs ?? 0, keepFiringForMs: given.keepFiringForMs ?? 0, noData: given.noData ?? 'resolve', onError: given.onError ?? 'keep' },
});
const recording = (name: string, expr: string): GroupedRuleSettings => ({ kind: 'recording', name, labels: {}, annotations: {}, enabled: true, condition: { expr } });
const groupOf = (...rules: GroupedRuleSettings[]): RuleGroupSettings => ({ namespace: 'test.yml', name: 'test', intervalMs: 15_000, queryOffsetMs: 0, limit: 0, labels: {}, rules });

const signal = new AbortController().signal;

function setup() {
  const context = alertingInMemory();
  const metrics = new InMemoryMetrics();
  const deps = { work: context.work, queries: metrics, appender: metrics, receiveSignals: context.receiveSignals, publicUrl: 'https://orchestrix.example' };
  let runner: GroupRunner;
  const open = async (id: string, token = 1) => {
    const { group } = await context.getRuleGroup(context.ana, id as never);
    runner = new GroupRunner(deps, context.ana, { holder: 'worker', token }, group, context.work.states.get(id));
    return runner;
  };
  return {
    ...context,
    metrics,
    open,
    start: async (...rules: GroupedRuleSettings[]) => {
      const { group } = await context.createRuleGroup(context.ana, groupOf(...rules));
      await open(group.id);
      return group;
    },
    /** The samples of `up` of these instances, and an evaluation, so many seconds after noon. */
    tick: async (seconds: number, up: Readonly<Record<string, number>> = {}) => {
      context.at(seconds);
      for (const [instance, value] of Object.entries(up)) metrics.push(context.ana, { __name__: 'up', instance }, after(seconds), value);
      return runner.evaluate(after(seconds).getTime(), signal);
    },
    change: async (id: string, ...rules: GroupedRuleSettings[]) => {
      const { group } = await context.updateRuleGroup(context.ana, id as never, groupOf(...rules), undefined);
      runner.change(group);
    },
  };
}

describe('a group of rules', () => {
  test('a condition that holds long enough opens an alert, which its end resolves', async () => {
    const { start, tick, alerts, metrics, ana, told } = setup();
    const group = await start(alerting('Down', 'up == 0', { forMs: 30_000, labels: { severity: 'page' }, annotations: { summary: '{{ $labels.instance }} is at {{ $value }}' } }));
    await tick(0, { a: 0, b: 1 });
    await tick(15, { a: 0, b: 1 });
    expect(await alerts()).toEqual([]);
    await tick(30, { a: 0, b: 1 });
    expect(await alerts()).toMatchObject([{
      status: 'firing', name: 'Down', severity: 'critical', source: 'rule', ruleId: group.rules[0]!.id, startsAt: after(30), expiresAt: after(270),
      labels: { alertname: 'Down', instance: 'a', severity: 'page' }, annotations: { summary: 'a is at 0' }, generatorUrl: `https://orchestrix.example/api/v1/alert-rules/${group.rules[0]!.id}`,
    }]);
    await tick(45, { a: 1, b: 1 });
    expect(await alerts()).toMatchObject([{ status: 'resolved', resolution: 'source', endsAt: after(45) }]);
    expect(told()).toEqual(['alerting.alert.fired', 'alerting.alert.resolved']);
    const [t0, t15, t30, t45] = [0, 15, 30, 45].map((seconds) => after(seconds).getTime());
    expect(metrics.told(ana, 'ALERTS')).toEqual([
      `{alertname="Down", alertstate="firing", instance="a", severity="page"} 1@${t30} stale@${t45}`,
      `{alertname="Down", alertstate="pending", instance="a", severity="page"} 1@${t0} 1@${t15} stale@${t30}`,
    ]);
  });

  test('an alert that goes on is told again when half of the promise is over, so that it does not expire', async () => {
    const { start, tick, alerts } = setup();
    await start(alerting('Down', 'up == 0'));
    for (let seconds = 0; seconds <= 120; seconds += 15) await tick(seconds, { a: 0 });
    expect(await alerts()).toMatchObject([{ status: 'firing', occurrences: 2, expiresAt: after(360), version: 1 }]);
  });

  test('an alert of a rule that is not told again ends with its promise; those of others have their timers', async () => {
    const { start, tick, alerts, at, work, ana, receiveSignals, told } = setup();
    const clock = { now: () => time };
    let time = after(0);
    const watch = { tenantsWithExpired: async () => [ana.tenantId] };
    const expire = expireRuleAlerts({ work, clock, watch });
    await start(alerting('Down', 'up == 0'));
    await tick(0, { a: 0 });
    await receiveSignals(ana, [signalInput({ endsAt: after(60) })]);
    time = after(239);
    expect(await expire()).toBe(0);
    time = after(241);
    at(241);
    expect(await expire()).toBe(1);
    expect(await expire()).toBe(0);
    expect((await alerts()).filter(({ source }) => source === 'rule')).toMatchObject([{ status: 'resolved', resolution: 'expiry', resolvedBy: 'system:alerting', endsAt: after(240) }]);
    expect((await alerts()).filter(({ source }) => source !== 'rule')).toMatchObject([{ status: 'firing' }]);
    expect(told().at(-1)).toBe('alerting.alert.resolved');
  });

  test('rules see what earlier ones of the group have written, which is stored together otherwise', async () => {
    const { start, tick, alerts, metrics } = setup();
    await start(recording('sum:up', 'sum(up)'), recording('max:up', 'max(up)'), alerting('Few', 'sum:up < 2'), alerting('Never', 'vector(0) > 1'));
    await tick(0, { a: 1, b: 0 });
    expect(await alerts()).toMatchObject([{ name: 'Few', status: 'firing' }]);
    expect(metrics.appends).toBe(2);
  });

  test('nothing is written down while nothing changes', async () => {
    const { start, tick, work, metrics } = setup();
    const group = await start(alerting('Down', 'up == 0'), recording('sum:up', 'sum(up)'));
    await tick(0, { a: 1 });
    const first = work.states.get(group.id);
    await tick(15, { a: 1 });
    await tick(30, { a: 1 });
    expect(work.states.get(group.id)).toBe(first);
    expect(metrics.appends).toBe(3);
    await tick(45, { a: 0 });
    expect(work.states.get(group.id)).toMatchObject({ slotAt: after(45) });
  });

  test('another worker goes on exactly where the last one was', async () => {
    const { start, open, tick, alerts } = setup();
    const group = await start(alerting('Down', 'up == 0', { forMs: 60_000 }));
    await tick(0, { a: 0 });
    await open(group.id);
    await tick(45, { a: 0 });
    expect(await alerts()).toEqual([]);
    await open(group.id);
    await tick(60, { a: 0 });
    expect(await alerts()).toMatchObject([{ status: 'firing', startsAt: after(60) }]);
  });

  test('who does not hold the group any more writes nothing and stops', async () => {
    const { start, tick, alerts, work } = setup();
    await start(alerting('Down', 'up == 0'));
    work.token = 2;
    expect(await tick(0, { a: 0 })).toMatchObject({ stillHeld: false });
    expect(await alerts()).toEqual([]);
  });

  test('an alert that cannot be one makes its rule unhealthy, and the others are told', async () => {
    const { start, tick, alerts, work } = setup();
    const group = await start(alerting('Long', 'up == 0', { labels: { text: '{{ printf "%5000s" "x" }}' } }), alerting('Down', 'up == 0'));
    expect(await tick(0, { a: 0 })).toMatchObject({ failed: 1 });
    expect(await alerts()).toMatchObject([{ name: 'Down', status: 'firing' }]);
    expect(work.states.get(group.id)!.state.rules).toMatchObject([{ health: 'err', lastError: 'an alert of the rule is refused: /labels/text has more than 4096 characters' }, { health: 'ok' }]);
  });

  test('an annotation that is too long ends early', async () => {
    const { start, tick, alerts } = setup();
    await start(alerting('Down', 'up == 0', { annotations: { summary: '{{ printf "%5000s" "x" }}' } }));
    await tick(0, { a: 0 });
    expect((await alerts())[0]!.annotations['summary']).toBe(`${' '.repeat(4095)}…`);
  });

  test('a change that could not be written down is found again', async () => {
    const { start, tick, alerts, work } = setup();
    await start(alerting('Down', 'up == 0'));
    await tick(0, { a: 1 });
    const run = jest.spyOn(work, 'run').mockRejectedValueOnce(new Error('the database is down'));
    await expect(tick(15, { a: 0 })).rejects.toThrow('the database is down');
    run.mockRestore();
    await tick(30, { a: 0 });
    expect(await alerts()).toMatchObject([{ status: 'firing', startsAt: after(30) }]);
  });

  test('a rule that stays keeps its alerts when its group changes; one that goes ends its own', async () => {
    const { start, tick, change, alerts, metrics, ana } = setup();
    const group = await start(alerting('Down', 'up == 0'), alerting('Slow', 'up == 0'));
    await tick(0, { a: 0 });
    expect(await alerts()).toHaveLength(2);
    await change(group.id, recording('sum:up', 'sum(up)'), alerting('Down', 'up < 1', { annotations: { summary: 'new' } }));
    expect((await alerts()).map(({ name, status }) => [name, status])).toEqual(expect.arrayContaining([['Down', 'firing'], ['Slow', 'resolved']]));
    await tick(15, { a: 0 });
    expect((await alerts()).find(({ name }) => name === 'Down')).toMatchObject({ status: 'firing', startsAt: noon });
    expect(metrics.told(ana, 'ALERTS').find((line) => line.includes('Slow'))).toMatch(/stale@\d+$/);
  });

  test('a group that is gone ends its series', async () => {
    const { start, open, tick, metrics, ana } = setup();
    const group = await start(alerting('Down', 'up == 0'));
    await tick(0, { a: 0 });
    const runner = await open(group.id);
    await runner.end(after(15).getTime());
    expect([...metrics.told(ana, 'ALERTS'), ...metrics.told(ana, 'ALERTS_FOR_STATE')]).toEqual([expect.stringMatching(/stale@\d+$/), expect.stringMatching(/stale@\d+$/)]);
  });

  test('a rule that fails keeps its alerts and says why', async () => {
    const { start, tick, alerts, work, metrics } = setup();
    const group = await start(alerting('Down', 'up == 0'), alerting('Broken', 'up == 0', { onError: 'alert', labels: { broken: 'yes' } }));
    await tick(0, { a: 0 });
    metrics.failure = new Error('too many series');
    expect(await tick(15, { a: 0 })).toMatchObject({ failed: 2 });
    expect(work.states.get(group.id)?.state.rules).toMatchObject([{ health: 'err', lastError: 'too many series' }, { health: 'err' }]);
    expect((await alerts()).filter(({ status }) => status === 'firing')).toHaveLength(3);
    metrics.failure = undefined;
    expect(await tick(30, { a: 0 })).toMatchObject({ failed: 0 });
    expect((await alerts()).filter(({ status }) => status === 'firing')).toHaveLength(2);
  });

  test('series that are gone end an alert, keep it, or are one themselves, as the rule says', async () => {
    const { start, tick, alerts, metrics, ana } = setup();
    await start(alerting('Resolves', 'up == 0'), alerting('Keeps', 'up == 0', { noData: 'keep' }), alerting('Tells', 'up == 0', { noData: 'alert' }));
    await tick(0, { a: 0 });
    metrics.push(ana, { __name__: 'up', instance: 'a' }, after(10), 'stale');
    await tick(15);
    expect(Object.fromEntries((await alerts()).map(({ name, status }) => [name, status]))).toMatchObject({ Resolves: 'resolved', Keeps: 'firing', Tells: 'firing' });
    const reasons = async () => Object.fromEntries((await alerts()).filter(({ labels }) => labels['instance'] === 'a').map(({ name, stateReason }) => [name, stateReason]));
    expect(await reasons()).toMatchObject({ Resolves: 'MissingSeries' });
    // Told when they are told again.
    for (let seconds = 30; seconds <= 240; seconds += 15) await tick(seconds);
    expect(await reasons()).toEqual({ Resolves: 'MissingSeries', Keeps: 'KeepLast', Tells: 'NoData' });
    for (let seconds = 255; seconds <= 480; seconds += 15) await tick(seconds, { a: 0 });
    expect((await alerts()).filter(({ status, name }) => status === 'firing' && name !== 'Resolves').map(({ stateReason }) => stateReason)).toEqual([null, null]);
  });

  test('an alert of a rule says when it is over because of its rule, or fires because that cannot be evaluated', async () => {
    const { start, change, tick, alerts, metrics } = setup();
    const group = await start(alerting('Broken', 'up == 0', { onError: 'alert' }), alerting('Off', 'up == 0'), alerting('Gone', 'up == 0'));
    await tick(0, { a: 0 });
    await change(group.id, alerting('Broken', 'up == 0', { onError: 'alert' }), { ...alerting('Off', 'up == 0'), enabled: false });
    metrics.failure = new Error('too many series');
    await tick(15, { a: 0 });
    expect(new Map((await alerts()).map(({ name, labels, stateReason }) => [`${name} ${labels['instance'] ?? ''}`.trim(), stateReason]))).toEqual(
      new Map<string, string | null>([['Broken a', null], ['Broken', 'Error'], ['Off a', 'Paused'], ['Gone a', 'RuleDeleted']]),
    );
  });
});

describe('a dynamic threshold', () => {
  const dynamic: GroupedRuleSettings = {
    kind: 'dynamic', name: 'Unusual', labels: {}, annotations: {}, enabled: true,
    condition: { expr: 'load', forMs: 0, keepFiringForMs: 0, noData: 'resolve', onError: 'keep', threshold: { method: 'robust_zscore', ...thresholdDefaults('robust_zscore'), direction: 'above' } },
  };

  test('tells of values that their history does not let expect, and why', async () => {
    const { start, tick, alerts, metrics, ana, work } = setup();
    const group = await start(dynamic);
    for (let minute = -60; minute < 0; minute += 1) metrics.push(ana, { __name__: 'load', host: 'a' }, after(minute * 60), 10 + (minute % 3));
    metrics.push(ana, { __name__: 'load', host: 'a' }, after(0), 10);
    await tick(0);
    expect(await alerts()).toEqual([]);
    expect(work.states.get(group.id)?.findings).toMatchObject([{ ruleId: group.rules[0]!.id, labels: { host: 'a' }, verdict: 'normal', value: '10' }]);
    metrics.push(ana, { __name__: 'load', host: 'a' }, after(15), 100);
    await tick(15);
    expect(await alerts()).toMatchObject([{ name: 'Unusual', status: 'firing', labels: { host: 'a' }, annotations: { explanation: expect.stringContaining('100 is above') } }]);
    metrics.push(ana, { __name__: 'load', host: 'a' }, after(30), 11);
    await tick(30);
    expect(await alerts()).toMatchObject([{ status: 'resolved' }]);
  });

  test('says nothing without enough history', async () => {
    const { start, tick, alerts, metrics, ana, work } = setup();
    const group = await start(dynamic);
    metrics.push(ana, { __name__: 'load', host: 'a' }, after(0), 1e9);
    await tick(0);
    expect(await alerts()).toEqual([]);
    expect(work.states.get(group.id)?.findings).toMatchObject([{ verdict: 'not_enough_history', samples: 0 }]);
  });
});
