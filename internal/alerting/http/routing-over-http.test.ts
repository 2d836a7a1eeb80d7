import type { Operations } from '#internal/platform/http';
import { SvgRenderer } from '#pkg/graphviz';
import { type ContractServer, startContractServer } from '#test/support';
import { InMemoryAlerting } from '../fakes/in-memory-alerting.ts';
import { InMemoryReceivers } from '../fakes/in-memory-receivers.ts';
import { noon, someone } from '../fakes/samples.ts';
import { getRoutingDiagram } from '../service/draw-routing-diagram.ts';
import { getRouting, getRoutingVersion, listRoutingVersions, putRouting, restoreRoutingVersion } from '../service/manage-routing.ts';
import { routingOperations } from './routing-operations.ts';

const { tenantId } = someone();
const renderer = new SvgRenderer();

function operations() {
  const deps = { work: new InMemoryAlerting(), receivers: new InMemoryReceivers('ops', 'db'), clock: { now: () => noon }, renderer };
  return routingOperations({
    getRouting: getRouting(deps),
    putRouting: putRouting(deps),
    listRoutingVersions: listRoutingVersions(deps),
    getRoutingVersion: getRoutingVersion(deps),
    restoreRoutingVersion: restoreRoutingVersion(deps),
    getRoutingDiagram: getRoutingDiagram(deps),
  });
}

let server: ContractServer;
let current: Partial<Operations>;

beforeAll(async () => {
  server = await startContractServer({ operations: Object.keys(operations()) as (keyof Operations)[], current: () => current, tenantId });
});
afterAll(async () => {
  await server.stop();
  await renderer.close();
});

function setup() {
  current = operations();
  return async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const json = body === undefined ? {} : { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
    const answer = await fetch(`${server.url}/api/v1/routing${path}`, { method, ...json, headers: { authorization: 'Bearer routing:read,routing:write', ...json.headers, ...headers } });
    const text = await answer.text();
    const isJson = /json/.test(answer.headers.get('content-type') ?? '');
    return { status: answer.status, etag: answer.headers.get('etag'), type: answer.headers.get('content-type'), body: (isJson ? JSON.parse(text) : text) as never };
  };
}

const tree = {
  receiver: 'ops',
  group_by: ['alertname'],
  group_wait_seconds: 0.5,
  routes: [{ receiver: 'db', matchers: ['team="db",env!~"test|dev"'], group_by: ['...'], mute_time_intervals: ['nights'], continue: true, labels: { tier: '1' }, routes: [{ group_by: [] }] }],
};
const full = {
  resolve_timeout_seconds: 60,
  route: tree,
  time_intervals: [{ name: 'nights', intervals: [{ times: [{ start_time: '22:00', end_time: '24:00' }], weekdays: ['monday:friday'], days_of_month: ['-1'], months: ['1'], years: ['2026'], location: 'Europe/Berlin' }] }],
  inhibit_rules: [{ name: 'all', source_matchers: ['a=b'], target_matchers: ['"c d"=~"e.*"'], equal: ['x'] }],
};

describe('the routing configuration over HTTP', () => {
  test('is written, read and shown as it was written', async () => {
    const call = setup();
    expect(await call('GET', '')).toMatchObject({ status: 404 });
    const written = await call('PUT', '', { ...full, note: 'why' }, { 'if-match': '"0"' });
    expect(written).toMatchObject({ status: 200, etag: '"1"' });
    expect(written.body).toEqual({
      ...full,
      route: { ...tree, routes: [{ ...tree.routes[0], matchers: ['team="db"', 'env!~"test|dev"'] }] },
      inhibit_rules: [{ ...full.inhibit_rules[0], source_matchers: ['a="b"'], target_matchers: ['"c d"=~"e.*"'] }],
      version: 1, note: 'why', restored_from: null, created_at: noon.toISOString(), created_by: expect.any(String),
    });
    expect(await call('GET', '')).toMatchObject({ status: 200, etag: '"1"', body: written.body });
    const { version: _version, note: _note, restored_from: _from, created_at: _at, created_by: _by, ...settings } = written.body as Record<string, unknown>;
    expect(await call('PUT', '', settings, { 'if-match': '"1"' })).toMatchObject({ status: 200, etag: '"1"' });
  });

  test('has versions that are listed, read and restored', async () => {
    const call = setup();
    await call('PUT', '', { route: { receiver: 'ops' } }, { 'if-match': '*' });
    await call('PUT', '', { route: { receiver: 'db' } }, { 'if-match': '"1"' });
    expect(await call('PUT', '', { route: { receiver: 'ops' } }, { 'if-match': '"1"' })).toMatchObject({ status: 412 });
    expect(await call('PUT', '', { route: { receiver: 'ops' } })).toMatchObject({ status: 428 });
    const first = await call('GET', '/versions?limit=1');
    expect(first.body).toMatchObject({ items: [{ version: 2 }] });
    expect(await call('GET', `/versions?limit=1&cursor=${(first.body as { next_cursor: string }).next_cursor}`)).toMatchObject({ body: { items: [{ version: 1 }], next_cursor: null } });
    expect(await call('GET', '/versions/1')).toMatchObject({ status: 200, etag: '"1"', body: { route: { receiver: 'ops' }, version: 1 } });
    expect(await call('GET', '/versions/3')).toMatchObject({ status: 404 });
    expect(await call('POST', '/versions/1/restore')).toMatchObject({ status: 200, body: { version: 3, restored_from: 1, route: { receiver: 'ops' } } });
  });

  test.each<[string, object, string]>([
    ['an unknown field of a route', { route: { receiver: 'ops', routes: [{ reciever: 'db' }] } }, '/route/routes/0/reciever'],
    ['a route that is none', { route: { receiver: 'ops', routes: ['db'] } }, '/route/routes/0'],
    ['routes that are no list', { route: { receiver: 'ops', routes: {} } }, '/route/routes'],
    ['a receiver that is no text', { route: { receiver: 7 } }, '/route/receiver'],
    ['an unknown receiver', { route: { receiver: 'nobody' } }, '/route/receiver'],
    ['a bad matcher', { route: { receiver: 'ops', routes: [{ matchers: ['a="b"', 'a'] }] } }, '/route/routes/0/matchers/1'],
    ['a bad matcher of a rule', { route: { receiver: 'ops' }, inhibit_rules: [{ source_matchers: ['a=~"["'], target_matchers: [] }] }, '/inhibit_rules/0/source_matchers/0'],
    ['a time that is no number', { route: { receiver: 'ops', group_wait_seconds: '30s' } }, '/route/group_wait_seconds'],
    ['a bad zone', { route: { receiver: 'ops' }, time_intervals: [{ name: 'n', intervals: [{ location: 'Nowhere' }] }] }, '/time_intervals/0/intervals/0/location'],
  ])('refuses %s by its field', async (_what, body, field) => {
    const call = setup();
    expect(await call('PUT', '', body, { 'if-match': '*' })).toMatchObject({ status: 422, body: { errors: [{ field }] } });
  });

  test('refuses routes that are nested without end', async () => {
    const call = setup();
    let route: object = {};
    for (let depth = 0; depth < 500; depth++) route = { routes: [route] };
    expect((await call('PUT', '', { route: { receiver: 'ops', ...route } }, { 'if-match': '*' })).status).toBe(400);
  });

  test('is drawn as Mermaid and as SVG', async () => {
    const call = setup();
    await call('PUT', '', full, { 'if-match': '*' });
    const mermaid = await call('GET', '/diagram');
    expect(mermaid).toMatchObject({ status: 200, type: expect.stringContaining('text/vnd.mermaid') });
    expect((mermaid.body as string).split('\n')).toEqual([
      'flowchart LR',
      '  r["every alert<br/>to ops<br/>grouped by alertname<br/>first after 500ms<br/>changes every 5m<br/>again after 4h"]',
      '  r0["env!#126;#34;test#124;dev#34; and team=#34;db#34;<br/>to db<br/>grouped by all labels<br/>not in nights<br/>and goes on with the next"]',
      '  r0_0["every alert<br/>to db<br/>grouped by nothing"]',
      '  r -.-> r0',
      '  r0 --> r0_0',
      '',
    ]);
    const svg = await call('GET', '/diagram?version=1', undefined, { accept: 'image/svg+xml' });
    expect(svg).toMatchObject({ status: 200, type: expect.stringContaining('image/svg+xml') });
    expect(svg.body).toContain('not in nights');
  });
});
