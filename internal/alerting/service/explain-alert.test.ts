import { planOf, routedAlerting, routeOf, team } from '../fakes/routed-alerting.ts';
import { after } from '../fakes/samples.ts';
import type { Labels } from '../domain/labels.ts';

const setup = () => {
  const route = routeOf({ wait: 30, every: 60, repeat: 600, routes: [{ matchers: [{ name: 'team', op: '=', value: 'night' }], receiver: 'night', muteTimeIntervals: ['noon'] }] });
  const inhibit = [{ source: 'alertname="Power"', target: 'alertname="Down"', equal: ['rack'] }];
  const context = routedAlerting({ route, inhibit, intervals: { noon: [{ times: [{ startTime: '12:00', endTime: '12:10' }] }] } }, [team(), team({}, 'night')]);
  const { ana, receiveSignals, alerts, explainAlert, now } = context;
  const fire = (labels: Labels) => receiveSignals(ana, [{ labels: { alertname: 'Down', ...labels }, startsAt: now(), source: 'alertmanager', ends: 'by_word' }]);
  const explained = async (pod: string) => explainAlert(ana, (await alerts()).findLast(({ labels }) => labels['pod'] === pod)!.id);
  return { ...context, fire, explained, stepsOf: async (pod: string) => (await explained(pod)).steps.map(({ step }) => step) };
};
const silenceOf = (pod: string, until: number) => ({ matchers: [{ name: 'pod', op: '=' as const, value: pod }], endsAt: after(until), createdBy: 'ben', comment: 'known', annotations: {}, warnSeconds: 0 });

describe('why was I (not) paged?', () => {
  test('before the first flush: it waits for its group', async () => {
    const { fire, explained, stepsOf } = setup();
    await fire({ pod: 'a' });
    expect(await explained('a')).toMatchObject({ wasNotified: false, nextNotificationAt: after(30), words: expect.stringMatching(/^Nobody was notified: waits for the flush of its group at 2026-03-01T12:00:30/) });
    expect(await stepsOf('a')).toEqual(['state', 'routing', 'group', 'notification', 'next']);
  });

  test('after it: told, and when it is repeated', async () => {
    const { fire, explained, until } = setup();
    await fire({ pod: 'a' });
    await until(40);
    const { wasNotified, nextNotificationAt, steps, groups } = await explained('a');
    expect([wasNotified, nextNotificationAt]).toEqual([true, after(690)]);
    expect(steps.find(({ step }) => step === 'notification')?.words).toBe(`first notification, through team-hook: delivered at ${after(30).toISOString()}`);
    expect(groups).toMatchObject([{ seat: { terms: { receiver: 'team' } }, integrations: 1, muted: [], wasTold: true }]);
    await until(700);
    expect(await explained('a')).toMatchObject({ nextNotificationAt: after(1350), groups: [{ notifications: [{ createdAt: after(690) }, { createdAt: after(30) }] }] });
  });

  test('silenced: by whom, until when, and what comes then; later that it was silenced once', async () => {
    const { ana, createSilence, fire, explained, until } = setup();
    const { id } = await createSilence(ana, silenceOf('a', 200));
    await fire({ pod: 'a' });
    await until(100);
    expect(await explained('a')).toMatchObject({ wasNotified: false, nextNotificationAt: after(210), groups: [{ muted: [{ stage: 'silence', id, until: after(200) }] }] });
    await until(300);
    const { words, steps } = await explained('a');
    expect(words).toMatch(/^Somebody was notified/);
    expect(steps.find(({ step }) => step === 'past_silence')).toMatchObject({ id, words: expect.stringContaining('silenced by ben: known') });
  });

  test('inhibited, within a mute interval, under maintenance: each with its reason', async () => {
    const { ana, receiveSignals, createMaintenanceWindow, fire, explained, until } = setup();
    await receiveSignals(ana, [{ labels: { alertname: 'Power', rack: '1' }, startsAt: after(0), source: 'alertmanager', ends: 'by_word' }]);
    await createMaintenanceWindow(ana, { name: 'move', matchers: [{ name: 'pod', op: '=', value: 'c' }], comment: '', effect: 'maintenance', holdRemediation: true, enabled: true, startsAt: after(0), endsAt: after(1200), intervals: [] });
    await fire({ pod: 'a', rack: '1' });
    await fire({ pod: 'b', team: 'night' });
    await fire({ pod: 'c' });
    await until(60);
    expect((await explained('a')).groups[0]?.muted).toMatchObject([{ stage: 'inhibition' }]);
    expect((await explained('a')).nextNotificationAt).toBeNull();
    expect((await explained('b')).groups[0]).toMatchObject({ seat: { terms: { receiver: 'night' } }, muted: [{ stage: 'mute_time', name: 'noon' }] });
    const maintained = await explained('c');
    expect(maintained.groups[0]?.muted).toMatchObject([{ stage: 'maintenance', name: 'move', until: after(1200) }]);
    expect(maintained.steps.map(({ step }) => step)).toEqual(['state', 'routing', 'group', 'maintenance', 'notification', 'remediation', 'next']);
  });

  test('could not be delivered', async () => {
    const { fire, explained, until, delivering } = setup();
    delivering(() => 'dead');
    await fire({ pod: 'a' });
    await until(40);
    expect(await explained('a')).toMatchObject({ wasNotified: false, words: expect.stringContaining('could not be delivered') });
  });

  test('nobody has the name of the receiver, or there is no routing at all', async () => {
    const { fire, explained, route } = setup();
    await fire({ pod: 'a' });
    route(planOf({ route: routeOf({ receiver: 'ghost' }) }, 2), [team()]);
    expect(await explained('a')).toMatchObject({ wasNotified: false, words: expect.stringContaining('nobody is called ghost') });
    route(undefined, []);
    expect(await explained('a')).toMatchObject({ wasNotified: false, groups: [], words: 'Nobody was notified: there is no routing configuration.' });
  });

  test('over before its group was looked at', async () => {
    const { ana, fire, explained, until, alerts, resolveAlert } = setup();
    await fire({ pod: 'a' });
    await until(10);
    await resolveAlert(ana, (await alerts())[0]!.id);
    await until(100);
    expect(await explained('a')).toMatchObject({ wasNotified: false, nextNotificationAt: null, words: expect.stringContaining('over before its group was looked at') });
  });
});
