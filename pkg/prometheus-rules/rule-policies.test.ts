import { dataExpression } from './index.ts';
import { alerting, minutes, setUp, T0, transitionsOf } from './testdata/scripted-host.ts';

const api = { job: 'api' };
const condition = 'up == 0';
const data = 'up == bool 0';

describe('the expression without its conditions', () => {
  test.each([
    ['up == 0', 'up == bool 0'],
    ['up', 'up'],
    ['rate(errors[5m]) / rate(all[5m]) > 0.1', 'rate(errors[5m]) / rate(all[5m]) > bool 0.1'],
    ['a > 1 and b < 2', 'a > bool 1 and b < bool 2'],
    ['a > 1 unless on (x) b', 'a > bool 1'],
    ['(a > 5) < 10', '(a > bool 5) < bool 10'],
    ['count(up == 0) > 2', 'count(up == bool 0) > bool 2'],
    ['a > on (x) group_left () b', 'a > bool on (x) group_left () b'],
    ['1 > bool 2', '1 > bool 2'],
    ['absent(up)', undefined],
    ['a > 1 or absent(b)', undefined],
    ['a >', undefined],
  ])('of %s is %s', (expr, expected) => {
    expect(dataExpression(expr)).toBe(expected);
  });
});

describe('when data is missing', () => {
  test.each([
    ['resolve', 'inactive', ['firing > inactive (condition_over)']],
    ['keep', 'firing', []],
    ['alert', 'firing', []],
  ] as const)('%s: the alert is %s', async (noData, state, transitions) => {
    const { host, evaluator } = setUp([alerting({ noData })]);
    host.answers = { [condition]: [[api, 0]], [data]: [[api, 1]] };
    await evaluator.evaluate(T0);
    host.answers = {};
    const outcome = await evaluator.evaluate(T0 + minutes(1));
    expect(outcome.rules[0]?.alerts[0]?.state).toBe(state);
    expect(transitionsOf(outcome).filter((text) => text.startsWith('firing'))).toEqual(transitions);
    host.answers = { [data]: [[api, 0]] };
    expect(transitionsOf(await evaluator.evaluate(T0 + minutes(2))).filter((text) => text.startsWith('firing'))[0]).toBe(noData === 'resolve' ? undefined : 'firing > inactive (condition_over)');
  });

  test('keep: a pending alert waits, and only those whose own data is missing are kept', async () => {
    const { host, evaluator } = setUp([alerting({ noData: 'keep', forMs: minutes(2) })]);
    host.answers = { [condition]: [[api, 0], [{ job: 'web' }, 0]], [data]: [[api, 1], [{ job: 'web' }, 1]] };
    await evaluator.evaluate(T0);
    host.answers = { [data]: [[{ job: 'web' }, 0]] };
    for (const minute of [1, 2, 3]) await evaluator.evaluate(T0 + minutes(minute));
    expect(evaluator.alertsOf(0)).toMatchObject([{ state: 'pending', labels: { job: 'api' } }]);
    host.answers = { [condition]: [[api, 0]] };
    expect(transitionsOf(await evaluator.evaluate(T0 + minutes(4)))).toEqual(['pending > firing (condition)']);
  });

  test('alert: a rule without any data has an alert of its own, which waits for its for', async () => {
    const { host, evaluator } = setUp([alerting({ noData: 'alert', forMs: minutes(1), labels: { severity: 'page' }, annotations: { text: '{{ $value }}' } })]);
    expect(transitionsOf(await evaluator.evaluate(T0))).toEqual(['inactive > pending (no_data)']);
    expect(transitionsOf(await evaluator.evaluate(T0 + minutes(1)))).toEqual(['pending > firing (no_data)']);
    expect(evaluator.alertsOf(0)).toMatchObject([{ cause: 'no_data', labels: { alertname: 'Down', severity: 'page' }, annotations: { text: 'NaN' } }]);
    host.answers = { [data]: [[api, 0]] };
    expect(transitionsOf(await evaluator.evaluate(T0 + minutes(2)))).toEqual(['firing > inactive (condition_over)']);
  });

  test('the reason is told where it is asked for', async () => {
    const { host, evaluator } = setUp([alerting()], {}, { explainResolved: true });
    host.answers = { [condition]: [[api, 0]] };
    await evaluator.evaluate(T0);
    expect(host.asked).toHaveLength(1);
    host.answers = {};
    expect(transitionsOf(await evaluator.evaluate(T0 + minutes(1)))).toEqual(['firing > inactive (no_data)']);
  });
});

describe('when a rule cannot be evaluated', () => {
  test('alert: it has an alert of its own, and the others stay as they are', async () => {
    const { host, evaluator } = setUp([alerting({ onError: 'alert', forMs: minutes(1) })]);
    host.answers = { [condition]: [[api, 0]] };
    await evaluator.evaluate(T0);
    await evaluator.evaluate(T0 + minutes(1));
    host.answers = { [condition]: new Error('no') };
    const failing = await evaluator.evaluate(T0 + minutes(2));
    expect(failing.rules).toMatchObject([{ health: 'err', lastError: 'no' }]);
    expect(transitionsOf(failing)).toEqual(['inactive > pending (error)']);
    const fired = await evaluator.evaluate(T0 + minutes(3));
    expect(transitionsOf(fired)).toEqual(['pending > firing (error)']);
    expect(fired.rules[0]?.notifications.map(({ labels, cause }) => [labels.job, cause])).toEqual([['api', undefined], [undefined, 'error']]);
    host.answers = { [condition]: [[api, 0]] };
    const recovered = await evaluator.evaluate(T0 + minutes(4));
    expect(transitionsOf(recovered)).toEqual(['firing > inactive (condition_over)']);
    expect(recovered.rules[0]?.alerts.map(({ state }) => state)).toEqual(['firing', 'inactive']);
  });
});
