import fc from 'fast-check';
import { Labels } from '#pkg/promql';
import { type ForStateSeries, type GroupState, RuleGroupEvaluator, slotOf } from './index.ts';
import { alerting, groupOf, minutes, recording, sampleText, ScriptedHost, setUp, T0 } from './testdata/scripted-host.ts';

const throughJson = (state: GroupState): GroupState => JSON.parse(JSON.stringify(state)) as GroupState;

describe('the state of a group', () => {
  const rules = [alerting({ forMs: minutes(2), keepFiringForMs: minutes(2), labels: { l: '{{ $value }}' } }), recording({ expr: 'up == 0' }), alerting({ alert: 'Same', noData: 'keep' }), alerting({ alert: 'Failing', onError: 'alert', expr: 'f' })];
  const series = fc.uniqueArray(fc.constantFrom('a', 'b', 'c'), { maxLength: 3 });
  const step = fc.record({ present: series, value: fc.constantFrom(0, 1, NaN, Infinity, -0), fails: fc.boolean(), hasData: fc.boolean(), minutes: fc.integer({ min: 1, max: 9 }), restarts: fc.boolean() });

  test('goes through JSON at any time without anybody noticing', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(step, { maxLength: 25 }), async (steps) => {
        const [host, other] = [new ScriptedHost(), new ScriptedHost()];
        const straight = new RuleGroupEvaluator(groupOf(rules), host, { now: () => 0 });
        let restarting = new RuleGroupEvaluator(groupOf(rules), other, { now: () => 0 });
        let timeMs = T0;
        for (const { present, value, fails, hasData, minutes: passed, restarts } of steps) {
          timeMs += minutes(passed);
          const answer = present.map((job) => [{ job }, value] as const);
          host.answers = other.answers = { 'up == 0': answer, 'up == bool 0': hasData ? [[{ job: 'a' }, 1], ...answer.slice(1)] : answer, f: fails ? new Error('no') : [] };
          const outcomes = [await straight.evaluate(timeMs), await restarting.evaluate(timeMs)];
          expect(outcomes[1]).toEqual(outcomes[0]);
          if (!restarts) continue;
          const state = throughJson(restarting.snapshot());
          restarting = new RuleGroupEvaluator(groupOf(rules), other, { now: () => 0 });
          restarting.restore(state);
          expect(throughJson(restarting.snapshot())).toEqual(state);
        }
        expect(other.appended).toEqual(host.appended);
      }),
      { numRuns: 150 },
    );
  });

  test('moves to the rules of a changed group by name and labels, equal ones in order; what others wrote ends', async () => {
    const before = setUp([recording(), recording(), alerting({ labels: { v: '1' } }), recording({ record: 'gone' })]);
    before.host.answers = { up: [[{ i: '1' }, 1]], 'up == 0': [[{ i: '1' }, 0]] };
    await before.evaluator.evaluate(T0);
    const after = setUp([alerting({ labels: { v: '1' }, expr: 'changed' }), recording({ expr: 'none' }), alerting({ labels: { v: '2' } })]);
    after.evaluator.restore(throughJson(before.evaluator.snapshot()));
    expect(after.evaluator.alertsOf(0)).toMatchObject([{ state: 'firing', activeAtMs: T0 }]);
    expect(after.evaluator.alertsOf(2)).toEqual([]);
    await after.evaluator.evaluate(T0 + minutes(1));
    const [alerts, recorded, gone, ...more] = after.host.appended;
    expect(more).toEqual([]);
    expect(alerts?.samples.map(({ value }) => value)).toEqual(['stale', 'stale']);
    expect(recorded?.samples.map(sampleText)).toEqual(['{__name__="r", i="1"} stale @60']);
    expect([gone?.origin, gone?.samples.map(sampleText)]).toEqual([undefined, ['{__name__="r", i="1"} stale @60', '{__name__="gone", i="1"} stale @60']]);
    await after.evaluator.evaluate(T0 + minutes(2));
    expect(after.host.appended).toHaveLength(3);
  });

  test('a longer for makes a firing alert wait again', async () => {
    const before = setUp([alerting({ forMs: minutes(1) })]);
    before.host.answers['up == 0'] = [[{}, 0]];
    await before.evaluator.evaluate(T0);
    await before.evaluator.evaluate(T0 + minutes(1));
    const after = setUp([alerting({ forMs: minutes(5) })]);
    after.host.answers = before.host.answers;
    after.evaluator.restore(before.evaluator.snapshot());
    const { rules } = await after.evaluator.evaluate(T0 + minutes(2));
    expect(rules[0]?.transitions).toMatchObject([{ from: 'firing', to: 'pending', reason: 'for_raised', alert: { firedAtMs: undefined, lastSentAtMs: undefined, activeAtMs: T0 } }]);
  });
});

describe('restoring from ALERTS_FOR_STATE', () => {
  const start = T0 + minutes(120);
  const forMs = minutes(30);

  async function restored(activeMinutes: number, lastSeenMinutes: number, rule = alerting({ forMs }), value?: 'stale') {
    const { host, evaluator } = setUp([rule], {}, { shouldRestore: true });
    host.answers['up == 0'] = [[{ job: 'api' }, 0]];
    await evaluator.evaluate(start);
    const written = host.appended.length;
    const asked: unknown[] = [];
    const found: ForStateSeries = { labels: Labels.from({ __name__: 'ALERTS_FOR_STATE', alertname: 'Down', job: 'api' }), timeMs: start - minutes(lastSeenMinutes), value: value ?? (start - minutes(activeMinutes)) / 1000 };
    const count = await evaluator.restoreForState(start, async (matchers, range) => {
      asked.push([matchers.map(({ name, value: wanted }) => `${name}=${wanted}`), range]);
      return [found];
    });
    await evaluator.evaluate(start + minutes(1));
    return { written, count, asked, minutesAgo: (start - (evaluator.alertsOf(0)[0]?.activeAtMs ?? NaN)) / 60_000, appended: host.appended.length };
  }

  test.each([
    ['has waited for long enough: it keeps its time', 50, 10, 50],
    ['had long to wait yet: the downtime does not count', 20, 15, 5],
    ['had a little to wait yet: a grace period', 30, 5, 20],
  ])('an alert that %s', async (_what, activeMinutes, lastSeenMinutes, expected) => {
    expect(await restored(activeMinutes, lastSeenMinutes)).toMatchObject({ count: 1, minutesAgo: expected });
  });

  test('nothing is written before; one hour is looked back; only labels without templates are asked for', async () => {
    const rule = alerting({ forMs, labels: { severity: 'page', v: '{{ $value }}' } });
    expect(await restored(50, 10, rule)).toMatchObject({
      written: 0, appended: 1,
      asked: [[['severity=page', '__name__=ALERTS_FOR_STATE', 'alertname=Down'], { startMs: start - minutes(60), endMs: start }]],
    });
  });

  test('a rule whose for is shorter than the grace period is not restored, nor an alert that had ended', async () => {
    expect(await restored(50, 10, alerting({ forMs: minutes(9) }))).toMatchObject({ asked: [], count: 0, minutesAgo: 0, appended: 1 });
    expect(await restored(50, 10, undefined, 'stale')).toMatchObject({ count: 0, minutesAgo: 0 });
  });

  test('a lookup that fails leaves the alerts as they are', async () => {
    const { host, evaluator } = setUp([alerting({ forMs })], {}, { shouldRestore: true });
    host.answers['up == 0'] = [[{}, 0]];
    await evaluator.evaluate(start);
    expect(await evaluator.restoreForState(start, () => Promise.reject(new Error('no')))).toBe(0);
    await evaluator.evaluate(start + minutes(1));
    expect(host.appended).toHaveLength(1);
  });
});

describe('the slots of a group', () => {
  test.each([
    ['node', 'rules.yml', 60_000, 6_170],
    ['node', 'other.yml', 60_000, 33_734],
    ['g', '', 15_000, 10_600],
    ['kubernetes-système', '/etc/prometheus/rules/a-very-long-name-of-a-file-of-rules-that-goes-on.yml', 30_000, 4_116],
    ['x', 'y', 1, 0],
  ])('of %s in %j are those of Prometheus', (name, file, intervalMs, offsetMs) => {
    expect(slotOf({ name, file }, intervalMs)).toMatchObject({ intervalMs, offsetMs });
  });

  test('follow one another, and those left out are counted', () => {
    const slots = slotOf({ name: 'node', file: 'rules.yml' }, 60_000);
    const first = slots.at(T0);
    expect([first % 60_000, first <= T0, slots.after(T0) - first, slots.at(first), slots.after(first)]).toEqual([6_170, true, 60_000, first, first + 60_000]);
    expect([slots.missed(first, first), slots.missed(first, first + 60_000), slots.missed(first, first + 180_000), slots.missed(first, first + 239_999)]).toEqual([0, 0, 2, 2]);
  });

  test.each([0, -1, NaN, 0.5])('there are none for an interval of %s', (intervalMs) => {
    expect(() => slotOf({ name: 'g', file: '' }, intervalMs)).toThrow(RangeError);
  });
});
