import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createRemoteJWKSet, type JWTPayload, jwtVerify } from 'jose';
import * as client from 'openid-client';
import { FormBrowser } from './form-browser.ts';

/** The provider under test, started with the demo realm and these values for its placeholders. */
export interface ProviderUnderTest {
  readonly url: string;
  readonly issuer: string;
  stop(): Promise<void>;
}
export type StartProvider = (variables: Readonly<Record<string, string>>) => Promise<ProviderUnderTest>;

const ACME = '0198c0de-0000-7000-8000-000000000001';
const ANA = '0198c0de-0000-7000-8000-000000000101';
const CALLBACK = 'http://localhost:8080/auth/callback';

interface TokenAnswer {
  readonly access_token: string;
  readonly refresh_token: string;
  readonly id_token?: string;
  readonly error?: string;
}

/** What Orchestrix relies on, of the embedded provider and of a real Keycloak alike. */
export function identityProviderContract(name: string, start: StartProvider): void {
  describe(`${name} keeps the identity contract`, () => {
    let provider: ProviderUnderTest;
    let application: Server;
    const logoutTokens: string[] = [];

    beforeAll(async () => {
      application = createServer((request, response) => {
        let body = '';
        request.on('data', (chunk: Buffer) => { body += chunk.toString(); }).on('end', () => {
          logoutTokens.push(new URLSearchParams(body).get('logout_token') ?? '');
          response.writeHead(200).end();
        });
      }).listen(0, '127.0.0.1');
      await once(application, 'listening');
      provider = await start({ ORCHESTRIX_BACKCHANNEL_URL: `http://127.0.0.1:${(application.address() as AddressInfo).port}` });
    });
    afterAll(async () => {
      application.close();
      await provider?.stop();
    });

    const post = async (path: string, form: Readonly<Record<string, string>>): Promise<{ status: number; body: TokenAnswer }> => {
      const response = await fetch(`${provider.issuer}/protocol/openid-connect/${path}`, { method: 'POST', body: new URLSearchParams(form) });
      return { status: response.status, body: (await response.json()) as TokenAnswer };
    };
    const signIn = (username: string, scope = 'openid organization', password = username) => post('token', { client_id: 'orchestrix-cli', grant_type: 'password', username, password, scope });
    const refresh = (refresh_token: string) => post('token', { client_id: 'orchestrix-cli', grant_type: 'refresh_token', refresh_token });
    const verify = async (token: string): Promise<JWTPayload> => {
      const keys = createRemoteJWKSet(new URL(`${provider.issuer}/protocol/openid-connect/certs`));
      const { payload } = await jwtVerify(token, keys, {
        algorithms: ['ES256'], issuer: provider.issuer, audience: 'orchestrix-api', typ: 'at+jwt', requiredClaims: ['exp', 'iat', 'sub', 'azp'], clockTolerance: 5,
      });
      return payload;
    };
    const claimsOf = async (username: string, scope?: string) => await verify((await signIn(username, scope)).body.access_token);

    test('an access token names the person, the tenant and the audience', async () => {
      expect(await claimsOf('ana')).toMatchObject({
        sub: ANA, aud: 'orchestrix-api', azp: 'orchestrix-cli', typ: 'Bearer', sid: expect.any(String),
        preferred_username: 'ana', name: 'Ana Alvarez', email: 'ana@acme.example', organization: ['acme'], tenants: { acme: { id: ACME, tenant_id: [ACME] } },
      });
    });

    test.each([['organization:acme', true], ['organization:*', true], ['organization:globex', false], ['', false]])('the scope "%s" puts the tenant into the token: %s', async (scope, there) => {
      expect('tenants' in (await claimsOf('ana', `openid ${scope}`.trim()))).toBe(there);
    });

    test('the platform administrator has a realm role and no tenant', async () => {
      const claims = await claimsOf('root');
      expect(claims).toMatchObject({ realm_access: { roles: ['platform-admin'] } });
      expect(claims).not.toHaveProperty('tenants');
      expect(await claimsOf('ana')).not.toHaveProperty('realm_access');
    });

    test('a wrong password is an invalid grant', async () => {
      expect(await signIn('ana', 'openid', 'wrong')).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    });

    test('userinfo answers an access token and refuses anything else', async () => {
      const userinfo = (token: string) => fetch(`${provider.issuer}/protocol/openid-connect/userinfo`, { headers: { authorization: `Bearer ${token}` } });
      expect(await (await userinfo((await signIn('ana')).body.access_token)).json()).toMatchObject({ sub: ANA, email: 'ana@acme.example', tenants: { acme: {} } });
      expect((await userinfo('nonsense')).status).toBe(401);
    });

    test('a refresh token works once', async () => {
      const { body: first } = await signIn('rita');
      const second = await refresh(first.refresh_token);
      expect(second.status).toBe(200);
      expect(await verify(second.body.access_token)).toMatchObject({ preferred_username: 'rita', organization: ['acme'] });
      expect(await refresh(first.refresh_token)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
    });

    test('the device flow begins with a code for people', async () => {
      const { status, body } = await post('auth/device', { client_id: 'orchestrix-cli', scope: 'openid' });
      expect(status).toBe(200);
      expect(body).toMatchObject({ user_code: expect.any(String), verification_uri: `${provider.issuer}/device` });
    });

    describe('in a browser', () => {
      const browser = () => new FormBrowser('http://localhost:8080/');
      const configure = () => client.discovery(new URL(provider.issuer), 'orchestrix-web', 'orchestrix-web-development-secret', undefined, { execute: [client.allowInsecureRequests] });
      const parameters = { redirect_uri: CALLBACK, scope: 'openid organization', state: 's' };

      async function signInWithCode(window: FormBrowser, config: client.Configuration, username: string) {
        const verifier = client.randomPKCECodeVerifier();
        const challenge = { code_challenge: await client.calculatePKCECodeChallenge(verifier), code_challenge_method: 'S256', nonce: 'n' };
        const result = await window.follow(client.buildAuthorizationUrl(config, { ...parameters, ...challenge }), { username, password: username });
        if (!('arrived' in result)) throw new Error(`no code, but: ${result.page}`);
        return await client.authorizationCodeGrant(config, result.arrived, { pkceCodeVerifier: verifier, expectedState: 's', expectedNonce: 'n' });
      }

      test('a code is exchanged for tokens whose ID token knows person and tenant', async () => {
        const tokens = await signInWithCode(browser(), await configure(), 'ana');
        expect(tokens.claims()).toMatchObject({ sub: ANA, aud: 'orchestrix-web', preferred_username: 'ana', tenants: { acme: { tenant_id: [ACME] } }, sid: expect.any(String) });
        expect(await verify(tokens.access_token)).toMatchObject({ azp: 'orchestrix-web', sid: tokens.claims()?.['sid'] });
        expect(tokens.refresh_token).toBeDefined();
      });

      test('somebody who is signed in is not asked again', async () => {
        const [window, config] = [browser(), await configure()];
        await signInWithCode(window, config, 'ana');
        const again = await window.follow(client.buildAuthorizationUrl(config, { ...parameters, code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' }));
        expect('arrived' in again && again.arrived.searchParams.get('code')).toEqual(expect.any(String));
      });

      test('a wrong password shows the form again', async () => {
        const result = await browser().follow(client.buildAuthorizationUrl(await configure(), { ...parameters, code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM', code_challenge_method: 'S256' }), { username: 'ana', password: 'wrong' });
        expect(result).toMatchObject({ page: expect.stringMatching(/Invalid user ?name or password|Invalid password/i) });
      });

      test('a request without PKCE goes back with an error, one to a foreign address goes nowhere', async () => {
        const config = await configure();
        const without = await browser().follow(client.buildAuthorizationUrl(config, parameters));
        expect('arrived' in without && without.arrived.searchParams.get('error')).toBe('invalid_request');
        expect(await browser().follow(client.buildAuthorizationUrl(config, { ...parameters, redirect_uri: 'http://evil.example/' }))).toMatchObject({ status: 400 });
      });

      test('signing out comes back to the application, tells it by the back channel and ends the refresh token', async () => {
        const [window, config] = [browser(), await configure()];
        const tokens = await signInWithCode(window, config, 'victor');
        logoutTokens.length = 0;
        const out = await window.follow(client.buildEndSessionUrl(config, { id_token_hint: tokens.id_token ?? '', post_logout_redirect_uri: 'http://localhost:8080/bye' }));
        expect('arrived' in out && out.arrived.pathname).toBe('/bye');
        for (let waits = 0; logoutTokens.length === 0 && waits < 50; waits += 1) await new Promise((resolve) => setTimeout(resolve, 100));
        const keys = createRemoteJWKSet(new URL(`${provider.issuer}/protocol/openid-connect/certs`));
        const { payload } = await jwtVerify(logoutTokens[0] ?? '', keys, { issuer: provider.issuer, audience: 'orchestrix-web', typ: 'logout+jwt' });
        expect(payload).toMatchObject({ sid: tokens.claims()?.['sid'], events: { 'http://schemas.openid.net/event/backchannel-logout': {} } });
        await expect(client.refreshTokenGrant(config, tokens.refresh_token ?? '')).rejects.toMatchObject({ error: 'invalid_grant' });
      });
    });

    describe('for the directory', () => {
      const json = { 'content-type': 'application/json' };
      const serviceToken = async (): Promise<string> =>
        (await post('token', { client_id: 'orchestrix-admin', client_secret: 'orchestrix-admin-development-secret', grant_type: 'client_credentials' })).body.access_token;
      async function admin(method: string, path: string, body?: unknown, token?: string): Promise<{ status: number; body: unknown; location: string | null }> {
        const headers = { ...json, authorization: `Bearer ${token ?? (await serviceToken())}` };
        const response = await fetch(`${provider.url}/admin/realms/orchestrix${path}`, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) });
        const text = await response.text();
        return { status: response.status, location: response.headers.get('location'), body: text.startsWith('{') || text.startsWith('[') ? JSON.parse(text) : text };
      }
      const idOf = ({ location }: { location: string | null }): string => location?.split('/').at(-1) ?? '';
      const newcomer = () => ({ username: `zoe-${randomUUID()}@acme.example`, email: `zoe-${randomUUID()}@acme.example`, enabled: true, emailVerified: true, firstName: 'Zoe', lastName: 'Zimmer' });

      test('only a service account with the roles may use it', async () => {
        expect((await admin('GET', '/users', undefined, 'nonsense')).status).toBe(401);
        expect((await admin('GET', '/users', undefined, (await signIn('ana')).body.access_token)).status).toBe(403);
      });

      test('people are found by their exact address, created once and removed', async () => {
        expect(await admin('GET', '/users?email=ANA@acme.example&exact=true')).toMatchObject({ status: 200, body: [{ id: ANA, username: 'ana', firstName: 'Ana', email: 'ana@acme.example', enabled: true }] });
        expect((await admin('GET', '/users?email=an@acme.example&exact=true')).body).toEqual([]);
        const zoe = newcomer();
        const created = await admin('POST', '/users', zoe);
        expect(created.status).toBe(201);
        expect(await admin('GET', `/users/${idOf(created)}`)).toMatchObject({ status: 200, body: { email: zoe.email, lastName: 'Zimmer' } });
        expect(await admin('POST', '/users', zoe)).toMatchObject({ status: 409, body: { errorMessage: expect.stringContaining('User exists with same') } });
        expect((await admin('DELETE', `/users/${idOf(created)}`)).status).toBe(204);
        expect((await admin('GET', `/users/${idOf(created)}`)).status).toBe(404);
      });

      test('an organization carries its tenant, and disabling it takes the claim away', async () => {
        const [alias, tenantId] = [`initech-${randomUUID()}`, randomUUID()];
        const created = await admin('POST', '/organizations', { name: alias, alias, enabled: true, attributes: { tenant_id: [tenantId] } });
        expect(created.status).toBe(201);
        const path = `/organizations/${idOf(created)}`;
        expect((await admin('POST', '/organizations', { name: alias, alias })).status).toBe(409);
        expect((await admin('GET', `/organizations?search=${alias}`)).body).toMatchObject([{ id: idOf(created), alias, enabled: true }]);
        expect((await admin('GET', `/organizations?q=tenant_id:${tenantId}`)).body).toMatchObject([{ alias }]);
        expect((await admin('GET', path)).body).toMatchObject({ alias, attributes: { tenant_id: [tenantId] } });

        const bob = (await admin('GET', '/users?username=bob&exact=true')).body as { id: string }[];
        expect((await admin('POST', `${path}/members`, bob[0]?.id)).status).toBe(201);
        expect((await admin('POST', `${path}/members`, bob[0]?.id)).status).toBe(409);
        expect((await admin('GET', `${path}/members`)).body).toMatchObject([{ id: bob[0]?.id, username: 'bob' }]);
        expect(await claimsOf('bob', `openid organization:${alias}`)).toMatchObject({ tenants: { [alias]: { tenant_id: [tenantId] } } });

        expect((await admin('PUT', path, { name: alias, alias, enabled: false })).status).toBe(204);
        expect((await admin('GET', path)).body).toMatchObject({ enabled: false, attributes: { tenant_id: [tenantId] } });
        expect((await claimsOf('bob', 'openid organization:*'))['tenants']).toEqual({ globex: expect.anything() });
        expect((await admin('DELETE', `${path}/members/${bob[0]?.id}`)).status).toBe(204);
        expect((await admin('DELETE', `${path}/members/${bob[0]?.id}`)).status).toBe(404);
        expect((await admin('POST', `${path}/members`, randomUUID())).status).toBe(404);
        expect((await admin('GET', `/organizations/${randomUUID()}`)).status).toBe(404);
      });

      test('signing a person out ends their refresh tokens', async () => {
        const { body } = await signIn('oscar');
        const oscar = (await admin('GET', '/users?username=oscar&exact=true')).body as { id: string }[];
        expect((await admin('POST', `/users/${oscar[0]?.id}/logout`)).status).toBe(204);
        expect(await refresh(body.refresh_token)).toMatchObject({ status: 400, body: { error: 'invalid_grant' } });
      });
    });
  });
}
