import { routedAlerting, routeOf } from '../fakes/routed-alerting.ts';
import { after } from '../fakes/samples.ts';
import type { MaintenanceWindowSettings } from '../domain/maintenance-window.ts';
import type { SilenceRequest } from '../domain/silence.ts';

const setup = () => {
  const context = routedAlerting({ route: routeOf({ wait: 10, every: 60, repeat: 36_000 }) });
  const { ana, receiveSignals, work } = context;
  const fire = (pod: string) => receiveSignals(ana, [{ labels: { alertname: 'Down', pod }, startsAt: context.now(), source: 'alertmanager', ends: 'by_word' }]);
  const end = (pod: string) => receiveSignals(ana, [{ labels: { alertname: 'Down', pod }, startsAt: after(0), endsAt: context.now(), source: 'alertmanager', ends: 'by_word', ended: true }]);
  /** Notifications so far: when, and of each alert its pod and what is said of it. */
  const told = async () =>
    (await context.notifications()).map(({ createdAt, data }) => {
      const alerts = data['alerts'] as unknown as { status: string; labels: Record<string, string>; annotations: Record<string, string> }[];
      return `${(createdAt.getTime() - after(0).getTime()) / 1000}: ${alerts.map(({ status, labels, annotations }) => `${labels['pod'] ?? ''} ${annotations['flapping'] ? 'flaps' : status}`).join(', ')}`;
    });
  return { ...context, fire, end, told, work };
};
const silence = (until: number, value = 'a'): SilenceRequest => ({ matchers: [{ name: 'pod', op: '=', value }], endsAt: after(until), createdBy: 'ana', comment: 'known', annotations: {}, warnSeconds: 0 });
const maintenance = (from: number, until: number): MaintenanceWindowSettings => ({ name: 'move', matchers: [{ name: 'pod', op: '=', value: 'a' }], comment: '', effect: 'maintenance', holdRemediation: true, enabled: true, startsAt: after(from), endsAt: after(until), intervals: [] });

describe('a silence', () => {
  test('keeps its alerts quiet, and what still fires at its end is notified by the next flush', async () => {
    const { ana, createSilence, fire, told, until } = setup();
    await createSilence(ana, silence(200));
    await fire('a');
    await fire('b');
    await until(190);
    expect(await told()).toEqual(['10: b firing']);
    await until(400);
    expect(await told()).toEqual(['10: b firing', '250: a firing, b firing']);
  });

  test('survives that an alert resolves and fires again', async () => {
    const { ana, createSilence, fire, end, told, until } = setup();
    await createSilence(ana, silence(600));
    for (const start of [0, 200, 400]) {
      await until(start);
      await fire('a');
      await until(start + 100);
      await end('a');
    }
    await until(550);
    await fire('a');
    expect(await told()).toEqual([]);
    await until(700);
    expect(await told()).toHaveLength(1);
  });

  test('that is ended by hand lets the alert through at the next flush', async () => {
    const { ana, createSilence, expireSilence, fire, told, until } = setup();
    const { id } = await createSilence(ana, silence(6000));
    await fire('a');
    await until(100);
    await expireSilence(ana, id);
    await until(140);
    expect(await told()).toEqual(['130: a firing']);
  });
});

describe('a maintenance', () => {
  test('keeps quiet that alerts fire, tells that they are over, and notifies at its end what still fires', async () => {
    const { ana, createMaintenanceWindow, fire, end, told, until } = setup();
    await createMaintenanceWindow(ana, maintenance(100, 1000));
    await fire('a');
    await until(150);
    expect(await told()).toEqual(['10: a firing']);
    await end('a');
    await until(300);
    expect(await told()).toEqual(['10: a firing', '190: a resolved']);
    await fire('a');
    await until(990);
    expect(await told()).toHaveLength(2);
    await until(1100);
    expect((await told()).slice(2)).toEqual([expect.stringMatching(/^10[0-6]\d: a firing$/)]);
  });
});

describe('an alert that flaps', () => {
  test('is told once that it flaps, and when it has calmed down what it is', async () => {
    const { fire, end, told, until, work } = setup();
    for (let round = 0; round < 14; round += 1) {
      await until(round * 180);
      await fire('a');
      await until(round * 180 + 90);
      await end('a');
    }
    const atLast = await told();
    const first = atLast.findIndex((line) => line.endsWith('flaps'));
    expect(atLast.slice(0, first).every((line) => /a (firing|resolved)$/.test(line))).toBe(true);
    expect(atLast.slice(first)).toEqual([expect.stringMatching(/a flaps$/)]);
    await until(9000);
    expect((await told()).slice(first)).toEqual([expect.stringMatching(/a flaps$/), expect.stringMatching(/a resolved$/)]);
    const stopped = work.events.find(({ type }) => type === 'alerting.alert.flapping_stopped');
    expect(stopped?.data).toMatchObject({ status: 'resolved' });
  });

  test('is told to fire when it does so after it has calmed down', async () => {
    const { fire, end, told, until } = setup();
    for (let round = 0; round < 8; round += 1) {
      await until(round * 180);
      await fire('a');
      await until(round * 180 + 90);
      await end('a');
    }
    await until(1500);
    await fire('a');
    await until(9000);
    expect((await told()).slice(-2)).toEqual([expect.stringMatching(/a flaps$/), expect.stringMatching(/a firing$/)]);
  });
});
