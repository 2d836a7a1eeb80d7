import { unauthenticated } from '#pkg/apperror';
import { asTenantId } from '#internal/kernel';
import type { Credentials, RequestMeta } from '#internal/platform/http';
import { requestAuthenticator } from './request-authenticator.ts';

const KEY = 'orx_test_0000000000000_secret:with:colons';
const meta: RequestMeta = { ip: '192.0.2.1', method: 'GET', operation: 'listAlerts', correlationId: 'c'.repeat(32) };
const tenantId = asTenantId('0198c0de-0000-7000-8000-000000000001');

const authenticate = requestAuthenticator({
  authenticateApiKey: async (key) => {
    if (key !== KEY) throw unauthenticated();
    return { tenantId, subject: 'key', access: { kind: 'machine', scopes: ['alerts:read'] } } as never;
  },
  authenticateToken: async () => { throw new Error('no token was sent'); },
  authenticateSession: async () => { throw new Error('no cookie was sent'); },
  admitPerson: async () => { throw new Error('nobody signed in'); },
});
const basic = (text: string): Credentials => ({ authorization: `Basic ${Buffer.from(text).toString('base64')}` });

describe('Basic authentication', () => {
  test.each(['prometheus', '', 'ünï'])('takes an API key as the password, whoever the user is: "%s"', async (user) => {
    expect(await authenticate(basic(`${user}:${KEY}`), meta)).toMatchObject({ kind: 'api_key', actor: { tenantId, kind: 'api_key' } });
  });

  test('knows its name in any case', async () => {
    const { authorization = '' } = basic(`a:${KEY}`);
    expect(await authenticate({ authorization: authorization.replace('Basic', 'bASIC') }, meta)).toMatchObject({ kind: 'api_key' });
  });

  test.each([
    ['a password that is no key', basic('ana:secret')],
    ['an access token as the password', basic('ana:eyJhbGciOiJFUzI1NiJ9.e30.x')],
    ['a key as the user', basic(`${KEY}:`)],
    ['no colon', basic('orx_test')],
    ['a key that nobody issued', basic('ana:orx_test_1111111111111_x')],
    ['what is no base64', { authorization: 'Basic a:b' }],
    ['nothing', { authorization: 'Basic ' }],
    ['a key beside it', { ...basic(`a:${KEY}`), apiKey: KEY }],
  ])('refuses %s', async (_what, credentials) => {
    await expect(authenticate(credentials, meta)).rejects.toMatchObject({ code: 'unauthenticated' });
  });
});
