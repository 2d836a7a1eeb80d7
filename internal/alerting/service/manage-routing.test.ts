import { parseMatchers } from '#pkg/alertmanager';
import type { RoutingSettings } from '../domain/routing-settings.ts';
import { InMemoryAlerting } from '../fakes/in-memory-alerting.ts';
import { InMemoryReceivers } from '../fakes/in-memory-receivers.ts';
import { after, someone } from '../fakes/samples.ts';
import { getRouting, getRoutingVersion, listRoutingVersions, putRouting, restoreRoutingVersion, routingNamesReceiver } from './manage-routing.ts';
import { RoutingCache } from './routing-cache.ts';

const settings = (route: Partial<RoutingSettings['route']> = {}, more: Partial<RoutingSettings> = {}): RoutingSettings => ({
  resolveTimeoutMs: 300_000,
  route: { receiver: 'ops', ...route },
  timeIntervals: [{ name: 'nights', intervals: [{ times: [{ startTime: '22:00', endTime: '24:00' }] }] }],
  inhibitRules: [],
  ...more,
});

function setup() {
  let now = after(0);
  const [work, receivers, ana] = [new InMemoryAlerting(), new InMemoryReceivers('ops', 'db'), someone()];
  const deps = { work, receivers, clock: { now: () => now } };
  const put = putRouting(deps);
  return {
    ...deps,
    ana,
    at: (seconds: number) => void (now = after(seconds)),
    put: (value: RoutingSettings, version?: number, note: string | null = null) => put(ana, value, { version, note }),
    get: () => getRouting(deps)(ana),
    versions: () => listRoutingVersions(deps)(ana, { limit: 10 }),
    version: (number: number) => getRoutingVersion(deps)(ana, number),
    restore: (number: number) => restoreRoutingVersion(deps)(ana, number),
    names: (receiver: string) => routingNamesReceiver(deps)(ana, receiver),
  };
}

describe('the routing configuration', () => {
  test('is made, read, changed and listed with who and when', async () => {
    const { put, get, versions, version, at, ana, work } = setup();
    await expect(get()).rejects.toMatchObject({ code: 'not_found' });
    await put(settings(), 0);
    at(60);
    const changed = await put(settings({ groupWaitMs: 0 }), 1, 'no waiting');
    expect(changed).toMatchObject({ version: 2, note: 'no waiting', createdAt: after(60), createdBy: ana.subject, restoredFrom: null });
    expect(await get()).toEqual(changed);
    expect((await versions()).items.map((item) => [item.version, item.createdAt])).toEqual([[2, after(60)], [1, after(0)]]);
    expect((await version(1)).settings).toEqual(settings());
    expect(work.entries).toMatchObject([{ action: 'alerting.routing.changed', after: { version: 1 } }, { action: 'alerting.routing.changed', before: { version: 1 }, after: { version: 2 } }]);
    expect(work.events.map(({ type, aggregateId, data }) => [type, aggregateId, data])).toEqual([1, 2].map((number) => ['alerting.routing.changed', ana.tenantId, { version: number }]));
  });

  test('an earlier version comes back as a new one', async () => {
    const { put, restore, get, work } = setup();
    await put(settings());
    await put(settings({ receiver: 'db' }));
    expect(await restore(1)).toMatchObject({ version: 3, restoredFrom: 1, settings: settings() });
    expect(await get()).toMatchObject({ version: 3 });
    expect(work.entries.at(-1)).toMatchObject({ action: 'alerting.routing.restored' });
    await expect(restore(9)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('an earlier version whose receivers are gone does not come back', async () => {
    const { put, restore, receivers } = setup();
    await put(settings({ receiver: 'db' }));
    await put(settings());
    receivers.all = receivers.all.filter(({ name }) => name !== 'db');
    await expect(restore(1)).rejects.toMatchObject({ code: 'invalid', details: [{ field: '/route/receiver' }] });
  });

  test('what says the same makes no version', async () => {
    const { put, work } = setup();
    await put(settings());
    expect(await put({ ...settings(), route: { receiver: 'ops' } })).toMatchObject({ version: 1 });
    expect(work.events).toHaveLength(1);
  });

  test('whoever has read another version is told', async () => {
    const { put } = setup();
    await expect(put(settings(), 3)).rejects.toMatchObject({ code: 'precondition_failed', message: 'there is no routing configuration' });
    await put(settings(), 0);
    await expect(put(settings({ groupWaitMs: 1 }), 0)).rejects.toMatchObject({ code: 'precondition_failed', message: 'the routing configuration is at version 1 by now' });
  });

  test('knows which receivers it names', async () => {
    const { put, names } = setup();
    expect(await names('ops')).toBe(false);
    await put(settings({ routes: [{ routes: [{ receiver: 'db' }] }] }));
    expect([await names('ops'), await names('db'), await names('other')]).toEqual([true, true, false]);
  });

  test('is compiled once per version, and the one that holds in the transaction counts', async () => {
    const { put, ana, work } = setup();
    const cache = new RoutingCache();
    const current = () => work.read(ana, (scope) => cache.current(ana.tenantId, scope));
    expect(await current()).toBeUndefined();
    await put(settings());
    const first = await current();
    expect(first).toMatchObject({ version: 1, resolveTimeoutMs: 300_000, root: { receiver: 'ops' } });
    expect(await current()).toBe(first);
    await put(settings({ receiver: 'db' }));
    expect(await current()).toMatchObject({ version: 2, root: { receiver: 'db' } });
  });
});

describe('what does not hold together is refused with its field', () => {
  const rule = { sourceMatchers: [], targetMatchers: [], equal: [] };
  const deep = (levels: number): RoutingSettings['route'] => (levels === 0 ? {} : { routes: [deep(levels - 1)] });

  test.each<[string, RoutingSettings, string]>([
    ['an unknown receiver', settings({ routes: [{}, { routes: [{ receiver: 'nobody' }] }] }), '/route/routes/1/routes/0/receiver'],
    ['a root without a receiver', settings({ receiver: '' }), '/route/receiver'],
    ['a root with matchers', settings({ matchers: parseMatchers('a=b') }), '/route/matchers'],
    ['a root that continues', settings({ continue: true }), '/route/continue'],
    ['a root with time intervals', settings({ muteTimeIntervals: ['nights'] }), '/route/mute_time_intervals'],
    ['an unknown time interval', settings({ routes: [{ activeTimeIntervals: ['nights', 'days'] }] }), '/route/routes/0/active_time_intervals/1'],
    ['a bad expression', settings({ routes: [{ matchers: [{ name: 'a', op: '=~', value: '(' }] }] }), '/route/routes/0/matchers/0'],
    ['an expression that explodes', settings({ routes: [{ matchers: [{ name: 'a', op: '!~', value: '((a{1,100}){1,100}){1,100}' }] }] }), '/route/routes/0/matchers/0'],
    ['a group interval of zero', settings({ groupIntervalMs: 0 }), '/route/group_interval_seconds'],
    ['a repeat interval of zero', settings({ repeatIntervalMs: 0 }), '/route/repeat_interval_seconds'],
    ['a wait of ten years', settings({ groupWaitMs: 3650 * 86_400_000 }), '/route/group_wait_seconds'],
    ['a label twice', settings({ groupBy: ['a', 'a'] }), '/route/group_by/1'],
    ['all labels and another one', settings({ groupBy: ['...', 'a'] }), '/route/group_by'],
    ['routes nested too deep', settings(deep(30)), `/route${'/routes/0'.repeat(30)}`],
    ['a bad zone', settings({}, { timeIntervals: [{ name: 'x', intervals: [{}, { location: 'Mars/Phobos' }] }] }), '/time_intervals/0/intervals/1/location'],
    ['a bad day', settings({}, { timeIntervals: [{ name: 'x', intervals: [{ daysOfMonth: ['32'] }] }] }), '/time_intervals/0/intervals/0/days_of_month/0'],
    ['a name twice', settings({}, { timeIntervals: [{ name: 'x', intervals: [] }, { name: 'x', intervals: [] }] }), '/time_intervals/1/name'],
    ['a bad matcher of a rule', settings({}, { inhibitRules: [rule, { ...rule, targetMatchers: [{ name: 'a', op: '=~', value: '[' }] }] }), '/inhibit_rules/1/target_matchers/0'],
    ['a resolve timeout of zero', settings({}, { resolveTimeoutMs: 0 }), '/resolve_timeout_seconds'],
  ])('%s', async (_what, value, field) => {
    const { put, versions } = setup();
    await expect(put(value)).rejects.toMatchObject({ code: 'invalid', details: [{ field }] });
    expect((await versions()).items).toEqual([]);
  });

  test.each<[string, RoutingSettings]>([
    ['routes', settings({ routes: Array.from({ length: 2_000 }, () => ({})) })],
    ['time intervals', settings({}, { timeIntervals: [{ name: 'x', intervals: Array.from({ length: 500 }, () => ({})) }] })],
    ['inhibition rules', settings({}, { inhibitRules: Array.from({ length: 1_001 }, () => rule) })],
  ])('too many %s', async (what, value) => {
    await expect(setup().put(value)).rejects.toMatchObject({ code: 'limit', message: expect.stringContaining(what) });
  });
});
