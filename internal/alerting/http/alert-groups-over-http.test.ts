import type { Operations } from '#internal/platform/http';
import { type ContractServer, startContractServer } from '#test/support';
import { routedAlerting, type RoutingSample, routeOf, team } from '../fakes/routed-alerting.ts';
import { after, someone } from '../fakes/samples.ts';
import { configText } from '../service/config-text.ts';
import { getAlertGroup, listAlertGroups, listGroupNotifications } from '../service/read-alert-groups.ts';
import { inhibitionStage } from '../service/inhibition-stage.ts';
import { silenceStage } from '../service/silence-stage.ts';
import { activeTimeStage, muteTimeStage } from '../service/time-stages.ts';
import { viewAlertGroups, viewAlerts } from '../service/view-alerts.ts';
import { alertGroupOperations } from './alert-group-operations.ts';
import { alertmanagerAlertOperations } from './alertmanager-alert-operations.ts';

const { tenantId } = someone();

function operationsOf({ work, routing, receivers, now }: ReturnType<typeof routedAlerting>) {
  const [alertStages, routeStages] = [[inhibitionStage, silenceStage], [activeTimeStage, muteTimeStage]];
  const deps = { work, routing, receivers, clock: { now }, alertStages, routeStages, stages: [...alertStages, ...routeStages] };
  return {
    ...alertGroupOperations({ listAlertGroups: listAlertGroups(deps), getAlertGroup: getAlertGroup(deps), listAlertGroupNotifications: listGroupNotifications(deps) }),
    ...alertmanagerAlertOperations({ viewAlerts: viewAlerts(deps), viewAlertGroups: viewAlertGroups(deps), receivers, configText: configText(() => Promise.resolve('route:\n  receiver: team\n')), clock: deps.clock }),
  };
}

let server: ContractServer;
let current: Partial<Operations>;

beforeAll(async () => {
  const operations = Object.keys(operationsOf(routedAlerting({ route: routeOf() }))) as (keyof Operations)[];
  server = await startContractServer({ operations, current: () => current, tenantId });
});
afterAll(() => server.stop());

const [down, slow, far] = [{ severity: 'critical', service: 's', pod: 'a' }, { severity: 'warning', service: 's', pod: 'b' }, { severity: 'warning', service: 't', pod: 'c' }];
const sample: RoutingSample = { route: routeOf({ by: ['service'] }), inhibit: [{ source: 'severity="critical"', target: 'severity="warning"', equal: ['service'] }] };

async function setup(given: RoutingSample = sample) {
  const alerting = routedAlerting(given, [team()], { ...someone(), tenantId });
  current = operationsOf(alerting);
  await alerting.fire(down, slow, far);
  const get = async (path: string) => {
    const answer = await fetch(`${server.url}${path}`, { headers: { authorization: 'Bearer alerts:read' } });
    return { status: answer.status, body: (await answer.json()) as never };
  };
  const pods = async (path: string) => ((await get(path)).body as readonly { readonly labels: { readonly pod: string } }[]).map(({ labels }) => labels.pod).sort();
  return { ...alerting, get, pods };
}

describe("Alertmanager's API v2", () => {
  test('shows alerts with whom they are told to and what holds them back, under both prefixes', async () => {
    const { get, ana, createSilence } = await setup();
    const silence = await createSilence(ana, { matchers: [{ name: 'pod', op: '=', value: 'c' }], endsAt: after(3600), createdBy: 'ana', comment: 'test', annotations: {}, warnSeconds: 0 });
    const { status, body } = await get('/alertmanager/api/v2/alerts');
    const shown = Object.fromEntries((body as readonly { readonly labels: { readonly pod: string }; readonly status: object }[]).map((alert) => [alert.labels.pod, alert]));
    const source = (shown['a'] as unknown as { readonly fingerprint: string }).fingerprint;
    expect(status).toBe(200);
    expect(shown).toMatchObject({
      a: { receivers: [{ name: 'team' }], status: { state: 'active', inhibitedBy: [], silencedBy: [], mutedBy: [] }, labels: { alertname: 'Down', ...down }, annotations: { summary: 'checkout is slow' }, startsAt: after(0).toISOString(), endsAt: after(7200).toISOString() },
      b: { status: { state: 'suppressed', inhibitedBy: [source], silencedBy: [] } },
      c: { status: { state: 'suppressed', inhibitedBy: [], silencedBy: [silence.id] } },
    });
    expect((await get('/api/v2/alerts')).body).toEqual(body);
  });

  test('filters by matchers, state and receiver', async () => {
    const { pods, get } = await setup();
    expect(await pods('/api/v2/alerts?filter=severity%3D%22warning%22&filter=service%3D~%22s%7Ct%22')).toEqual(['b', 'c']);
    expect(await pods('/api/v2/alerts?inhibited=false')).toEqual(['a', 'c']);
    expect(await pods('/api/v2/alerts?active=false')).toEqual(['b']);
    expect(await pods('/api/v2/alerts?receiver=te.*')).toHaveLength(3);
    expect(await pods('/api/v2/alerts?receiver=te')).toEqual([]);
    expect(await get('/api/v2/alerts?filter=%7B')).toMatchObject({ status: 400, body: expect.any(String) as string });
    expect(await get('/api/v2/alerts?receiver=(')).toMatchObject({ status: 400, body: expect.stringContaining('failed to parse receiver param') as string });
  });

  test('shows groups by their labels, with the alerts that pass the filter', async () => {
    const { get } = await setup({ ...sample, route: { ...sample.route, muteTimeIntervals: ['noon'] }, intervals: { noon: [{ times: [{ startTime: '12:00', endTime: '13:00' }] }] } });
    const { body } = await get('/api/v2/alerts/groups?filter=pod!%3D%22a%22');
    const muted = { status: { mutedBy: ['noon'], state: 'suppressed' } };
    expect(body).toMatchObject([{ labels: { service: 's' }, receiver: { name: 'team' }, alerts: [{ labels: slow, ...muted }] }, { labels: { service: 't' }, alerts: [{ labels: far, ...muted }] }]);
    expect((await get('/api/v2/alerts/groups?muted=false')).body).toEqual([]);
  });

  test('of a tenant without a routing configuration shows one group of the receiver default', async () => {
    const { get, route } = await setup();
    route(undefined, []);
    expect((await get('/api/v2/alerts/groups')).body).toMatchObject([{ labels: {}, receiver: { name: 'default' }, alerts: [{ labels: down }, { labels: slow }, { labels: far }] }]);
    expect((await get('/api/v2/receivers')).body).toEqual([{ name: 'default' }]);
  });

  test('shows receivers, and a status without a cluster', async () => {
    const { get } = await setup();
    expect((await get('/api/v2/receivers')).body).toEqual([{ name: 'team' }]);
    expect((await get('/alertmanager/api/v2/status')).body).toMatchObject({ cluster: { status: 'disabled', peers: [] }, config: { original: 'route:\n  receiver: team\n' }, versionInfo: { version: '0.34.2' } });
  });
});

describe('groups in our own API', () => {
  test('say what will be told next and why, and what was told', async () => {
    const { get, until, fire, ana, createSilence } = await setup();
    const groups = async () => ((await get('/api/v1/alert-groups')).body as { readonly items: readonly { readonly id: string; readonly labels: { readonly service: string }; readonly next_notification: object; readonly alerts: readonly object[] }[] }).items;
    const of = async (service: string) => (await groups()).find(({ labels }) => labels.service === service)!;
    expect(await of('t')).toMatchObject({ key: '{}:{service="t"}', receiver: 'team', flushes: 0, next_notification: { at: after(30).toISOString(), because: 'first notification: group_wait ends' } });
    await until(31);
    expect(await of('t')).toMatchObject({ flushes: 1, next_notification: { at: after(3930).toISOString(), because: 'repeat interval elapsed: nothing else is new' } });
    await fire({ ...far, pod: 'd' });
    expect(await of('t')).toMatchObject({ next_notification: { at: after(330).toISOString(), because: 'new alerts added: the next flush tells it' } });
    await createSilence(ana, { matchers: [{ name: 'service', op: '=', value: 't' }], endsAt: after(3600), createdBy: 'ana', comment: 'test', annotations: {}, warnSeconds: 0 });
    const { id, ...muted } = await of('t');
    expect(muted).toMatchObject({ next_notification: { at: null, because: expect.stringContaining('all alerts are muted: silenced by ana') as string }, alerts: [{ muted_by: [{ stage: 'silence' }] }, { muted_by: [{ stage: 'silence' }] }] });
    expect((await get(`/api/v1/alert-groups/${id}`)).body).toEqual({ id, ...muted });
    expect((await get(`/api/v1/alert-groups/${id}/notifications`)).body).toMatchObject({ items: [{ receiver: 'team', integration_id: 'team-hook', reason: 'first notification', state: 'delivered', resolved: [] }], next_cursor: null });
    expect((await get('/api/v1/alert-groups/0192f0c8-1111-7111-8111-111111111111')).status).toBe(404);
    expect((await get('/api/v1/alert-groups?receiver=nobody')).body).toMatchObject({ items: [] });
  });
});
