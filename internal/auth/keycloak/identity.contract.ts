import express, { type ErrorRequestHandler } from 'express';
import { once } from 'node:events';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { v7 as uuidv7 } from 'uuid';
import { AppError } from '#pkg/apperror';
import { FormBrowser } from '#pkg/devstack';
import { createLogger, createRegistry } from '#pkg/observability';
import { asTenantId, type Actor } from '#internal/kernel';
import type { RequestMeta } from '#internal/platform/http';
import { systemClock, useTransactions, uuidGenerator } from '#test/support';
import { createAuth, createDirectorySync, createTenantSeed } from '../module.ts';
import { NO_TENANT } from '../domain/tenant.ts';
import { postgresAuth } from '../postgres/postgres-auth.ts';
import { createTenant } from '../service/create-tenant.ts';
import { inviteMember } from '../service/invite-member.ts';
import { updateTenant } from '../service/update-tenant.ts';
import { KeycloakAdminClient } from './keycloak-admin-client.ts';

export interface ProviderUnderTest {
  readonly issuer: string;
  stop(): Promise<void>;
}

const ACME = asTenantId('0198c0de-0000-7000-8000-000000000001');
const ANA = '0198c0de-0000-7000-8000-000000000101';
const correlationId = 'c'.repeat(32);
const root: Actor = { tenantId: NO_TENANT, subject: 'root', kind: 'user', correlationId, via: 'test' };
const read: RequestMeta = { ip: '127.0.0.1', method: 'GET', operation: 'listAlerts', correlationId };

/** Sign-in, tokens, sessions and the directory against a running identity provider with the demo realm. */
export function identityContract(name: string, start: (variables: Readonly<Record<string, string>>) => Promise<ProviderUnderTest>): void {
  describe(`identity with ${name}`, () => {
    const transactions = useTransactions();
    const foundation = { transactions, clock: systemClock, ids: uuidGenerator };
    const work = postgresAuth(transactions);
    let secondsAhead = 0;
    const clock = { now: () => new Date(Date.now() + secondsAhead * 1000) };
    const application = express();
    const server = createServer(application);
    let provider: ProviderUnderTest;
    let auth: ReturnType<typeof createAuth>;
    let sync: ReturnType<typeof createDirectorySync>;
    let admin: KeycloakAdminClient;
    let publicUrl: string;

    beforeAll(async () => {
      server.listen(0, '127.0.0.1');
      await once(server, 'listening');
      publicUrl = `http://localhost:${(server.address() as AddressInfo).port}`;
      provider = await start({ ORCHESTRIX_PUBLIC_URL: publicUrl, ORCHESTRIX_BACKCHANNEL_URL: publicUrl.replace('localhost', '127.0.0.1') });
      const { issuer } = provider;
      auth = createAuth({
        ...foundation,
        clock,
        logger: createLogger({ service: 'test', level: 'silent' }),
        registry: createRegistry('test'),
        identity: { issuer, audience: 'orchestrix-api', clientId: 'orchestrix-web', clientSecret: 'orchestrix-web-development-secret' },
        publicUrl,
        sessionSecret: 'a session secret of at least 32 bytes',
        keyEnvironment: 'test',
      });
      const administration = { issuer, clientId: 'orchestrix-admin', clientSecret: 'orchestrix-admin-development-secret' };
      sync = createDirectorySync({ ...foundation, admin: administration });
      admin = new KeycloakAdminClient(administration, systemClock);
      const answerErrors: ErrorRequestHandler = (error: unknown, _request, response, _next) => {
        response.status(error instanceof AppError ? 400 : 500).json({ error: String(error) });
      };
      application.use('/auth', auth.router).use(answerErrors);
      await createTenantSeed(foundation)({ id: ACME, alias: 'acme', name: 'Acme', members: [{ email: 'ana@acme.example', role: 'admin' }] }, { correlationId, via: 'seed' });
    });
    afterEach(() => {
      secondsAhead = 0;
    });
    afterAll(async () => {
      server.close();
      await provider?.stop();
    });

    const send = (method: string, path: string, headers: Record<string, string> = {}) => fetch(new URL(path, publicUrl), { method, headers, redirect: 'manual' });
    const cookieIn = (response: Response, cookie: string) => response.headers.getSetCookie().find((line) => line.startsWith(`${cookie}=`))?.split(';')[0] ?? '';
    const sessionOf = async (cookie: string) => (await (await send('GET', '/auth/session', { cookie })).json()) as { signed_in: boolean; csrf_token: string };
    const browse = () => new FormBrowser(`${publicUrl}/`);

    async function signIn(browser: FormBrowser, query = '?return_to=/docs') {
      const login = await send('GET', `/auth/login${query}`);
      const reached = await browser.follow(login.headers.get('location') ?? '', { username: 'ana', password: 'ana' });
      if (!('arrived' in reached)) throw new Error(`sign-in ended at a page with status ${reached.status}`);
      const callback = reached.arrived.pathname + reached.arrived.search;
      const pending = cookieIn(login, '__Host-orx_sign_in');
      const response = await send('GET', callback, { cookie: pending });
      return { response, callback, pending, cookie: cookieIn(response, '__Host-orx_session') };
    }

    async function accessToken(username: string, password = username): Promise<string> {
      const body = new URLSearchParams({ client_id: 'orchestrix-cli', grant_type: 'password', scope: 'openid organization', username, password });
      const response = await fetch(`${provider.issuer}/protocol/openid-connect/token`, { method: 'POST', body });
      return ((await response.json()) as { access_token: string }).access_token;
    }

    test('a token of the provider opens the tenant it names', async () => {
      const principal = await auth.authenticator({ authorization: `Bearer ${await accessToken('ana')}` }, read);
      expect(principal).toMatchObject({ kind: 'bearer', actor: { tenantId: ACME, subject: ANA, name: 'Ana Alvarez' } });
      expect([principal.may('api-keys:write'), principal.may('tenants:write')]).toEqual([true, false]);
    });

    test("the platform administrator's token opens tenants and nothing inside one", async () => {
      const principal = await auth.authenticator({ authorization: `Bearer ${await accessToken('root')}` }, read);
      expect(principal.actor.tenantId).toBe(NO_TENANT);
      expect([principal.may('tenants:write'), principal.may('alerts:read')]).toEqual([true, false]);
    });

    test.each(['?return_to=/docs', '?return_to=/docs&tenant=acme'])('a browser signs in with %s, and its session opens the API', async (query) => {
      const { response, cookie, callback, pending } = await signIn(browse(), query);
      expect([response.status, response.headers.get('location')]).toEqual([303, '/docs']);
      const { csrf_token, ...session } = await sessionOf(cookie);
      expect(session).toMatchObject({ signed_in: true, subject: ANA, email: 'ana@acme.example', tenants: [{ tenant_id: ACME, alias: 'acme' }] });

      expect(await auth.authenticator({ cookie }, read)).toMatchObject({ kind: 'session', actor: { tenantId: ACME, subject: ANA } });
      const write: RequestMeta = { ...read, method: 'POST', origin: publicUrl, fetchSite: 'same-origin', csrfToken: csrf_token };
      expect(await auth.authenticator({ cookie }, write)).toMatchObject({ kind: 'session' });
      await expect(auth.authenticator({ cookie }, { ...write, csrfToken: 'forged' })).rejects.toMatchObject({ code: 'forbidden' });
      expect((await send('GET', callback, { cookie: pending })).status).toBe(400); // a code works once
    });

    test('tokens that run out are renewed behind the scenes, also when several requests need them at once', async () => {
      const { cookie } = await signIn(browse());
      secondsAhead = 280;
      const principals = await Promise.all(Array.from({ length: 5 }, () => auth.authenticator({ cookie }, read)));
      expect(new Set(principals.map(({ actor }) => actor.subject))).toEqual(new Set([ANA]));
      expect(await sessionOf(cookie)).toMatchObject({ signed_in: true });
    });

    test('signing out ends our session and the one at the provider', async () => {
      const browser = browse();
      const { cookie } = await signIn(browser);
      const { csrf_token } = await sessionOf(cookie);
      const response = await send('POST', '/auth/logout', { cookie, origin: publicUrl, 'x-csrf-token': csrf_token });
      const { logout_url } = (await response.json()) as { logout_url: string };
      expect(await sessionOf(cookie)).toEqual({ signed_in: false });
      expect(await browser.follow(logout_url)).toMatchObject({ arrived: expect.objectContaining({ pathname: '/' }) });
      const again = await send('GET', '/auth/login');
      const asked = await browser.follow(again.headers.get('location') ?? '', { username: 'ana', password: 'wrong' });
      expect(asked).toHaveProperty('page'); // a provider that still knew the browser would not have asked for the password
    });

    test('a session that an administrator ends at the provider ends here', async () => {
      const { cookie } = await signIn(browse());
      expect(await sessionOf(cookie)).toMatchObject({ signed_in: true });
      await admin.call('POST', `/users/${ANA}/logout`, [204]);
      for (let waited = 0; (await sessionOf(cookie)).signed_in && waited < 5_000; waited += 100) await new Promise((resolve) => setTimeout(resolve, 100));
      expect(await sessionOf(cookie)).toEqual({ signed_in: false });
    });

    describe('a tenant that is made here', () => {
      const alias = `t${uuidv7().replaceAll('-', '').slice(-16)}`;
      const email = `nina@${alias}.example`;
      let tenant: Awaited<ReturnType<ReturnType<typeof createTenant>>>;
      let actor: Actor;

      const tell = (type: keyof typeof sync, data: Record<string, string> = {}) =>
        sync[type]({ id: uuidv7(), type, tenantId: tenant.id, aggregateId: tenant.id, occurredAt: new Date(), correlationId, data });
      const organizations = async () => (await admin.call('GET', `/organizations?q=tenant_id:${tenant.id}`, [200])).body as { id: string; alias: string; name: string; enabled: boolean }[];
      const memberNames = async () => {
        const [organization] = await organizations();
        return ((await admin.call('GET', `/organizations/${organization!.id}/members`, [200])).body as { email: string }[]).map((member) => member.email);
      };

      beforeAll(async () => {
        tenant = await createTenant({ work, ...foundation })(root, { alias, name: `Tenant ${alias}`, admin: { email } });
        actor = { ...root, tenantId: tenant.id };
      });

      test('becomes an organization, once, however often the provider is told', async () => {
        for (let time = 0; time < 2; time += 1) await tell('auth.tenant.created');
        expect(await organizations()).toEqual([expect.objectContaining({ alias, name: `Tenant ${alias}`, enabled: true })]);
      });

      test('its administrator becomes a user and a member, once', async () => {
        const member = await work.read(actor, ({ members }) => members.findByEmail(email));
        for (let time = 0; time < 2; time += 1) await tell('auth.member.invited', { member_id: member!.id });
        expect(await memberNames()).toEqual([email]);
      });

      test('its administrator is let in after the address was confirmed, and bound to the subject', async () => {
        const [user] = (await admin.call('GET', `/users?email=${email}&exact=true`, [200])).body as { id: string }[];
        const confirm = async (emailVerified: boolean) => {
          const { body } = await admin.call('GET', `/users/${user!.id}`, [200]);
          await admin.call('PUT', `/users/${user!.id}`, [204], { ...(body as object), firstName: 'Nina', lastName: 'Novak', emailVerified, requiredActions: [] });
        };
        await admin.call('PUT', `/users/${user!.id}/reset-password`, [204], { type: 'password', value: 'nina', temporary: false });
        await confirm(false);
        await expect(auth.authenticator({ authorization: `Bearer ${await accessToken(email, 'nina')}` }, read)).rejects.toMatchObject({ code: 'forbidden' });
        await confirm(true);
        secondsAhead = 5; // the refusal is remembered for four seconds
        const principal = await auth.authenticator({ authorization: `Bearer ${await accessToken(email, 'nina')}` }, read);
        expect(principal.actor).toMatchObject({ tenantId: tenant.id, subject: user!.id });
        expect(principal.may('members:write')).toBe(true);
        expect(await work.read(actor, ({ members }) => members.findByEmail(email))).toMatchObject({ status: 'active', subject: user!.id });
      });

      test('a member who is removed leaves the organization; one who was invited again stays', async () => {
        const person = await inviteMember({ work, ...foundation })(actor, { email: 'ana@acme.example', name: 'Ana Alvarez', role: 'viewer' });
        await tell('auth.member.invited', { member_id: person.id });
        await tell('auth.member.removed', { member_id: person.id, email: person.email }); // late: the membership is there again
        expect((await memberNames()).sort()).toEqual(['ana@acme.example', email]);
        await work.run(actor, ({ members }) => members.remove(person));
        for (let time = 0; time < 2; time += 1) await tell('auth.member.removed', { member_id: person.id, email: person.email });
        expect(await memberNames()).toEqual([email]);
        await tell('auth.member.invited', { member_id: uuidv7() }); // gone by now: nothing to do
      });

      test('is renamed and switched off, and its people are out', async () => {
        await updateTenant({ work, clock: systemClock })(root, tenant.id, { name: `Renamed ${alias}`, enabled: false }, undefined);
        await tell('auth.tenant.updated');
        expect(await organizations()).toEqual([expect.objectContaining({ alias, name: `Renamed ${alias}`, enabled: false })]);
        secondsAhead = 10;
        await expect(auth.authenticator({ authorization: `Bearer ${await accessToken(email, 'nina')}` }, read)).rejects.toMatchObject({ code: 'forbidden' });
      });
    });

    test('an event about a member waits for the organization', async () => {
      const tenantId = asTenantId(uuidv7());
      const seed = { id: tenantId, alias: `t${uuidv7().replaceAll('-', '').slice(-16)}`, name: 'Later', members: [{ email: 'later@acme.example', role: 'viewer' as const }] };
      await createTenantSeed(foundation)(seed, { correlationId, via: 'seed' });
      const member = await work.read({ ...root, tenantId }, ({ members }) => members.findByEmail('later@acme.example'));
      const event = { id: uuidv7(), type: 'auth.member.invited', tenantId, aggregateId: tenantId, occurredAt: new Date(), correlationId, data: { member_id: member!.id } };
      await expect(sync['auth.member.invited'](event)).rejects.toMatchObject({ code: 'not_found' });
    });
  });
}
