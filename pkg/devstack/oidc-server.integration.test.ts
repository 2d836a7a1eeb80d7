import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { createRemoteJWKSet, decodeProtectedHeader, jwtVerify } from 'jose';
import { identityProviderContract } from './identity-provider.contract.ts';
import { type RunningOidc, startOidc } from './oidc-server.ts';

const realmFile = path.resolve(__dirname, '../../keycloak/realm-orchestrix.json');
const newDataDir = () => mkdtemp(path.join(tmpdir(), 'oidc-'));

identityProviderContract('the embedded provider', async (variables) => {
  const dataDir = await newDataDir();
  const server = await startOidc({ dataDir, realmFile, variables });
  return {
    ...server,
    async stop() {
      await server.stop();
      await rm(dataDir, { recursive: true });
    },
  };
});

describe('the embedded provider', () => {
  const token = async ({ issuer }: RunningOidc, form: Record<string, string> = { grant_type: 'password', username: 'ana', password: 'ana', scope: 'openid' }) => {
    const response = await fetch(`${issuer}/protocol/openid-connect/token`, { method: 'POST', body: new URLSearchParams({ client_id: 'orchestrix-cli', ...form }) });
    return (await response.json()) as { access_token: string; refresh_token: string };
  };
  const verify = ({ issuer }: RunningOidc, accessToken: string) => jwtVerify(accessToken, createRemoteJWKSet(new URL(`${issuer}/protocol/openid-connect/certs`)), { issuer });

  test('keeps keys, sessions and people over a restart', async () => {
    const dataDir = await newDataDir();
    const first = await startOidc({ dataDir, realmFile });
    const tokens = await token(first);
    await first.stop();

    const second = await startOidc({ dataDir, realmFile, port: Number(new URL(first.url).port) });
    await verify(second, tokens.access_token);
    const refreshed = await token(second, { grant_type: 'refresh_token', refresh_token: tokens.refresh_token });
    await verify(second, refreshed.access_token);
    await second.stop();
    await rm(dataDir, { recursive: true });
  });

  test('signs with a new key after a rotation and still publishes the one before', async () => {
    const dataDir = await newDataDir();
    const server = await startOidc({ dataDir, realmFile });
    const before = await token(server);
    await server.rotateKeys();
    const after = await token(server);
    expect(decodeProtectedHeader(after.access_token).kid).not.toBe(decodeProtectedHeader(before.access_token).kid);
    await verify(server, before.access_token);
    await verify(server, after.access_token);
    await token(server, { grant_type: 'refresh_token', refresh_token: before.refresh_token });

    await server.rotateKeys();
    await expect(verify(server, before.access_token)).rejects.toMatchObject({ code: 'ERR_JWKS_NO_MATCHING_KEY' });
    await server.stop();
    await rm(dataDir, { recursive: true });
  });

  test('says in one sentence which value a realm file misses', async () => {
    await expect(startOidc({ dataDir: await newDataDir(), realmFile: '/no/such/realm.json' })).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('/no/such/realm.json') });
  });
});
