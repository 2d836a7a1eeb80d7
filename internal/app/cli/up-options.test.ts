import path from 'node:path';
import { upOptions } from './up-options.ts';

describe('upOptions', () => {
  test('without anything starts everything at the usual ports, data in .orchestrix', () => {
    expect(upOptions([], {})).toEqual({
      identity: 'embedded',
      dataDir: path.resolve('.orchestrix'),
      ports: { api: 8080, grpc: 50_051, temporal: 7233, 'temporal-ui': 8233, identity: 8180, postgres: 54320 },
      publicUrl: 'http://localhost:8080',
      clientSecrets: { web: 'orchestrix-web-development-secret', admin: 'orchestrix-admin-development-secret' },
    });
  });

  test('takes servers that are there from the environment', () => {
    const environment = { DATABASE_URL: 'postgres://me@db/orchestrix', TEMPORAL_HOST: 'temporal:7233', KEYCLOAK_URL: 'https://id.example/', PORT: '9000', OIDC_CLIENT_SECRET: 's' };
    expect(upOptions([], environment)).toMatchObject({
      databaseUrl: 'postgres://me@db/orchestrix', temporalAddress: 'temporal:7233', keycloakUrl: 'https://id.example', publicUrl: 'http://localhost:9000', clientSecrets: { web: 's' },
    });
  });

  test('an empty variable counts as not set, a flag wins over its variable', () => {
    expect(upOptions(['--port', '9001', '--identity=keycloak'], { PORT: '9000', DATABASE_URL: '' })).toMatchObject({ identity: 'keycloak', ports: { api: 9001 } });
    expect(upOptions([], { DATABASE_URL: '' })).not.toHaveProperty('databaseUrl');
  });

  test('names everything that is wrong in one sentence, without the values, which may be secret', () => {
    const wrong = () => upOptions(['--identity', 'ldap', '--postgres-port', '99999'], { PORT: 'http', DATABASE_URL: 'mysql://u:secret@x', TEMPORAL_HOST: 'http://x', PUBLIC_URL: 'x' });
    expect(wrong).toThrow(expect.objectContaining({ code: 'invalid' }));
    for (const name of ['--identity', '--postgres-port', 'PORT', 'DATABASE_URL', 'TEMPORAL_HOST', 'PUBLIC_URL']) expect(wrong).toThrow(name);
    expect(wrong).not.toThrow('secret');
  });

  test('refuses flags it does not know', () => {
    expect(() => upOptions(['--identiy', 'keycloak'], {})).toThrow(/^Unknown option '--identiy'/);
  });

  test('refuses to start a Keycloak beside the one that KEYCLOAK_URL names', () => {
    expect(() => upOptions(['--identity', 'keycloak'], { KEYCLOAK_URL: 'https://id.example' })).toThrow('exclude each other');
  });
});
