import { type ContractServer, startContractServer } from '#test/support';
import { heartbeatsInMemory, someone } from '../fakes/heartbeats-in-memory.ts';
import { heartbeatOperations } from './heartbeat-operations.ts';

const TENANT = '0192f0c8-0000-7000-8000-00000000000a';
let all = heartbeatsInMemory(someone(TENANT));
let server: ContractServer;

beforeAll(async () => {
  server = await startContractServer({
    operations: ['listHeartbeats', 'createHeartbeat', 'getHeartbeat', 'updateHeartbeat', 'deleteHeartbeat', 'rotateHeartbeatToken', 'listHeartbeatChanges', 'pingHeartbeat', 'pingHeartbeatByGet', 'pingByToken', 'pingByTokenWithGet'],
    current: () => heartbeatOperations(all),
  });
});
beforeEach(() => { all = heartbeatsInMemory(someone(TENANT)); });
afterAll(() => server.stop());

async function send(method: string, path: string, body?: unknown, headers: Readonly<Record<string, string>> = { authorization: 'Bearer integrations:read,integrations:write,alerts:write' }) {
  const answer = await fetch(`${server.url}${path}`, { method, headers: { ...(body !== undefined && { 'content-type': 'application/json' }), ...headers }, ...(body !== undefined && { body: JSON.stringify(body) }) });
  const text = await answer.text();
  return { status: answer.status, headers: answer.headers, body: (text === '' ? {} : JSON.parse(text)) as Record<string, string> & { readonly items: unknown[] } };
}

const written = { name: 'nightly backup', interval_seconds: 86_400, grace_seconds: 3600, labels: { team: 'db' } };

describe('/api/v1/heartbeats', () => {
  test('is made, read, changed and deleted; the token is answered once', async () => {
    const { status, body } = await send('POST', '/api/v1/heartbeats', written);
    expect(status).toBe(201);
    expect(body).toMatchObject({ name: 'nightly backup', status: 'waiting', severity: 'critical', token: expect.stringMatching(/^[0-9a-f]{32}$/), ping_path: `/api/v1/ping/${body['token']}` });
    const path = `/api/v1/heartbeats/${body['id']}`;
    expect((await send('GET', path)).body).not.toHaveProperty('token');
    expect((await send('GET', '/api/v1/heartbeats')).body.items).toHaveLength(1);
    expect((await send('PUT', path, { ...written, severity: 'low' }, { authorization: 'Bearer integrations:write', 'if-match': '"1"' })).body).toMatchObject({ severity: 'low', version: 2 });
    expect((await send('POST', `${path}/rotate-token`)).body['token']).not.toBe(body['token']);
    expect((await send('DELETE', path, undefined, { authorization: 'Bearer integrations:write', 'if-match': '*' })).status).toBe(204);
    expect((await send('GET', path)).status).toBe(404);
  });

  test.each([['interval_seconds', 5], ['grace_seconds', -1], ['severity', 'awful']])('refuses %s: %s', async (field, value) => {
    expect(await send('POST', '/api/v1/heartbeats', { ...written, [field]: value })).toMatchObject({ status: 400, body: { errors: [{ field: `/${field}` }] } });
  });

  test('beats by GET, HEAD and POST, with a key in a header or the token in the path', async () => {
    const { body } = await send('POST', '/api/v1/heartbeats', written);
    const byKey = `/api/v1/heartbeats/${body['id']}/ping`;
    for (const method of ['GET', 'HEAD', 'POST']) {
      expect([method, (await send(method, byKey, undefined, { authorization: 'Bearer alerts:write' })).status]).toEqual([method, 200]);
      expect([method, (await send(method, `/api/v1/ping/${body['token']}`, undefined, {})).status]).toEqual([method, 200]);
    }
    expect((await send('POST', `/api/v1/ping/${body['token']}`, { any: 'body' }, {})).body).toMatchObject({ status: 'up', due_at: expect.any(String) });
    expect((await send('GET', `/api/v1/heartbeats/${body['id']}/history`)).body.items).toMatchObject([{ status: 'up', last_ping_at: null }]);
  });

  test('the token opens nothing else, and nothing else opens its address', async () => {
    const { body } = await send('POST', '/api/v1/heartbeats', written);
    expect((await send('GET', `/api/v1/heartbeats/${body['id']}`, undefined, { authorization: `Bearer ${body['token']}` })).status).toBe(403);
    expect((await send('POST', `/api/v1/heartbeats/${body['id']}/ping`, undefined, {})).status).toBe(401);
    expect((await send('GET', `/api/v1/ping/${'0'.repeat(32)}`, undefined, {})).status).toBe(404);
    expect((await send('GET', '/api/v1/ping/short', undefined, {})).status).toBe(400);
  });
});
