import { generateKeyPairSync } from 'node:crypto';
import { decodeJwt, jwtVerify, UnsecuredJWT } from 'jose';
import { asTenantId, systemActor, type JsonObject } from '#internal/kernel';
import { EgressError, PUBLIC_HTTPS_ONLY, type EgressClient, type EgressRequest } from '#pkg/egress';
import type { OAuth2Settings } from '../domain/definition.ts';
import { OpenidAccessTokens } from './openid-access-tokens.ts';

const actor = (tenant: string) => systemActor(asTenantId(tenant), 'test', { correlationId: 'c', via: 'test' });
const { signal } = new AbortController();

/** A provider that answers every token request, and metadata where OpenID Connect wants them. */
function setup(answer: (request: EgressRequest, count: number) => { readonly status?: number; readonly body: JsonObject } = (_, count) => ({ body: { access_token: `token-${count}`, token_type: 'bearer', expires_in: 300 } })) {
  const sent: EgressRequest[] = [];
  let now = new Date('2026-03-01T12:00:00.000Z');
  const client: EgressClient = {
    async send(request) {
      sent.push(request);
      const metadata = request.url.includes('/.well-known/openid-configuration');
      const { status = 200, body } = metadata ? { body: { issuer: 'https://id.test/realm', token_endpoint: 'https://id.test/realm/token' } } : answer(request, sent.length);
      const text = JSON.stringify(body);
      return { status, headers: { 'content-type': 'application/json' }, body: text, bytes: Buffer.from(text) };
    },
  };
  const tokens = new OpenidAccessTokens({ client, policyOf: async () => PUBLIC_HTTPS_ONLY, clock: { now: () => now } });
  const form = (index = -1) => Object.fromEntries(new URLSearchParams(String(sent.at(index)?.body)));
  return { sent, tokens, form, later: (ms: number) => (now = new Date(now.getTime() + ms)) };
}
const settings = (rest: Partial<OAuth2Settings> = {}): OAuth2Settings => ({ authority: 'https://id.test/realm', grant: 'client_credentials', client: { id: 'me', secret: 's3cret' }, ...rest });

describe('OpenidAccessTokens', () => {
  test('asks at the token endpoint of the authority, and keeps the token until shortly before it ends', async () => {
    const { sent, tokens, form, later } = setup();
    const ask = () => tokens.obtain(actor('a'), { oauth2: settings({ scopes: ['read', 'write'], audiences: ['api'] }) }, signal);
    expect(await ask()).toMatchObject({ scheme: 'Bearer', token: 'token-1' });
    expect(sent[0]).toMatchObject({ method: 'POST', url: 'https://id.test/realm/oauth2/token' });
    expect(form()).toEqual({ grant_type: 'client_credentials', scope: 'read write', audience: 'api', client_id: 'me', client_secret: 's3cret' });
    later(269_000);
    expect(await ask()).toMatchObject({ token: 'token-1' });
    later(2_000);
    expect(await ask()).toMatchObject({ token: 'token-2' });
  });

  test('a token belongs to its tenant and its settings, and is asked for once however many want it', async () => {
    const { sent, tokens } = setup();
    await Promise.all(Array.from({ length: 5 }, () => tokens.obtain(actor('a'), { oauth2: settings() }, signal)));
    expect(sent).toHaveLength(1);
    await tokens.obtain(actor('b'), { oauth2: settings() }, signal);
    await tokens.obtain(actor('a'), { oauth2: settings({ scopes: ['other'] }) }, signal);
    expect(sent).toHaveLength(3);
    tokens.forget(actor('a'), { oauth2: settings() });
    expect(await tokens.obtain(actor('a'), { oauth2: settings() }, signal)).toMatchObject({ token: 'token-4' });
  });

  test.each<[string, Partial<OAuth2Settings>, JsonObject]>([
    ['password', { grant: 'password', username: 'ana', password: 'pw' }, { grant_type: 'password', username: 'ana', password: 'pw' }],
    ['refresh token', { grant: 'refresh_token', subject: { token: 'r1', type: 'x' } }, { grant_type: 'refresh_token', refresh_token: 'r1' }],
    ['token exchange', { grant: 'urn:ietf:params:oauth:grant-type:token-exchange', subject: { token: 's1', type: 'urn:s' }, actor: { token: 'a1', type: 'urn:a' } }, { subject_token: 's1', subject_token_type: 'urn:s', actor_token: 'a1', actor_token_type: 'urn:a' }],
  ])('the grant %s has its own parameters', async (_, rest, expected) => {
    const { tokens, form } = setup();
    await tokens.obtain(actor('a'), { oauth2: settings(rest) }, signal);
    expect(form()).toMatchObject(expected);
  });

  test('the client authenticates in each of the ways', async () => {
    const { sent, tokens, form } = setup();
    const ask = (client: OAuth2Settings['client']) => tokens.obtain(actor('a'), { oauth2: settings({ client: client ?? {} }) }, signal);
    await ask({ id: 'me', secret: 's3cret', authentication: 'client_secret_basic' });
    expect(new Headers(sent.at(-1)?.headers).get('authorization')).toBe(`Basic ${Buffer.from('me:s3cret').toString('base64')}`);

    await ask({ id: 'me', secret: 's3cret'.repeat(8), authentication: 'client_secret_jwt' });
    const { payload } = await jwtVerify(form()['client_assertion'] ?? '', Buffer.from('s3cret'.repeat(8)));
    expect(payload).toMatchObject({ iss: 'me', sub: 'me' });

    const { privateKey, publicKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    await ask({ id: 'me', assertion: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(), authentication: 'private_key_jwt' });
    expect((await jwtVerify(form()['client_assertion'] ?? '', publicKey)).protectedHeader.alg).toBe('ES256');

    const ready = new UnsecuredJWT({ sub: 'me' }).encode();
    await ask({ id: 'me', assertion: ready, authentication: 'private_key_jwt' });
    expect(decodeJwt(form()['client_assertion'] ?? '')).toEqual({ sub: 'me' });

    await ask({ id: 'me', authentication: 'none' });
    expect(form()).toEqual({ grant_type: 'client_credentials', client_id: 'me' });
  });

  test('OpenID Connect finds the endpoint in the metadata of the authority, and checks the issuer', async () => {
    const { sent, tokens } = setup();
    await tokens.obtain(actor('a'), { oidc: settings({ issuers: ['https://id.test/realm'] }) }, signal);
    expect(sent.map(({ url }) => url)).toEqual(['https://id.test/realm/.well-known/openid-configuration', 'https://id.test/realm/token']);
    await expect(tokens.obtain(actor('a'), { oidc: settings({ issuers: ['https://other.test'] }) }, signal)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  test('sends JSON where the definition says so', async () => {
    const { sent, tokens } = setup();
    await tokens.obtain(actor('a'), { oauth2: settings({ request: { encoding: 'application/json' } }) }, signal);
    expect(JSON.parse(String(sent[0]?.body))).toMatchObject({ grant_type: 'client_credentials', client_id: 'me' });
    expect(new Headers(sent[0]?.headers).get('content-type')).toBe('application/json');
  });

  test('a refusal is said in words, is not kept, and repeats no secret', async () => {
    let refusing = true;
    const { tokens } = setup((_, count) => (refusing ? { status: 401, body: { error: 'invalid_client', error_description: 'unknown client' } } : { body: { access_token: `token-${count}`, token_type: 'bearer' } }));
    const ask = () => tokens.obtain(actor('a'), { oauth2: settings() }, signal);
    await expect(ask()).rejects.toMatchObject({ code: 'unauthenticated', message: 'the token endpoint refused: invalid_client, unknown client' });
    refusing = false;
    expect(await ask()).toMatchObject({ token: 'token-2' });
  });

  test.each<[string, Partial<OAuth2Settings>, string]>([
    ['a grant that needs a person', { grant: 'authorization_code' }, 'invalid'],
    ['a password grant without a user', { grant: 'password' }, 'invalid'],
    ['an authority that is no address', { authority: 'nowhere' }, 'invalid'],
    ['a method without its secret', { client: { id: 'me', authentication: 'client_secret_jwt' } }, 'invalid'],
    ['a key that is none', { client: { id: 'me', assertion: '-----BEGIN NOTHING', authentication: 'private_key_jwt' } }, 'invalid'],
  ])('%s cannot work', async (_, rest, code) => {
    await expect(setup().tokens.obtain(actor('a'), { oauth2: settings(rest) }, signal)).rejects.toMatchObject({ code });
  });

  test('an address that the tenant may not call is told as such', async () => {
    const { tokens } = setup(() => {
      throw new EgressError('forbidden', '10.0.0.1 is a private address');
    });
    await expect(tokens.obtain(actor('a'), { oauth2: settings() }, signal)).rejects.toMatchObject({ code: 'forbidden', message: '10.0.0.1 is a private address' });
  });
});
