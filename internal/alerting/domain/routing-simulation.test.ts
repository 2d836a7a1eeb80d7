import { planOf, routedAlerting, routeOf, type RoutingSample, team } from '../fakes/routed-alerting.ts';
import { after, firingAlert, noon } from '../fakes/samples.ts';
import { resolve, type Alert } from './alert.ts';
import { DEFAULT_FLAPPING_POLICY } from './flapping.ts';
import type { Labels } from './labels.ts';
import { simulateRouting, type SimulatedEpisode } from './routing-simulation.ts';

const episode = (pod: string, from: number, until: number | null, labels: Labels = {}): SimulatedEpisode => {
  const alert = firingAlert({ labels: { alertname: 'Down', pod, ...labels }, startsAt: after(from), endsAt: after(from + 240) }, after(from));
  return { alert: until === null ? alert : over(alert, until), from: after(from), until: until === null ? null : after(until) };
};
const over = (alert: Alert, seconds: number) => resolve(alert, { resolution: 'source', by: 'ana', endsAt: after(seconds) }, after(seconds));
const run = (sample: RoutingSample, episodes: readonly SimulatedEpisode[], until = 3600, sendResolved = true) =>
  simulateRouting({ plan: planOf(sample), episodes, until: after(until), sendResolved: () => sendResolved }).map(({ at, receiver, reason, firing, resolved }) => [(at.getTime() - noon.getTime()) / 1000, receiver, reason, firing.length, resolved.length]);

describe('a routing run over alerts as they were', () => {
  test.each<[string, RoutingSample, SimulatedEpisode[], unknown[]]>([
    ['waits, tells what is new at its ticks, and the end', { route: routeOf({ wait: 30, every: 60 }) }, [episode('a', 0, 300), episode('b', 100, 300)], [
      [30, 'team', 'first notification', 1, 0], [150, 'team', 'new alerts added', 2, 0], [330, 'team', 'all alerts resolved', 0, 2],
    ]],
    ['tells nothing of what was over before the first flush', { route: routeOf({ wait: 30 }) }, [episode('a', 0, 20)], []],
    ['repeats when the interval is over', { route: routeOf({ wait: 0, every: 60, repeat: 600 }) }, [episode('a', 0, null)], [0, 660, 1320, 1980, 2640, 3300].map((at) => [at, 'team', at === 0 ? 'first notification' : 'repeat interval elapsed', 1, 0])],
    ['begins a group anew', { route: routeOf({ wait: 30, every: 60, repeat: 600 }) }, [episode('a', 0, 100), episode('a', 1000, 1100)], [
      [30, 'team', 'first notification', 1, 0], [150, 'team', 'all alerts resolved', 0, 1], [1030, 'team', expect.any(String), 1, 0], [1150, 'team', 'all alerts resolved', 0, 1],
    ]],
    ['leaves out what is inhibited while its source fires', { route: routeOf({ wait: 10, every: 60, by: 'all' }), inhibit: [{ source: 'alertname="Power"', target: 'alertname="Down"', equal: ['rack'] }] },
      [episode('a', 0, null, { rack: '1' }), episode('b', 0, null, { rack: '2' }), episode('p', 0, 200, { alertname: 'Power', rack: '1' })],
      [[10, 'team', 'first notification', 1, 0], [10, 'team', 'first notification', 1, 0], [250, 'team', 'first notification', 1, 0], [250, 'team', 'all alerts resolved', 0, 1]]],
    ['is quiet in mute time intervals', { route: routeOf({ wait: 0, every: 60, routes: [{ matchers: [{ name: 'pod', op: '=', value: 'a' }], muteTimeIntervals: ['noon'] }] }), intervals: { noon: [{ times: [{ startTime: '12:00', endTime: '12:10' }] }] } },
      [episode('a', 0, null), episode('b', 0, 30)], [[0, 'team', 'first notification', 1, 0], [60, 'team', 'all alerts resolved', 0, 1], [600, 'team', 'first notification', 1, 0]]],
  ])('%s', (_, sample, episodes, expected) => {
    expect(run(sample, episodes)).toEqual(expected);
  });

  test('says nothing of ends to whom does not want to hear of them', () => {
    expect(run({ route: routeOf({ wait: 0, every: 60 }) }, [episode('a', 0, 100)], 3600, false)).toEqual([[0, 'team', 'first notification', 1, 0]]);
  });

  test('tells what the product has told of the same alerts', async () => {
    const sample: RoutingSample = { route: routeOf({ wait: 20, every: 45, repeat: 300, by: ['alertname', 'zone'] }), inhibit: [{ source: 'alertname="Power"', target: 'alertname="Down"', equal: ['zone'] }] };
    const { ana, receiveSignals, until, now, alerts, notifications, updateFlappingPolicy } = routedAlerting(sample, [team()]);
    await updateFlappingPolicy(ana, { ...DEFAULT_FLAPPING_POLICY, enabled: false }, 0);
    let chance = 7;
    const draw = (below: number) => (chance = (chance * 48_271) % 2_147_483_647) % below;
    for (let time = 0; time < 3000; time += 1 + draw(40)) {
      await until(time);
      const labels = { alertname: draw(5) === 0 ? 'Power' : 'Down', zone: String(draw(2)), pod: String(draw(3)) };
      await receiveSignals(ana, [{ labels, startsAt: now(), source: 'alertmanager', ends: 'by_word', ended: draw(3) === 0 }]);
    }
    await until(3600);
    const told = (await notifications()).map(({ createdAt, groupKey, reason, firing, resolved }) => [createdAt, groupKey, reason, [...firing].sort(), [...resolved].sort()]);
    const episodes = (await alerts()).flatMap((alert): SimulatedEpisode[] => (alert.firedAt ? [{ alert, from: alert.firedAt, until: alert.resolvedAt }] : []));
    const simulated = simulateRouting({ plan: planOf(sample), episodes, until: after(3600), sendResolved: () => true });
    const inOrder = (rows: readonly unknown[][]) => rows.map((row) => JSON.stringify(row)).sort();
    expect(told.length).toBeGreaterThan(25);
    expect(inOrder(simulated.map(({ at, groupKey, reason, firing, resolved }) => [at, groupKey, reason, [...firing].sort(), [...resolved].sort()]))).toEqual(inOrder(told));
  });

  test('is refused when it would take too long', () => {
    expect(() => run({ route: routeOf({ wait: 0, every: 1 }) }, [episode('a', 0, null), episode('b', 0, null, { alertname: 'Other' })], 60_000)).toThrow(expect.objectContaining({ code: 'invalid', details: [expect.objectContaining({ field: '/since' })] }) as Error);
  });
});
