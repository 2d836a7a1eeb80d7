import type { Operations } from '#internal/platform/http';
import { type ContractServer, startContractServer } from '#test/support';
import { alertingInMemory } from '../fakes/alerting-in-memory.ts';
import { signalInput, someone } from '../fakes/samples.ts';
import { alertOperations } from './alert-operations.ts';
import { alertRuleOperations } from './alert-rule-operations.ts';
import { ruleGroupOperations } from './rule-group-operations.ts';

const permissions = 'Bearer alerts:read,alerts:write,alert-rules:read,alert-rules:write';
const { tenantId } = someone();
const unknownId = '0192f0c8-1111-7111-8111-111111111111';

const operationsOf = ({ useCases }: ReturnType<typeof alertingInMemory>) => ({ ...alertOperations(useCases), ...alertRuleOperations(useCases), ...ruleGroupOperations(useCases) });

// One server for all tests, because reading the contract takes its time; each test puts an empty store behind it.
let server: ContractServer;
let current: Partial<Operations>;

beforeAll(async () => {
  const operations = Object.keys(operationsOf(alertingInMemory())) as (keyof Operations)[];
  server = await startContractServer({ operations, current: () => current, tenantId });
});
afterAll(() => server.stop());

function setup() {
  const alerting = alertingInMemory({ ...someone(), tenantId });
  current = operationsOf(alerting);
  const call = async (method: string, path: string, body?: unknown, headers: Record<string, string> = {}) => {
    const json = body === undefined ? {} : { body: JSON.stringify(body) };
    const type = body === undefined ? {} : { 'content-type': 'application/json' };
    const answer = await fetch(`${server.url}${path}`, { method, ...json, headers: { authorization: permissions, ...type, ...headers } });
    const text = await answer.text();
    return { status: answer.status, etag: answer.headers.get('etag'), location: answer.headers.get('location'), body: (text === '' ? undefined : JSON.parse(text)) as never };
  };
  return { ...alerting, call };
}

describe('alerts over HTTP', () => {
  test('are created, shown, acknowledged and resolved', async () => {
    const { call } = setup();
    const created = await call('POST', '/api/v1/alerts', { labels: { alertname: 'Smoke', severity: 'page' }, starts_at: '2026-03-01T11:59:00Z', generator_url: 'http://example.org/' });
    const { id } = created.body as { id: string };
    expect(created).toMatchObject({ status: 201, etag: '"1"', location: `/api/v1/alerts/${id}`, body: { status: 'firing', severity: 'critical', starts_at: '2026-03-01T11:59:00.000Z' } });
    expect(await call('GET', `/api/v1/alerts/${id}`)).toMatchObject({ status: 200, etag: '"1"', body: created.body });
    expect(await call('POST', `/api/v1/alerts/${id}/acknowledge`)).toMatchObject({ status: 200, etag: '"2"', body: { status: 'acknowledged', acknowledged_by: 'ana' } });
    expect(await call('POST', `/api/v1/alerts/${id}/resolve`)).toMatchObject({ status: 200, etag: '"3"', body: { status: 'resolved', resolution: 'manual' } });
    expect(await call('POST', `/api/v1/alerts/${id}/resolve`)).toMatchObject({ status: 409, body: { code: 'conflict' } });
  });

  test('are listed page by page with all filters', async () => {
    const { call, ana, receiveSignals } = setup();
    await receiveSignals(ana, Array.from({ length: 5 }, (_, pod) => signalInput({ labels: { pod: String(pod) } })));
    const filters = '&status=firing&status=pending&severity=critical&name=HighLatency&since=2026-03-01T12:00:00Z&until=2026-03-01T12:00:01Z';
    const seen: string[] = [];
    for (let cursor: string | null = ''; cursor !== null; ) {
      const page = await call('GET', `/api/v1/alerts?limit=2${filters}${cursor && `&cursor=${cursor}`}`);
      expect(page.status).toBe(200);
      const { items, next_cursor } = page.body as { items: { id: string }[]; next_cursor: string | null };
      seen.push(...items.map(({ id }) => id));
      cursor = next_cursor;
    }
    expect(new Set(seen).size).toBe(5);
    expect(await call('GET', '/api/v1/alerts?status=resolved')).toMatchObject({ body: { items: [], next_cursor: null } });
    expect(await call('GET', `/api/v1/alerts?rule_id=${unknownId}`)).toMatchObject({ body: { items: [] } });
    expect(await call('GET', '/api/v1/alerts?fingerprint=c75f68922c9ebc87')).toMatchObject({ body: { items: [] } });
  });

  test('that were just stored are in the list of whoever asks afterwards, however many ask', async () => {
    const { call, ana, receiveSignals } = setup();
    for (let n = 1; n <= 5; n += 1) {
      const busy = Array.from({ length: 5 }, () => call('GET', '/api/v1/alerts'));
      await receiveSignals(ana, [signalInput({ labels: { pod: String(n) } })]);
      expect(((await call('GET', '/api/v1/alerts')).body as { items: unknown[] }).items).toHaveLength(n);
      await Promise.all(busy);
    }
  });

  test.each([
    ['GET', '/api/v1/alerts/nonsense', undefined, 400],
    ['GET', `/api/v1/alerts/${unknownId}`, undefined, 404],
    ['POST', `/api/v1/alerts/${unknownId}/acknowledge`, undefined, 404],
    ['GET', '/api/v1/alerts?status=burning', undefined, 400],
    ['GET', '/api/v1/alerts?since=yesterday', undefined, 400],
    ['GET', '/api/v1/alerts?cursor=AAAA', undefined, 400],
    ['POST', '/api/v1/alerts', { labels: { alertname: 'x' }, id: 'mine' }, 400],
    ['POST', '/api/v1/alerts', { labels: { 'bad-name': 'x' } }, 400],
    ['POST', '/api/v1/alerts', { labels: { service: 'x' } }, 422],
    ['POST', '/api/v1/alerts', { labels: { alertname: '' } }, 422],
    ['POST', '/api/v1/alerts', { labels: { alertname: 'x' }, starts_at: '1969-01-01T00:00:00Z' }, 422],
  ])('%s %s %j answers %d', async (method, path, body, status) => {
    const { call } = setup();
    expect(await call(method, path, body)).toMatchObject({ status, body: { status } });
  });
});

describe('alert rules over HTTP', () => {
  const rule = { name: 'Slow', matchers: [{ name: 'service', op: '=~', value: 'check.+' }] };

  test('are created with defaults, listed, replaced and deleted under their version', async () => {
    const { call } = setup();
    const created = await call('POST', '/api/v1/alert-rules', rule);
    const { id } = created.body as { id: string };
    expect(created).toMatchObject({
      status: 201, etag: '"1"', location: `/api/v1/alert-rules/${id}`,
      body: { ...rule, for_seconds: 0, severity: null, labels: {}, annotations: {}, enabled: true, position: 100, version: 1 },
    });
    expect(await call('GET', `/api/v1/alert-rules/${id}`)).toMatchObject({ status: 200, body: created.body });
    expect(await call('GET', '/api/v1/alert-rules')).toMatchObject({ status: 200, body: { items: [created.body], next_cursor: null } });

    const put = (etag?: string) => call('PUT', `/api/v1/alert-rules/${id}`, { ...rule, for_seconds: 60, severity: 'high' }, etag === undefined ? {} : { 'if-match': etag });
    expect(await put()).toMatchObject({ status: 428 });
    expect(await put('"7"')).toMatchObject({ status: 412 });
    expect(await put('"1"')).toMatchObject({ status: 200, etag: '"2"', body: { for_seconds: 60, severity: 'high', version: 2 } });
    expect(await call('DELETE', `/api/v1/alert-rules/${id}`, undefined, { 'if-match': '"1"' })).toMatchObject({ status: 412 });
    expect(await call('DELETE', `/api/v1/alert-rules/${id}`, undefined, { 'if-match': '"2"' })).toMatchObject({ status: 204 });
    expect(await call('GET', `/api/v1/alert-rules/${id}`)).toMatchObject({ status: 404 });
  });

  test.each([
    [{ ...rule, matchers: [] }, 400, '/matchers'],
    [{ ...rule, matchers: [{ name: 'a', op: '=~', value: '(' }] }, 422, '/matchers/0/value'],
    [{ ...rule, matchers: [{ name: 'a', op: '~', value: 'x' }] }, 400, '/matchers/0/op'],
    [{ ...rule, for_seconds: 86401 }, 422, '/for_seconds'],
    [{ ...rule, kind: 'promql' }, 422, '/matchers'],
    [{ ...rule, expr: 'up' }, 422, '/expr'],
    [{ name: 'Slow' }, 422, '/matchers'],
    [{ name: 'Slow', kind: 'promql' }, 422, '/expr'],
    [{ name: 'Slow', kind: 'promql', expr: 'sum(' }, 422, '/expr'],
    [{ name: 'Slow', kind: 'promql', expr: 'up[5m]' }, 422, '/expr'],
    [{ name: 'Slow', kind: 'dynamic', expr: 'up' }, 422, '/threshold'],
    [{ name: 'Slow', kind: 'recording', expr: 'up', annotations: { a: 'b' } }, 422, '/annotations'],
    [{ name: 'Slow', kind: 'promql', expr: 'up', interval_seconds: 0 }, 400, '/interval_seconds'],
    [{ ...rule, tenant_id: unknownId }, 400, '/tenant_id'],
  ])('%j is refused with %d at %s', async (body, status, field) => {
    const { call } = setup();
    expect(await call('POST', '/api/v1/alert-rules', body)).toMatchObject({ status, body: { errors: [{ field }] } });
  });

  test('over metrics live in a group of their own, which goes with them', async () => {
    const { call } = setup();
    const created = await call('POST', '/api/v1/alert-rules', { kind: 'promql', name: 'Down', expr: 'up == 0', for_seconds: 90.5, labels: { severity: 'page' }, interval_seconds: 15 });
    const { id, group_id: groupId } = created.body as { id: string; group_id: string };
    expect(created).toMatchObject({
      status: 201, etag: '"1"',
      body: { kind: 'promql', name: 'Down', expr: 'up == 0', for_seconds: 90.5, keep_firing_for_seconds: 0, no_data: 'resolve', on_error: 'keep', threshold: null, enabled: true },
    });
    const group = await call('GET', `/api/v1/rule-groups/${groupId}`);
    expect(group).toMatchObject({ status: 200, body: { namespace: 'alert-rules', name: 'Down', interval_seconds: 15, rules: [created.body], missed_evaluations: 0 } });
    const put = await call('PUT', `/api/v1/alert-rules/${id}`, { kind: 'promql', name: 'Gone', expr: 'up < 1' }, { 'if-match': '"1"' });
    expect(put).toMatchObject({ status: 200, body: { id, name: 'Gone', for_seconds: 0, version: 2 } });
    expect(await call('GET', `/api/v1/rule-groups/${groupId}`)).toMatchObject({ etag: '"2"', body: { name: 'Gone', interval_seconds: 15 } });
    expect(await call('PUT', `/api/v1/alert-rules/${id}`, { name: 'Gone', matchers: rule.matchers }, { 'if-match': '*' })).toMatchObject({ status: 422, body: { errors: [{ field: '/kind' }] } });
    expect(await call('GET', '/api/v1/alert-rules?kind=event')).toMatchObject({ body: { items: [] } });
    expect(await call('GET', '/api/v1/alert-rules?kind=promql')).toMatchObject({ body: { items: [{ id }] } });
    expect(await call('DELETE', `/api/v1/alert-rules/${id}`, undefined, { 'if-match': '"2"' })).toMatchObject({ status: 204 });
    expect(await call('GET', `/api/v1/rule-groups/${groupId}`)).toMatchObject({ status: 404 });
  });

  test('over metrics may share a group, which they change with themselves', async () => {
    const { call } = setup();
    const rules = [{ kind: 'recording', name: 'job:up:sum', expr: 'sum by (job) (up)' }, { name: 'Down', expr: 'job:up:sum == 0', labels: { severity: 'page' } }];
    const settings = { namespace: 'node.yml', name: 'node', interval_seconds: 30, labels: { team: 'ops' }, rules };
    const created = await call('POST', '/api/v1/rule-groups', settings);
    const { id, rules: [first, second] } = created.body as { id: string; rules: { id: string }[] };
    expect(created).toMatchObject({ status: 201, etag: '"1"', location: `/api/v1/rule-groups/${id}`, body: { ...settings, last_evaluation_at: null, evaluations: 0, version: 1 } });
    expect(await call('POST', '/api/v1/rule-groups', settings)).toMatchObject({ status: 409 });
    const third = (await call('POST', '/api/v1/alert-rules', { kind: 'promql', name: 'Last', expr: 'vector(1)', group_id: id })).body as { id: string };
    expect(await call('GET', `/api/v1/rule-groups/${id}`)).toMatchObject({ etag: '"2"', body: { rules: [first, second, third] } });
    // The same rules in another order stay the same rules.
    const put = await call('PUT', `/api/v1/rule-groups/${id}`, { ...settings, rules: [...rules].reverse() }, { 'if-match': '"2"' });
    expect(put).toMatchObject({ status: 200, etag: '"3"', body: { rules: [second, first] } });
    expect(await call('PUT', `/api/v1/rule-groups/${id}`, { ...settings, rules: [...rules].reverse() }, { 'if-match': '"3"' })).toMatchObject({ status: 200, etag: '"3"' });
    expect(await call('PUT', `/api/v1/rule-groups/${id}`, { ...settings, rules: [{ ...rules[1], id: third.id }] }, { 'if-match': '"3"' })).toMatchObject({ status: 422, body: { errors: [{ field: '/rules/0/id' }] } });
    expect(await call('GET', '/api/v1/rule-groups?namespace=node.yml')).toMatchObject({ body: { items: [{ id }], next_cursor: null } });
    expect(await call('GET', '/api/v1/rule-groups?namespace=other.yml')).toMatchObject({ body: { items: [] } });
    expect(await call('DELETE', `/api/v1/rule-groups/${id}`, undefined, { 'if-match': '"3"' })).toMatchObject({ status: 204 });
    expect(await call('GET', `/api/v1/alert-rules/${second?.id}`)).toMatchObject({ status: 404 });
  });

  test('of the same name are a conflict', async () => {
    const { call } = setup();
    await call('POST', '/api/v1/alert-rules', rule);
    expect(await call('POST', '/api/v1/alert-rules', rule)).toMatchObject({ status: 409 });
  });
});
