import { v7 as uuidv7 } from 'uuid';
import { createLogger, createRegistry } from '#pkg/observability';
import type { Role } from '#internal/kernel';
import { Health, httpServer, type HttpServer, type HttpServerOptions, openApiDocument, type Principal } from '#internal/platform/http';
import { someActor, systemClock, useTestPool, useTransactions, uuidGenerator } from '#test/support';
import { permits } from '../domain/permissions.ts';
import { NO_TENANT } from '../domain/tenant.ts';
import { createAuth } from '../module.ts';

const transactions = useTransactions();
const admin = useTestPool('admin', 1);
const logger = createLogger({ service: 'test', level: 'silent' });
const foundation = { transactions, clock: systemClock, ids: uuidGenerator, logger, registry: createRegistry('test') };
const auth = createAuth({
  ...foundation,
  identity: { issuer: 'http://127.0.0.1:9/realms/orchestrix', audience: 'orchestrix-api', clientId: 'web', clientSecret: 'secret' }, // nobody there
  publicUrl: 'http://localhost:8080',
  sessionSecret: 'a session secret of at least 32 bytes',
  keyEnvironment: 'test',
});

/** Stands in for people's tokens: `Authorization: person <role|platform> <tenant id>`. Keys go the real way. */
const authenticate: typeof auth.authenticator = async (credentials, meta) => {
  const [scheme, role, tenantId] = credentials.authorization?.split(' ') ?? [];
  if (scheme !== 'person') return auth.authenticator(credentials, meta);
  const platformAdmin = role === 'platform';
  const actor = someActor({ ...(tenantId !== undefined && { tenantId: tenantId as typeof NO_TENANT }), subject: `sub-${role}`, via: meta.operation });
  const may: Principal['may'] = (permission) => permits({ kind: 'person', role: platformAdmin ? undefined : (role as Role), platformAdmin }, permission);
  return { actor, kind: 'bearer', may };
};

let server: HttpServer;
let url: string;

beforeAll(async () => {
  const own = Object.entries(openApiDocument.paths).filter(([path]) => /^\/(api\/v1\/me$|(health|api\/v1\/(tenants|members|api-keys))(\/|$))/.test(path));
  server = await httpServer({
    ...foundation,
    registry: createRegistry('test'),
    listen: { port: 0 },
    document: { ...openApiDocument, paths: Object.fromEntries(own) },
    operations: auth.operations as HttpServerOptions['operations'], // the others are not in this document
    authenticate,
    health: new Health([]),
    mounts: [{ path: '/auth', router: auth.router }],
    limits: { drainMs: 0 },
    checkAnswers: true,
  });
  ({ url } = await server.start());
});
afterAll(() => server.stop());

async function call(method: string, path: string, { as = '', body, headers = {} }: { as?: string; body?: unknown; headers?: Record<string, string> } = {}) {
  const response = await fetch(url + path, {
    method,
    headers: { ...(as && { authorization: `person ${as}` }), ...(body !== undefined && { 'content-type': 'application/json' }), ...headers },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  const text = await response.text();
  return { status: response.status, headers: response.headers, body: (text === '' ? undefined : JSON.parse(text)) as Record<string, unknown> & { items: Record<string, unknown>[] } };
}

const newTenant = async () => {
  const alias = `t${uuidv7().replaceAll('-', '').slice(-20)}`;
  const created = await call('POST', '/api/v1/tenants', { as: `platform ${NO_TENANT}`, body: { alias, name: 'Acme', admin: { email: 'Ana@acme.example', name: 'Ana' } } });
  return { alias, created, id: created.body.id as string, adminOf: `admin ${created.body.id as string}` };
};

describe('tenants over HTTP', () => {
  const root = `platform ${NO_TENANT}`;

  /** All pages: the list is the platform's, so other suites are in it and may be newer. */
  async function listedTenants(): Promise<unknown[]> {
    const ids: unknown[] = [];
    let cursor = '';
    do {
      const { body } = await call('GET', `/api/v1/tenants?limit=7${cursor}`, { as: root });
      ids.push(...body.items.map((tenant) => tenant.id));
      cursor = typeof body.next_cursor === 'string' ? `&cursor=${body.next_cursor}` : '';
    } while (cursor !== '');
    return ids;
  }

  test('are created, read, listed, renamed and switched off by a platform administrator', async () => {
    const { alias, created, id } = await newTenant();
    expect(created).toMatchObject({ status: 201, body: { alias, enabled: true, version: 1 } });
    expect([created.headers.get('etag'), created.headers.get('location')]).toEqual(['"1"', `/api/v1/tenants/${id}`]);
    expect(await call('GET', `/api/v1/tenants/${id}`, { as: root })).toMatchObject({ status: 200, body: created.body });
    expect(await listedTenants()).toContain(id);
    const off = { as: root, body: { enabled: false } };
    expect((await call('PATCH', `/api/v1/tenants/${id}`, off)).status).toBe(428);
    expect((await call('PATCH', `/api/v1/tenants/${id}`, { ...off, headers: { 'if-match': '"7"' } })).status).toBe(412);
    expect(await call('PATCH', `/api/v1/tenants/${id}`, { ...off, headers: { 'if-match': '"1"' } })).toMatchObject({ status: 200, body: { enabled: false, version: 2 } });
  });

  test('are refused with a taken alias, a bad one, unknown fields and to anybody else', async () => {
    const { alias, adminOf } = await newTenant();
    const body = { alias, name: 'Again', admin: { email: 'a@acme.example' } };
    expect((await call('POST', '/api/v1/tenants', { as: root, body })).status).toBe(409);
    expect((await call('POST', '/api/v1/tenants', { as: root, body: { ...body, alias: 'Bad Alias' } })).status).toBe(400);
    expect((await call('POST', '/api/v1/tenants', { as: root, body: { ...body, id: uuidv7() } })).status).toBe(400);
    expect((await call('POST', '/api/v1/tenants', { as: adminOf, body })).status).toBe(403);
    expect((await call('GET', `/api/v1/tenants/${uuidv7()}`, { as: root })).status).toBe(404);
  });

  test('the same Idempotency-Key creates one tenant', async () => {
    const alias = `t${uuidv7().replaceAll('-', '').slice(-20)}`;
    const request = { as: root, body: { alias, name: 'Once', admin: { email: 'a@acme.example' } }, headers: { 'idempotency-key': uuidv7() } };
    const [first, second] = [await call('POST', '/api/v1/tenants', request), await call('POST', '/api/v1/tenants', request)];
    expect([second.status, second.body]).toEqual([201, first.body]);
  });
});

describe('members over HTTP', () => {
  test('are invited, read, promoted and removed; the last administrator stays', async () => {
    const { adminOf: as } = await newTenant();
    const [first] = (await call('GET', '/api/v1/members', { as })).body.items;
    expect(first).toMatchObject({ email: 'ana@acme.example', role: 'admin', status: 'invited', subject: null });
    const invited = await call('POST', '/api/v1/members', { as, body: { email: 'oscar@acme.example', role: 'viewer' } });
    expect(invited.status).toBe(201);
    const oscar = invited.headers.get('location') ?? '';
    expect((await call('POST', '/api/v1/members', { as, body: { email: 'OSCAR@acme.example', role: 'viewer' } })).status).toBe(409);
    expect(await call('PATCH', oscar, { as, body: { role: 'operator' }, headers: { 'if-match': '"1"' } })).toMatchObject({ status: 200, body: { role: 'operator', version: 2 } });
    const ana = `/api/v1/members/${String(first!.id)}`;
    for (const attempt of [call('DELETE', ana, { as, headers: { 'if-match': '*' } }), call('PATCH', ana, { as, body: { role: 'viewer' }, headers: { 'if-match': '"1"' } })]) {
      expect(await attempt).toMatchObject({ status: 409, body: { code: 'conflict' } });
    }
    expect((await call('DELETE', oscar, { as, headers: { 'if-match': '"2"' } })).status).toBe(204);
    expect((await call('GET', oscar, { as })).status).toBe(404);
  });

  test("of another tenant do not exist: the answer is that for a random id", async () => {
    const [{ adminOf: stranger }, { adminOf: owner }] = [await newTenant(), await newTenant()];
    const [theirs] = (await call('GET', '/api/v1/members', { as: owner })).body.items;
    const strip = ({ status, body }: Awaited<ReturnType<typeof call>>) => ({ status, body: { ...body, instance: '', correlation_id: '' } });
    for (const [method, body] of [['GET', undefined], ['PATCH', { role: 'viewer' }], ['DELETE', undefined]] as const) {
      const options = { as: stranger, ...(body && { body }), ...(method !== 'GET' && { headers: { 'if-match': '*' } }) };
      const foreign = await call(method, `/api/v1/members/${String(theirs!.id)}`, options);
      expect(foreign.status).toBe(404);
      expect(strip(foreign)).toEqual(strip(await call(method, `/api/v1/members/${uuidv7()}`, options)));
    }
    expect((await call('GET', `/api/v1/members/${String(theirs!.id)}`, { as: owner })).body).toEqual(theirs);
  });

  test('may be seen by a viewer and changed by administrators only', async () => {
    const { id } = await newTenant();
    expect((await call('GET', '/api/v1/members', { as: `viewer ${id}` })).status).toBe(200);
    for (const role of ['viewer', 'responder', 'operator']) {
      expect((await call('POST', '/api/v1/members', { as: `${role} ${id}`, body: { email: 'x@acme.example', role: 'admin' } })).status).toBe(403);
      expect((await call('GET', '/api/v1/api-keys', { as: `${role} ${id}` })).status).toBe(403);
    }
  });
});

describe('API keys over HTTP', () => {
  test('show their secret once, open what their scopes say, and nothing after they are revoked', async () => {
    const { adminOf: as, id } = await newTenant();
    const created = await call('POST', '/api/v1/api-keys', { as, body: { name: 'prometheus', scopes: ['alerts:write'] } });
    const { secret, ...shown } = created.body as unknown as { secret: string; id: string; prefix: string };
    expect(created.status).toBe(201);
    expect(secret.startsWith(`${shown.prefix}_`)).toBe(true);
    expect((await call('GET', `/api/v1/api-keys/${shown.id}`, { as })).body).toEqual(shown);

    for (const headers of [{ 'x-api-key': secret }, { authorization: `Bearer ${secret}` }]) {
      expect(await call('GET', '/api/v1/me', { headers })).toMatchObject({
        status: 200, body: { kind: 'api_key', name: 'prometheus', tenant: { id }, role: null, permissions: ['alerts:write', 'session'] },
      });
      expect((await call('GET', '/api/v1/members', { headers })).status).toBe(403);
    }
    expect((await call('POST', `/api/v1/api-keys/${shown.id}/revoke`, { as })).body).toMatchObject({ revoked_by: 'sub-admin', version: 2 });
    expect((await call('POST', `/api/v1/api-keys/${shown.id}/revoke`, { as })).status).toBe(409);
    await new Promise((resolve) => setTimeout(resolve, 2_100));
    const refused = await call('GET', '/api/v1/me', { headers: { 'x-api-key': secret } });
    expect([refused.status, refused.headers.get('www-authenticate')]).toEqual([401, 'Bearer realm="orchestrix", error="invalid_token"']);
  });

  test('leave no idempotency record, which would hold the secret', async () => {
    const { adminOf: as, id } = await newTenant();
    const key = await call('POST', '/api/v1/api-keys', { as, body: { name: 'k', scopes: ['alerts:read'] }, headers: { 'idempotency-key': uuidv7() } });
    expect(key.status).toBe(201);
    expect((await admin.query('SELECT FROM platform.idempotency_keys WHERE tenant_id = $1', [id])).rowCount).toBe(0);
  });

  test.each([
    ['no scope', { name: 'k', scopes: [] }, 400],
    ['a scope that only people have', { name: 'k', scopes: ['members:write'] }, 400],
    ['the same scope twice', { name: 'k', scopes: ['alerts:read', 'alerts:read'] }, 400],
    ['an end in the past', { name: 'k', scopes: ['alerts:read'], expires_at: '2020-01-01T00:00:00.000Z' }, 422],
    ['a leap second, which no clock here knows', { name: 'k', scopes: ['alerts:read'], expires_at: '2030-12-31T23:59:60Z' }, 400],
  ])('are refused with %s', async (_, body, status) => {
    const { adminOf: as } = await newTenant();
    expect((await call('POST', '/api/v1/api-keys', { as, body })).status).toBe(status);
  });
});

test('the caller without a tenant is described, the unknown one is not', async () => {
  expect(await call('GET', '/api/v1/me', { as: `platform ${NO_TENANT}` })).toMatchObject({ status: 200, body: { tenant: null, role: null, permissions: ['tenants:read', 'tenants:write', 'session'] } });
  expect((await call('GET', '/api/v1/me')).status).toBe(401);
});

test('the routes of the browser are mounted beside the contract, and answer problems as it does', async () => {
  expect(await call('GET', '/auth/session')).toMatchObject({ status: 200, body: { signed_in: false } });
  expect(await call('GET', '/auth/login')).toMatchObject({ status: 503, body: { code: 'unavailable' } });
  expect(await call('GET', '/auth/callback?code=x&state=y')).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
});
