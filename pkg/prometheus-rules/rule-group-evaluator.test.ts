import { emptyHistogram } from '#pkg/promql';
import type { AlertingRule, EvaluatorOptions, RuleGroup } from './index.ts';
import { alerting, minutes, recording, sampleText, setUp, T0, transitionsOf } from './testdata/scripted-host.ts';

const api = { __name__: 'up', job: 'api' };
const web = { __name__: 'up', job: 'web' };

/** The states of the one alert of a rule, minute by minute; `1` is a minute at which the condition holds. */
async function statesOver(condition: string, rule: Partial<AlertingRule>, changes: Partial<RuleGroup> = {}, options: EvaluatorOptions = {}) {
  const { host, evaluator } = setUp([alerting(rule)], changes, options);
  const states: string[] = [];
  const transitions: string[] = [];
  const told: string[] = [];
  for (const [minute, holds] of [...condition].entries()) {
    host.answers['up == 0'] = holds === '1' ? [[api, 0]] : [];
    const outcome = await evaluator.evaluate(T0 + minutes(minute));
    states.push((outcome.rules[0]?.alerts[0]?.state ?? '-').charAt(0));
    transitions.push(...transitionsOf(outcome).map((text) => `${minute}: ${text}`));
    told.push(...(outcome.rules[0]?.notifications ?? []).map(({ state }) => `${minute}: ${state}`));
  }
  return { states: states.join(''), transitions, told };
}

describe('an alert over time', () => {
  test.each<[string, string, Partial<AlertingRule>, string, string[]]>([
    ['fires at once without for', '0110', {}, '-ffi', ['1: inactive > firing (condition)', '3: firing > inactive (condition_over)']],
    ['waits for its for', '1111', { forMs: minutes(2) }, 'ppff', ['0: inactive > pending (condition)', '2: pending > firing (condition)']],
    ['with a for shorter than the interval fires at the next evaluation', '111', { forMs: 1 }, 'pff', ['0: inactive > pending (condition)', '1: pending > firing (condition)']],
    ['starts over when its condition was over while pending', '110111', { forMs: minutes(2) }, 'pp-ppf', ['0: inactive > pending (condition)', '2: pending > inactive (condition_over)', '3: inactive > pending (condition)', '5: pending > firing (condition)']],
    ['keeps firing for its time', '10000', { keepFiringForMs: minutes(2) }, 'fffii', ['0: inactive > firing (condition)', '3: firing > inactive (keep_firing_over)']],
    ['begins that time anew when its condition returns', '100100000', { keepFiringForMs: minutes(3) }, 'fffffffii', ['0: inactive > firing (condition)', '7: firing > inactive (keep_firing_over)']],
    ['does not keep pending', '100', { forMs: minutes(5), keepFiringForMs: minutes(5) }, 'p--', ['0: inactive > pending (condition)', '1: pending > inactive (condition_over)']],
    ['is a new one after it was resolved', '1011', { forMs: 0 }, 'fiff', ['0: inactive > firing (condition)', '1: firing > inactive (condition_over)', '2: inactive > firing (condition)']],
    ['is kept for 15 minutes once resolved', `1${'0'.repeat(18)}`, {}, `f${'i'.repeat(16)}--`, ['0: inactive > firing (condition)', '1: firing > inactive (condition_over)']],
  ])('%s', async (_what, condition, rule, states, transitions) => {
    expect(await statesOver(condition, rule)).toMatchObject({ states, transitions });
  });

  test('is told when it fires, again after the resend delay, and 15 minutes long when it is resolved', async () => {
    const { told } = await statesOver(`0111110${'0'.repeat(18)}`, { forMs: minutes(1) }, {}, { resendDelayMs: minutes(2) });
    expect(told).toEqual(['2: firing', '5: firing', '6: inactive', '9: inactive', '12: inactive', '15: inactive', '18: inactive', '21: inactive']);
  });

  test('ends for those who were told when nobody tells them for four intervals, or resend delays', async () => {
    for (const [intervalMs, resendDelayMs, expected] of [[60_000, 60_000, 240_000], [15_000, 60_000, 240_000], [300_000, 60_000, 1_200_000]] as const) {
      const { host, evaluator } = setUp([alerting()], { intervalMs }, { resendDelayMs });
      host.answers['up == 0'] = [[api, 0]];
      const { rules } = await evaluator.evaluate(T0);
      expect(rules[0]?.notifications).toMatchObject([{ state: 'firing', firedAtMs: T0, lastSentAtMs: T0, validUntilMs: T0 + expected }]);
    }
  });

  test('says for how long it may be taken for firing as it is told to', async () => {
    const { host, evaluator } = setUp([alerting()], { intervalMs: 15_000 }, { validForMs: (intervalMs) => 10 * intervalMs });
    host.answers['up == 0'] = [[api, 0]];
    expect((await evaluator.evaluate(T0)).rules[0]?.notifications).toMatchObject([{ validUntilMs: T0 + 150_000 }]);
  });

  test('describes itself as it was at its evaluation, however late somebody looks', async () => {
    const { host, evaluator } = setUp([alerting({ annotations: { summary: '{{ $labels.job }} is {{ $value }}', runbook: 'https://x' } })]);
    const seen = [];
    for (const [minute, value] of [5, 7].entries()) {
      host.answers['up == 0'] = [[api, value]];
      seen.push((await evaluator.evaluate(T0 + minutes(minute))).rules[0]?.alerts[0]?.annotations);
    }
    expect(seen).toEqual([{ summary: 'api is 5', runbook: 'https://x' }, { summary: 'api is 7', runbook: 'https://x' }]);
  });

  test('knows its times', async () => {
    const { host, evaluator } = setUp([alerting({ forMs: minutes(1), keepFiringForMs: minutes(1) })]);
    for (const [minute, holds] of [1, 1, 0, 0].entries()) {
      host.answers['up == 0'] = holds ? [[api, minute]] : [];
      await evaluator.evaluate(T0 + minutes(minute));
    }
    expect(evaluator.alertsOf(0)).toMatchObject([{ state: 'inactive', value: 1, activeAtMs: T0, firedAtMs: T0 + minutes(1), keepFiringSinceMs: T0 + minutes(2), resolvedAtMs: T0 + minutes(3) }]);
  });
});

describe('labels and annotations', () => {
  test('are those of the result without its name, below those of the rule, below those that are always set', async () => {
    const rule = alerting({ labels: { job: 'own', severity: 'page', zone: '', seen: '{{ $labels.job }}', alertname: 'other' }, annotations: { text: '{{ $labels.job }} is {{ $value }} in {{ $externalLabels.cluster }}' } });
    const { host, evaluator } = setUp([rule], { labels: { severity: 'low', team: 'infra' } }, { externalLabels: { cluster: 'eu' } });
    host.answers['up == 0'] = [[{ ...api, zone: 'a', team: 'x', instance: 'i' }, 0.5]];
    const { rules } = await evaluator.evaluate(T0);
    expect(rules[0]?.alerts).toMatchObject([
      { labels: { alertname: 'Down', instance: 'i', job: 'own', seen: 'api', severity: 'page', team: 'infra' }, annotations: { text: 'api is 0.5 in eu' } },
    ]);
    expect(Object.keys(rules[0]?.alerts[0]?.labels ?? {})).not.toContain('zone');
  });

  test('values and annotations are those of now, labels make another alert', async () => {
    const { host, evaluator } = setUp([alerting({ annotations: { text: '{{ $value }}' } })]);
    host.answers['up == 0'] = [[api, 1]];
    await evaluator.evaluate(T0);
    host.answers['up == 0'] = [[api, 2], [web, 3]];
    await evaluator.evaluate(T0 + minutes(1));
    expect(evaluator.alertsOf(0)).toMatchObject([{ value: 2, annotations: { text: '2' }, activeAtMs: T0 }, { value: 3, annotations: { text: '3' }, activeAtMs: T0 + minutes(1) }]);
  });

  test('a template that fails leaves its reason', async () => {
    const { host, evaluator } = setUp([alerting({ labels: { a: '{{ humanize "x" }}' }, annotations: { b: '{{ nope }}' } })]);
    host.answers['up == 0'] = [[api, 1]];
    await evaluator.evaluate(T0);
    expect(evaluator.alertsOf(0)).toMatchObject([
      {
        labels: { a: '<error expanding template: error executing template __alert_Down: template: __alert_Down:1:115: executing "__alert_Down" at <humanize "x">: error calling humanize: strconv.ParseFloat: parsing "x": invalid syntax>' },
        annotations: { b: '<error expanding template: error parsing template __alert_Down: template: __alert_Down:1: function "nope" not defined>' },
      },
    ]);
  });

  test('templates query at the time of the evaluation, whatever the offset', async () => {
    const { host, evaluator } = setUp([alerting({ annotations: { text: '{{ query "x" | first | value }}' } })], { queryOffsetMs: 30_000 });
    host.answers = { 'up == 0': [[api, 1]], x: [[{}, 7]] };
    const { rules } = await evaluator.evaluate(T0);
    expect([rules[0]?.alerts[0]?.annotations, host.asked]).toEqual([{ text: '7' }, [['up == 0', T0 - 30_000], ['x', T0]]]);
  });

  test('a native histogram is a value for templates and 0 for everybody else', async () => {
    const { host, evaluator } = setUp([alerting({ annotations: { text: '{{ $value }}' } })]);
    host.answers['up == 0'] = [[api, { ...emptyHistogram, count: 3, sum: 5 }]];
    const { rules } = await evaluator.evaluate(T0);
    expect(rules[0]?.alerts).toMatchObject([{ value: 0, annotations: { text: '{count:3, sum:5}' } }]);
  });
});

describe('what rules write', () => {
  test('active alerts are ALERTS and ALERTS_FOR_STATE, which end with them', async () => {
    const { host, evaluator } = setUp([alerting({ forMs: minutes(1), labels: { none: '{{ $labels.x }}' } })], { queryOffsetMs: 10_000 });
    host.answers['up == 0'] = [[api, 0]];
    await evaluator.evaluate(T0);
    expect(host.lastWritten).toEqual(['{__name__="ALERTS", alertname="Down", alertstate="pending", job="api", none="{{ $labels.x }}"} 1 @-10', `{__name__="ALERTS_FOR_STATE", alertname="Down", job="api", none="{{ $labels.x }}"} ${T0 / 1000} @-10`]);
    await evaluator.evaluate(T0 + minutes(1));
    expect(host.lastWritten.map((text) => /alertstate="(\w+)".* (\w+) @50/.exec(text)?.slice(1))).toEqual([['firing', '1'], undefined, ['pending', 'stale']]);
    host.answers['up == 0'] = [];
    await evaluator.evaluate(T0 + minutes(2));
    expect(host.lastWritten.map((text) => text.includes('stale @110'))).toEqual([true, true]);
    await evaluator.evaluate(T0 + minutes(3));
    expect(host.appended).toHaveLength(3);
  });

  test('recording rules rename, set labels, keep histograms, and end what vanishes', async () => {
    const { host, evaluator } = setUp([recording({ labels: { job: '', team: 'x' } })], { labels: { team: 'low', zone: 'a' }, queryOffsetMs: 1000 });
    host.answers.up = [[{ ...api, i: '1' }, 1], [{ ...api, i: '2' }, { ...emptyHistogram, count: 1 }]];
    await evaluator.evaluate(T0);
    expect(host.lastWritten).toEqual(['{__name__="r", i="1", team="x", zone="a"} 1 @-1', '{__name__="r", i="2", team="x", zone="a"} histogram @-1']);
    host.answers.up = [[{ i: '2' }, NaN]];
    const outcome = await evaluator.evaluate(T0 + minutes(1));
    expect(host.lastWritten).toEqual(['{__name__="r", i="2", team="x", zone="a"} NaN @59', '{__name__="r", i="1", team="x", zone="a"} stale @59']);
    expect(outcome.samples).toBe(1);
  });

  test('a scalar is a series without labels; anything else is none', async () => {
    const { host, evaluator } = setUp([recording()]);
    host.answers.up = { type: 'scalar', timeMs: T0, value: 4 };
    await evaluator.evaluate(T0);
    expect(host.lastWritten).toEqual(['{__name__="r"} 4 @0']);
    host.answers.up = { type: 'string', timeMs: T0, value: 'x' };
    expect((await evaluator.evaluate(T0 + 1)).rules).toMatchObject([{ health: 'err', lastError: 'rule result is not a vector or scalar' }]);
  });

  test('is handed over before the next rule runs', async () => {
    const { host, evaluator } = setUp([recording(), recording({ record: 's', expr: 'r' }), alerting({ expr: 's' })]);
    host.answers = { up: [[api, 1]] };
    host.onAppend = ([first]) => {
      if (first?.labels.metricName === 'r') host.answers.r = [[{}, 2]];
      if (first?.labels.metricName === 's') host.answers.s = [[{}, 3]];
    };
    const { rules } = await evaluator.evaluate(T0);
    expect(rules.map(({ samples }) => samples.map(sampleText)[0]?.split(' ').at(-2))).toEqual(['1', '2', '1']);
    expect(host.appended.map(({ origin }) => origin?.index)).toEqual([0, 1, 2]);
  });
});

describe('a rule that fails', () => {
  test('keeps its alerts, tells nobody, ends nothing, and says why', async () => {
    const { host, evaluator } = setUp([alerting(), recording()]);
    host.answers = { 'up == 0': [[api, 0]], up: [[api, 1]] };
    await evaluator.evaluate(T0);
    host.answers['up == 0'] = new Error('too many samples');
    const { rules } = await evaluator.evaluate(T0 + minutes(5));
    expect(rules).toMatchObject([{ health: 'err', lastError: 'too many samples', alerts: [{ state: 'firing' }], notifications: [], transitions: [], samples: [] }, { health: 'ok' }]);
    host.answers['up == 0'] = [];
    await evaluator.evaluate(T0 + minutes(6));
    expect(host.appended.at(-2)?.samples.map(({ value }) => value)).toEqual(['stale', 'stale']);
    expect(evaluator.snapshot().rules[0]).toMatchObject({ health: 'ok', lastError: undefined });
  });

  test.each([
    [alerting({ labels: { job: 'same' } }), 'vector contains metrics with the same labelset after applying alert labels'],
    [recording({ expr: 'up == 0', labels: { job: '' } }), 'vector contains metrics with the same labelset after applying rule labels'],
  ])('for two results with the same labels changes nothing', async (rule, message) => {
    const { host, evaluator } = setUp([rule]);
    host.answers['up == 0'] = [[api, 0], [web, 0]];
    expect((await evaluator.evaluate(T0)).rules).toMatchObject([{ health: 'err', lastError: message, alerts: [], samples: [] }]);
  });

  test('for its limit loses all its alerts, but ends no series', async () => {
    const { host, evaluator } = setUp([alerting(), recording()], { limit: 1 });
    host.answers = { 'up == 0': [[api, 0]], up: [[api, 1], [web, 1]] };
    expect((await evaluator.evaluate(T0)).rules.map(({ lastError }) => lastError)).toEqual([undefined, 'exceeded limit of 1 with 2 series']);
    host.answers['up == 0'] = [[api, 0], [web, 0]];
    const outcome = await evaluator.evaluate(T0 + minutes(1));
    expect(outcome.rules[0]).toMatchObject({ lastError: 'exceeded limit of 1 with 2 alerts', alerts: [], samples: [] });
    expect(transitionsOf(outcome)).toEqual(['firing > inactive (limit)']);
  });

  test('to write has failed, and writes the same again', async () => {
    const { host, evaluator } = setUp([recording()]);
    host.answers.up = [[api, 1]];
    await evaluator.evaluate(T0);
    host.answers.up = [];
    host.onAppend = () => {
      throw new Error('storage is away');
    };
    expect((await evaluator.evaluate(T0 + minutes(1))).rules).toMatchObject([{ health: 'err', lastError: 'storage is away' }]);
    host.onAppend = () => undefined;
    await evaluator.evaluate(T0 + minutes(2));
    expect(host.lastWritten).toEqual(['{__name__="r", job="api"} stale @120']);
  });

  test('is one of whose samples some are refused; those are not ended later', async () => {
    const { host, evaluator } = setUp([recording()]);
    host.answers.up = [[api, 1], [web, 1]];
    host.onAppend = () => ({ refusals: [{ index: 0, reason: 'out of order sample' }] });
    expect((await evaluator.evaluate(T0)).rules).toMatchObject([{ health: 'err', lastError: 'out of order sample' }]);
    host.answers.up = [];
    await evaluator.evaluate(T0 + minutes(1));
    expect(host.lastWritten).toEqual(['{__name__="r", job="web"} stale @60']);
  });

  test('does not begin once nobody waits', async () => {
    const controller = new AbortController();
    const { host, evaluator } = setUp([recording(), recording({ record: 's' })]);
    host.answers.up = [[api, 1]];
    host.onAppend = () => controller.abort();
    expect((await evaluator.evaluate(T0, controller.signal)).rules.map(({ index }) => index)).toEqual([0]);
  });
});
