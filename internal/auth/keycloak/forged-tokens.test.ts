import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { createHmac } from 'node:crypto';
import { exportJWK, exportSPKI, generateKeyPair, SignJWT, UnsecuredJWT, type JWK, type JWTPayload } from 'jose';
import { JoseAccessTokenVerifier } from './jose-access-token-verifier.ts';
import { JoseLogoutTokenVerifier } from './jose-logout-token-verifier.ts';
import { providerKeys } from './provider-keys.ts';

const TENANT = '0198c0de-0000-7000-8000-000000000001';
const LOGOUT_EVENT = 'http://schemas.openid.net/event/backchannel-logout';

type KeyPair = Awaited<ReturnType<typeof generateKeyPair>>;
const es256 = () => generateKeyPair('ES256', { extractable: true });
const publicJwk = async ({ publicKey }: KeyPair, kid: string): Promise<JWK> => ({ ...(await exportJWK(publicKey)), kid, alg: 'ES256', use: 'sig' });

/** A key server on loopback: the only peer of these tests. It counts what it is asked. */
class KeyServer {
  keys: JWK[] = [];
  down = false;
  readonly paths: string[] = [];
  private readonly server: Server = createServer((request, response) => {
    this.paths.push(request.url ?? '');
    if (this.down) return void request.socket.destroy();
    response.setHeader('content-type', 'application/json').end(JSON.stringify({ keys: this.keys }));
  });

  async start(): Promise<string> {
    await new Promise<void>((resolve) => this.server.listen(0, '127.0.0.1', resolve));
    return `http://127.0.0.1:${(this.server.address() as AddressInfo).port}/realms/orchestrix`;
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.server.close(resolve));
  }
}

const server = new KeyServer();
let issuer: string;
let genuine: KeyPair;
let stranger: KeyPair;
const refusals: string[] = [];
const journal = { refused: (reason: string) => void refusals.push(reason) };
const clock = { now: () => new Date() };
const seconds = () => Math.floor(Date.now() / 1000);

const verifierOf = (caching = {}) => new JoseAccessTokenVerifier({ keys: providerKeys({ issuer }, caching), expected: { issuer, audience: 'orchestrix-api' }, clock, journal });
let verifier: JoseAccessTokenVerifier;

beforeAll(async () => {
  issuer = await server.start();
  [genuine, stranger] = [await es256(), await es256()];
  server.keys = [await publicJwk(genuine, 'k1')];
  verifier = verifierOf();
});
afterAll(() => server.stop());

const claims = (): JWTPayload => ({
  iss: issuer,
  aud: 'orchestrix-api',
  sub: 'sub-ana',
  azp: 'orchestrix-web',
  iat: seconds(),
  exp: seconds() + 300,
  tenants: { acme: { id: 'o', tenant_id: [TENANT] } },
});
const header = { alg: 'ES256', typ: 'at+jwt', kid: 'k1' };

interface Wish {
  readonly claims?: JWTPayload;
  readonly without?: readonly string[];
  readonly header?: Record<string, unknown>;
  readonly key?: KeyPair;
}

const sign = ({ claims: given = {}, without = [], header: head = {}, key = genuine }: Wish = {}) => {
  const payload = Object.fromEntries(Object.entries({ ...claims(), ...given }).filter(([name]) => !without.includes(name)));
  return new SignJWT(payload).setProtectedHeader({ ...header, ...head }).sign(key.privateKey);
};
const encode = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url');
const withHeader = (token: string, change: object) => [encode({ ...header, ...change }), ...token.split('.').slice(1)].join('.');
const withPayload = (token: string, change: object) => [token.split('.')[0], encode({ ...claims(), ...change }), token.split('.')[2]].join('.');

const forgeries: Readonly<Record<string, () => Promise<string>>> = {
  'no token at all': async () => '',
  'text that is no token': async () => 'bearer',
  'three empty parts': async () => '..',
  'an encrypted token (five parts)': async () => 'a.b.c.d.e',
  'a header that is no JSON': async () => `!!!.${(await sign()).split('.').slice(1).join('.')}`,
  'algorithm none': async () => new UnsecuredJWT(claims()).encode(),
  'algorithm none, with the signature left on': async () => withHeader(await sign(), { alg: 'none' }),
  'HS256 with our public key as the secret': async () => {
    const body = `${encode({ alg: 'HS256', typ: 'at+jwt', kid: 'k1' })}.${encode(claims())}`;
    return `${body}.${createHmac('sha256', await exportSPKI(genuine.publicKey)).update(body).digest('base64url')}`;
  },
  'another algorithm family (RS256)': async () => {
    const rsa = await generateKeyPair('RS256');
    return new SignJWT(claims()).setProtectedHeader({ ...header, alg: 'RS256' }).sign(rsa.privateKey);
  },
  'the key of a stranger under our key id': () => sign({ key: stranger }),
  'the key of a stranger, sent along (jwk)': async () => sign({ key: stranger, header: { jwk: await publicJwk(stranger, 'k1') } }),
  'a key set of a stranger (jku)': () => sign({ key: stranger, header: { jku: `${issuer}/evil-keys`, kid: 'evil' } }),
  'a certificate of a stranger (x5u)': () => sign({ key: stranger, header: { x5u: `${issuer}/evil-cert`, kid: 'evil' } }),
  'a key id that is a path': () => sign({ key: stranger, header: { kid: '../../../../dev/null' } }),
  'a key id that is SQL': () => sign({ key: stranger, header: { kid: "' OR 1=1 --" } }),
  'an unknown critical extension': async () => withHeader(await sign(), { crit: ['exp2'], exp2: 1 }),
  'a signature of zeros': async () => `${(await sign()).split('.').slice(0, 2).join('.')}.${Buffer.alloc(64).toString('base64url')}`,
  'no signature': async () => `${(await sign()).split('.').slice(0, 2).join('.')}.`,
  'a changed payload': async () => withPayload(await sign(), { sub: 'sub-root', realm_access: { roles: ['platform-admin'] } }),
  'an ID token (typ JWT)': () => sign({ header: { typ: 'JWT' } }),
  'a logout token': () => sign({ header: { typ: 'logout+jwt' } }),
  'no type': () => sign({ header: { typ: undefined } }),
  'another audience': () => sign({ claims: { aud: 'account' } }),
  'no audience': () => sign({ without: ['aud'] }),
  'another issuer': () => sign({ claims: { iss: 'https://evil.example/realms/orchestrix' } }),
  'another realm of the same server': () => sign({ claims: { iss: `${'http://127.0.0.1'}/realms/master` } }),
  'expired, beyond the five seconds of tolerance': () => sign({ claims: { iat: seconds() - 310, exp: seconds() - 7 } }),
  'no expiry': () => sign({ without: ['exp'] }),
  'an expiry that is no number': () => sign({ claims: { exp: 'never' as unknown as number } }),
  'no time of issue': () => sign({ without: ['iat'] }),
  'issued too long ago, whatever its expiry says': () => sign({ claims: { iat: seconds() - 3600, exp: seconds() + 86_400 } }),
  'issued in the future': () => sign({ claims: { iat: seconds() + 60 } }),
  'not valid yet': () => sign({ claims: { nbf: seconds() + 60 } }),
  'no subject': () => sign({ without: ['sub'] }),
  'an empty subject': () => sign({ claims: { sub: '' } }),
  'no authorized party': () => sign({ without: ['azp'] }),
};

describe('access tokens', () => {
  test('a genuine one says who, and for which tenants', async () => {
    expect(await verifier.verify(await sign())).toMatchObject({ subject: 'sub-ana', platformAdmin: false, tenants: [{ alias: 'acme', tenantId: TENANT }] });
  });

  test('clocks may differ by five seconds', async () => {
    await expect(verifier.verify(await sign({ claims: { exp: seconds() - 2 } }))).resolves.toMatchObject({ subject: 'sub-ana' });
  });

  test.each(Object.keys(forgeries))('refused: %s', async (kind) => {
    const before = refusals.length;
    const error: unknown = await verifier.verify(await forgeries[kind]!()).catch((caught: unknown) => caught);
    expect(error).toMatchObject({ name: 'AppError', code: 'unauthenticated', message: 'authentication required', details: [] });
    expect((error as Error).cause).toBeUndefined();
    expect(refusals.slice(before)).toEqual(['bad_token']);
  });

  test('there are at least fourteen kinds of forgeries, and none made us call a URL of its own', () => {
    expect(Object.keys(forgeries).length).toBeGreaterThanOrEqual(14);
    expect(new Set(server.paths)).toEqual(new Set(['/realms/orchestrix/protocol/openid-connect/certs']));
  });

  test('a token that was verified is not good for longer than it says', async () => {
    let offset = 0;
    const moving = new JoseAccessTokenVerifier({
      keys: providerKeys({ issuer }), expected: { issuer, audience: 'orchestrix-api' }, clock: { now: () => new Date(Date.now() + offset) }, journal,
    });
    const token = await sign({ claims: { exp: seconds() + 20 } });
    await moving.verify(token);
    offset = 15_000;
    await moving.verify(token);
    offset = 27_000;
    await expect(moving.verify(token)).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});

describe("the provider's keys", () => {
  test('a new key is accepted after one cooldown, and the old one still is', async () => {
    const rotating = verifierOf({ cooldownMs: 300 });
    const next = await es256();
    await rotating.verify(await sign());
    server.keys = [await publicJwk(next, 'k2'), await publicJwk(genuine, 'k1')];
    const [fresh, old] = [await sign({ key: next, header: { kid: 'k2' } }), await sign()];
    await expect(rotating.verify(fresh)).rejects.toMatchObject({ code: 'unauthenticated' }); // still cooling down
    await new Promise((resolve) => setTimeout(resolve, 350));
    await expect(rotating.verify(fresh)).resolves.toMatchObject({ subject: 'sub-ana' });
    await expect(rotating.verify(old)).resolves.toMatchObject({ subject: 'sub-ana' });
    server.keys = [await publicJwk(genuine, 'k1')];
  });

  test('forged key ids do not make us hammer the provider', async () => {
    const calm = verifierOf({ cooldownMs: 5_000 });
    await calm.verify(await sign());
    const before = server.paths.length;
    for (let forged = 0; forged < 50; forged += 1) {
      await calm.verify(await sign({ key: stranger, header: { kid: `k${forged}` } })).catch(() => undefined);
    }
    expect(server.paths.length).toBe(before);
  });

  test('while the provider is down the last good keys serve on, even when they are old, and it is asked now and then only', async () => {
    const cached = verifierOf({ cooldownMs: 200, maxAgeMs: 50 });
    await cached.verify(await sign());
    server.down = true;
    await new Promise((resolve) => setTimeout(resolve, 100));
    const before = server.paths.length;
    for (let request = 0; request < 20; request += 1) await cached.verify(await sign({ claims: { jti: String(request) } }));
    expect(server.paths.length - before).toBeLessThanOrEqual(2);
    await expect(cached.verify(await sign({ key: stranger }))).rejects.toMatchObject({ code: 'unauthenticated' });
    server.down = false;
  });

  test('without any keys nobody is let in and nobody is accused: the answer is "not now"', async () => {
    server.down = true;
    const blind = verifierOf({ cooldownMs: 100 });
    await expect(blind.verify(await sign())).rejects.toMatchObject({ code: 'unavailable', retryAfterSeconds: 1 });
    server.down = false;
    await new Promise((resolve) => setTimeout(resolve, 150));
    await expect(blind.verify(await sign())).resolves.toMatchObject({ subject: 'sub-ana' });
  });
});

describe('back-channel logout tokens', () => {
  const logoutVerifier = () => new JoseLogoutTokenVerifier({ keys: providerKeys({ issuer }), issuer, clientId: 'orchestrix-web', clock });
  const signLogout = (given: Wish = {}) =>
    sign({ ...given, header: { typ: 'logout+jwt', ...given.header }, claims: { aud: 'orchestrix-web', jti: 'j1', sid: 's1', exp: seconds() + 120, events: { [LOGOUT_EVENT]: {} }, ...given.claims } });

  test('a genuine one names the session and the subject', async () => {
    expect(await logoutVerifier().verify(await signLogout())).toMatchObject({ tokenId: 'j1', subject: 'sub-ana', providerSessionId: 's1' });
  });

  test('one without a session names the subject alone', async () => {
    const notice = await logoutVerifier().verify(await signLogout({ without: ['sid'] }));
    expect(notice).toMatchObject({ subject: 'sub-ana' });
    expect(notice).not.toHaveProperty('providerSessionId');
  });

  test.each<[string, Wish]>([
    ['an ID token', { header: { typ: 'JWT' } }],
    ['an access token', { header: { typ: 'at+jwt' } }],
    ['another client', { claims: { aud: 'another-client' } }],
    ['another issuer', { claims: { iss: 'https://evil.example' } }],
    ['a nonce', { claims: { nonce: 'n' } }],
    ['no events', { without: ['events'] }],
    ['another event', { claims: { events: { 'http://schemas.openid.net/event/other': {} } } }],
    ['an event that is no object', { claims: { events: { [LOGOUT_EVENT]: true } } }],
    ['neither subject nor session', { without: ['sub', 'sid'] }],
    ['no token id', { without: ['jti'] }],
    ['no expiry', { without: ['exp'] }],
    ['expired', { claims: { exp: seconds() - 10 } }],
    ['issued long ago', { claims: { iat: seconds() - 1_000 } }],
  ])('refused: %s', async (_, wish) => {
    await expect(logoutVerifier().verify(await signLogout(wish))).rejects.toMatchObject({ code: 'invalid', message: 'logout_token: is not a valid logout token' });
  });

  test('refused: the key of a stranger', async () => {
    await expect(logoutVerifier().verify(await signLogout({ key: stranger }))).rejects.toMatchObject({ code: 'invalid' });
  });
});
