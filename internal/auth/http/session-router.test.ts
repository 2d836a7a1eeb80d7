import express, { type ErrorRequestHandler } from 'express';
import type { Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError, invalid } from '#pkg/apperror';
import { asTenantId } from '#internal/kernel';
import type { RequestMeta } from '#internal/platform/http';
import { NodeSecrets } from '../crypto/node-secrets.ts';
import { FakeRelyingParty } from '../fakes/fake-relying-party.ts';
import { InMemoryAuth } from '../fakes/in-memory-auth.ts';
import { InMemorySessions } from '../fakes/in-memory-sessions.ts';
import { acceptLogoutToken } from '../service/accept-logout-token.ts';
import { admitPerson } from '../service/admit-person.ts';
import { authenticateApiKey } from '../service/authenticate-api-key.ts';
import { authenticateSession } from '../service/authenticate-session.ts';
import { authenticateToken } from '../service/authenticate-token.ts';
import { beginSignIn, recallSignIn, SIGN_IN_MINUTES } from '../service/begin-sign-in.ts';
import { completeSignIn } from '../service/complete-sign-in.ts';
import { createApiKey } from '../service/create-api-key.ts';
import { ensureTenant } from '../service/ensure-tenant.ts';
import { keepSessionFresh } from '../service/keep-session-fresh.ts';
import { recogniseBrowser } from '../service/recognise-browser.ts';
import { sessionTokens } from '../service/session-tokens.ts';
import { signOut } from '../service/sign-out.ts';
import { requestAuthenticator } from './request-authenticator.ts';
import { sessionRouter } from './session-router.ts';

const ours = 'https://orchestrix.example';
const acme = { alias: 'acme', tenantId: asTenantId('0198c0de-0000-7000-8000-000000000001') };
const servers: Server[] = [];
afterAll(() => Promise.all(servers.map((server) => new Promise((resolve) => server.close(resolve)))));

async function setup() {
  let now = Date.parse('2026-11-21T12:00:00Z');
  let count = 0;
  const clock = { now: () => new Date(now) };
  const ids = { next: () => `0198c0de-0000-7000-9000-${String((count += 1)).padStart(12, '0')}` };
  const journal = { refused: () => undefined };
  const secrets = new NodeSecrets('a session secret of at least 32 bytes');
  const [store, work] = [new InMemorySessions(), new InMemoryAuth()];
  const person = { subject: 'sub-ana', email: 'ana@acme.example', emailVerified: true, name: 'Ana', tenants: [acme], platformAdmin: false, providerSessionId: 'sid-1' };
  const provider = new FakeRelyingParty(person, clock.now);
  await ensureTenant({ work, ids, clock })({ id: acme.tenantId, alias: 'acme', name: 'Acme', members: [{ email: 'ana@acme.example', role: 'admin' }] }, { correlationId: 'c'.repeat(32), via: 'test' });

  const tokens = sessionTokens(secrets);
  const recognise = recogniseBrowser({ store, secrets, clock, journal, origins: [ours] });
  const browser = authenticateSession({ recognise, verifier: provider, keepFresh: keepSessionFresh({ store, provider, verifier: provider, tokens, clock, pause: async () => undefined }) });
  const admit = admitPerson({ work, clock, journal });
  const logoutVerifier = {
    async verify(token: string) {
      if (!token.startsWith('genuine')) throw invalid('logout_token', 'is not a valid logout token');
      return { tokenId: token, providerSessionId: 'sid-1', expiresAt: new Date(now + 120_000) };
    },
  };
  const router = sessionRouter(
    {
      beginSignIn: beginSignIn({ provider, secrets, clock }),
      recallSignIn: recallSignIn({ secrets, clock }),
      completeSignIn: completeSignIn({ provider, verifier: provider, store, tokens, secrets, ids, clock }),
      recogniseBrowser: recognise,
      authenticateSession: browser,
      signOut: signOut({ store, tokens, provider }),
      acceptLogoutToken: acceptLogoutToken({ verifier: logoutVerifier, store }),
    },
    { publicUrl: ours },
  );
  const authenticate = requestAuthenticator({
    authenticateApiKey: authenticateApiKey({ lookup: work, secrets, clock, journal }),
    authenticateToken: authenticateToken({ verifier: provider, admit }),
    authenticateSession: browser,
    admitPerson: admit,
  });
  const answerErrors: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
    const statuses: Record<string, number> = { unauthenticated: 401, forbidden: 403, invalid: 422, unavailable: 503 };
    const code = error instanceof AppError ? error.code : 'internal';
    response.status(statuses[code] ?? 500).json({ code });
  };
  const server = express().use('/auth', router).use(answerErrors).listen(0, '127.0.0.1');
  servers.push(server);
  await new Promise((resolve) => server.once('listening', resolve));
  const base = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;

  const send = (method: string, path: string, headers: Record<string, string> = {}, body?: string) =>
    fetch(base + path, { method, redirect: 'manual', headers, ...(body !== undefined && { body }) });
  const cookiesOf = (response: Response) => Object.fromEntries(response.headers.getSetCookie().map((line) => [line.split('=')[0]!, line] as const));
  const valueOf = (line: string | undefined) => line?.split(';')[0] ?? '';

  const begin = async (query = '') => {
    const response = await send('GET', `/auth/login${query}`);
    const state = new URL(response.headers.get('location') ?? '').searchParams.get('state');
    return { response, pendingCookie: valueOf(cookiesOf(response)['__Host-orx_sign_in']), callback: `/auth/callback?state=${state}&code=code` };
  };
  const signIn = async (query = '', more = '') => {
    const { pendingCookie, callback } = await begin(query);
    const response = await send('GET', callback, { cookie: `${pendingCookie}${more}` });
    const cookie = valueOf(cookiesOf(response)['__Host-orx_session']);
    const session = (await (await send('GET', '/auth/session', { cookie })).json()) as { csrf_token: string };
    return { response, cookie, csrf: session.csrf_token, session };
  };
  const meta: RequestMeta = { ip: '192.0.2.1', method: 'GET', operation: 'listAlerts', correlationId: 'c'.repeat(32) };
  return { send, begin, signIn, cookiesOf, provider, authenticate, meta, work, ids, clock, secrets, advance: (seconds: number) => void (now += seconds * 1000) };
}

describe('signing in with a browser', () => {
  test('goes to the provider and comes back with a session in a cookie that scripts cannot read', async () => {
    const { begin, signIn, cookiesOf } = await setup();
    const { response: sent } = await begin('?tenant=acme');
    expect(sent.status).toBe(303);
    expect(sent.headers.get('location')).toMatch(/^https:\/\/id\.example\/authorize\?state=state-1&tenant=acme$/);
    expect(sent.headers.get('cache-control')).toBe('no-store');
    expect(cookiesOf(sent)['__Host-orx_sign_in']).toMatch(/^__Host-orx_sign_in=[\w-]+; Max-Age=600; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/);

    const { response, session } = await signIn('?return_to=/docs');
    expect([response.status, response.headers.get('location')]).toEqual([303, '/docs']);
    expect(cookiesOf(response)['__Host-orx_session']).toMatch(/^__Host-orx_session=[\w-]{43}; Max-Age=36000; Path=\/; Expires=[^;]+; HttpOnly; Secure; SameSite=Lax$/);
    expect(cookiesOf(response)['__Host-orx_sign_in']).toContain('Expires=Thu, 01 Jan 1970');
    expect(session).toEqual({
      signed_in: true, subject: 'sub-ana', name: 'Ana', email: 'ana@acme.example', tenants: [{ tenant_id: acme.tenantId, alias: 'acme' }],
      csrf_token: expect.stringMatching(/^[\w-]{43}$/), expires_at: '2026-11-21T22:00:00.000Z',
    });
  });

  test('no token of the provider reaches the browser', async () => {
    const { signIn } = await setup();
    const { response, session } = await signIn();
    expect(JSON.stringify([...response.headers, session])).not.toMatch(/access-|refresh-|id-\d/);
  });

  test.each(['//evil.example', 'https://evil.example/', '/\\evil.example'])('never sends the browser on to %p', async (path) => {
    const { signIn } = await setup();
    expect((await signIn(`?return_to=${encodeURIComponent(path)}`)).response.headers.get('location')).toBe('/');
  });

  test('an answer without the cookie of its beginning is refused, so nobody can be signed in as somebody else', async () => {
    const { begin, send } = await setup();
    const { callback } = await begin();
    const { pendingCookie: other } = await begin();
    expect((await send('GET', callback)).status).toBe(401);
    expect((await send('GET', callback, { cookie: other })).status).toBe(401); // the state of another sign-in
    expect((await send('GET', callback, { cookie: '__Host-orx_sign_in=forged' })).status).toBe(401);
  });

  test('an answer that comes too late is refused', async () => {
    const { begin, send, advance } = await setup();
    const { callback, pendingCookie } = await begin();
    advance(SIGN_IN_MINUTES * 60);
    expect((await send('GET', callback, { cookie: pendingCookie })).status).toBe(401);
  });

  test('a planted session cookie is replaced, and an older session of the browser ends', async () => {
    const { signIn, send } = await setup();
    const first = await signIn();
    const second = await signIn('', `; ${first.cookie}`);
    expect(second.cookie).not.toBe(first.cookie);
    expect(await (await send('GET', '/auth/session', { cookie: first.cookie })).json()).toEqual({ signed_in: false });
  });

  test('a provider that is down answers 503, an odd tenant 422', async () => {
    const { send, provider } = await setup();
    provider.down = true;
    expect((await send('GET', '/auth/login')).status).toBe(503);
    expect((await send('GET', '/auth/login?tenant=ac%20me')).status).toBe(422);
  });
});

describe('the session of a browser', () => {
  test('not being signed in is an answer', async () => {
    const { send } = await setup();
    for (const cookie of ['', '__Host-orx_session=', '__Host-orx_session=forged']) {
      const response = await send('GET', '/auth/session', cookie ? { cookie } : {});
      expect([response.status, await response.json()]).toEqual([200, { signed_in: false }]);
    }
  });

  test('opens the API to reads, and to writes of our own pages only', async () => {
    const { signIn, authenticate, meta } = await setup();
    const { cookie, csrf } = await signIn();
    const principal = await authenticate({ cookie: `theme=dark; ${cookie}` }, { ...meta, traceparent: `00-${'c'.repeat(32)}-${'1'.repeat(16)}-01` });
    expect(principal).toMatchObject({ kind: 'session', actor: { tenantId: acme.tenantId, subject: 'sub-ana', kind: 'user', name: 'Ana', ip: '192.0.2.1', via: 'listAlerts' } });
    expect([principal.may('members:write'), principal.may('tenants:write'), principal.may('session')]).toEqual([true, false, true]);

    const write: RequestMeta = { ...meta, method: 'POST', origin: ours, fetchSite: 'same-origin', csrfToken: csrf };
    await expect(authenticate({ cookie }, write)).resolves.toMatchObject({ kind: 'session' });
    const { csrfToken: _, ...noToken } = write;
    const { origin: _o, fetchSite: _f, ...noProvenance } = write;
    const forged: readonly RequestMeta[] = [
      noToken, noProvenance,
      { ...write, csrfToken: '' }, { ...write, csrfToken: `${csrf}x` }, { ...write, csrfToken: csrf.toLowerCase() },
      { ...write, origin: 'https://evil.example' }, { ...write, origin: 'null' }, { ...write, fetchSite: 'cross-site' }, { ...write, fetchSite: 'same-site' },
    ];
    for (const attempt of forged) await expect(authenticate({ cookie }, attempt)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('a CSRF token is worth nothing in another session', async () => {
    const { signIn, authenticate, meta } = await setup();
    const [{ cookie }, { csrf }] = [await signIn(), await signIn()];
    await expect(authenticate({ cookie }, { ...meta, method: 'DELETE', origin: ours, csrfToken: csrf })).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('ends after ten hours', async () => {
    const { signIn, send, advance, provider } = await setup();
    const { cookie } = await signIn();
    advance(10 * 3600 - 1);
    expect(await (await send('GET', '/auth/session', { cookie })).json()).toMatchObject({ signed_in: true });
    expect(provider.refreshes).toBe(1);
    advance(1);
    expect(await (await send('GET', '/auth/session', { cookie })).json()).toEqual({ signed_in: false });
  });

  test('ends with the sign-out of our own page, which is then sent to the provider', async () => {
    const { signIn, send, cookiesOf } = await setup();
    const { cookie, csrf } = await signIn();
    expect((await send('POST', '/auth/logout', { cookie })).status).toBe(403);
    expect((await send('POST', '/auth/logout', { cookie, origin: 'https://evil.example', 'x-csrf-token': csrf })).status).toBe(403);
    expect((await send('GET', '/auth/logout', { cookie })).status).toBe(404);
    const response = await send('POST', '/auth/logout', { cookie, origin: ours, 'x-csrf-token': csrf });
    expect([response.status, await response.json()]).toEqual([200, { logout_url: expect.stringMatching(/^https:\/\/id\.example\/logout\?id_token_hint=id-\d$/) }]);
    expect(cookiesOf(response)['__Host-orx_session']).toContain('Expires=Thu, 01 Jan 1970');
    expect(await (await send('GET', '/auth/session', { cookie })).json()).toEqual({ signed_in: false });
  });

  test('ends with the sign-out also while the provider is down', async () => {
    const { signIn, send, provider } = await setup();
    const { cookie, csrf } = await signIn();
    provider.down = true;
    const response = await send('POST', '/auth/logout', { cookie, origin: ours, 'x-csrf-token': csrf });
    expect([response.status, await response.json()]).toEqual([200, { logout_url: null }]);
    expect(await (await send('GET', '/auth/session', { cookie })).json()).toEqual({ signed_in: false });
  });

  test('ends when the provider says so, once per logout token', async () => {
    const { signIn, send } = await setup();
    const { cookie } = await signIn();
    const form = { 'content-type': 'application/x-www-form-urlencoded' };
    const tell = (token: string) => send('POST', '/auth/backchannel-logout', form, `logout_token=${token}`);
    expect((await tell('forged')).status).toBe(400);
    expect(await (await send('GET', '/auth/session', { cookie })).json()).toMatchObject({ signed_in: true });
    const accepted = await tell('genuine-1');
    expect([accepted.status, accepted.headers.get('cache-control')]).toEqual([200, 'no-store']);
    expect(await (await send('GET', '/auth/session', { cookie })).json()).toEqual({ signed_in: false });
    const replayed = await tell('genuine-1');
    expect([replayed.status, await replayed.json()]).toEqual([400, { error: 'invalid_request', error_description: 'logout_token: was used before' }]);
    expect((await send('POST', '/auth/backchannel-logout', form, 'logout_token=a&logout_token=b')).status).toBe(400);
    expect((await send('POST', '/auth/backchannel-logout')).status).toBe(400);
  });
});

describe('which credential counts', () => {
  const keyOf = async ({ work, ids, clock, secrets }: Awaited<ReturnType<typeof setup>>) => {
    const admin = { tenantId: acme.tenantId, subject: 'sub-ana', kind: 'user', correlationId: 'c'.repeat(32), via: 'test' } as const;
    return createApiKey({ work, secrets, ids, clock, environment: 'test' })(admin, { name: 'prometheus', scopes: ['alerts:write'] });
  };

  test('an API key works in its own header and as a bearer credential', async () => {
    const world = await setup();
    const { key, secret } = await keyOf(world);
    for (const credentials of [{ apiKey: secret }, { authorization: `Bearer ${secret}` }, { authorization: `bearer   ${secret} ` }]) {
      const principal = await world.authenticate(credentials, { ...world.meta, method: 'POST' });
      expect(principal).toMatchObject({ kind: 'api_key', actor: { kind: 'api_key', subject: `api-key:${key.keyId}`, tenantId: acme.tenantId, name: 'prometheus' } });
      expect([principal.may('alerts:write'), principal.may('alerts:read'), principal.may('members:read')]).toEqual([true, false, false]);
    }
  });

  test('an access token works as a bearer credential, with no regard to where the request comes from', async () => {
    const { signIn, authenticate, meta } = await setup();
    await signIn();
    const principal = await authenticate({ authorization: 'Bearer access-2' }, { ...meta, method: 'POST', origin: 'https://elsewhere.example', fetchSite: 'cross-site' });
    expect(principal).toMatchObject({ kind: 'bearer', actor: { kind: 'user', subject: 'sub-ana' } });
  });

  test('a wrong credential is not made good by a cookie, and two explicit ones are none', async () => {
    const world = await setup();
    const { cookie } = await world.signIn();
    const { secret } = await keyOf(world);
    const attempts = [
      {}, { cookie: '' }, { cookie: 'theme=dark' }, { authorization: '' }, { authorization: 'Bearer' }, { authorization: 'Basic YTpi' }, { apiKey: '' }, { apiKey: 'access-2' },
      { authorization: 'Bearer forged', cookie }, { apiKey: 'orx_forged', cookie }, { authorization: `Basic ${Buffer.from(`${secret}:key`).toString('base64')}` },
      { apiKey: secret, authorization: 'Bearer access-2' }, { authorization: 'Bearer access-2 access-2' }, { authorization: 'Bearer access-2', tenant: 'globex' }, { apiKey: secret, tenant: 'globex' },
    ];
    for (const credentials of attempts) {
      await expect(world.authenticate(credentials, world.meta)).rejects.toMatchObject({ code: 'unauthenticated', message: 'authentication required' });
    }
  });
});
