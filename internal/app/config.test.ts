import { apiConfig, workerConfig } from './config.ts';

const keys = `k1:${Buffer.alloc(32).toString('base64')}`;
const identity = { OIDC_ISSUER: 'http://localhost:8180/realms/orchestrix', OIDC_CLIENT_SECRET: 's1', OIDC_ADMIN_CLIENT_SECRET: 's2', PAYLOAD_KEYS: keys, SECRETS_KEYS: keys, TICKET_SIGNING_KEYS: keys };
const api = { DATABASE_URL: 'postgres://orx_app:pw@localhost/orchestrix', SESSION_SECRET: 'x'.repeat(32), ...identity };

describe('configuration', () => {
  test('has defaults for everything that is not a secret or an address of ours', () => {
    expect(apiConfig(api)).toMatchObject({ port: 8080, temporalAddress: '127.0.0.1:7233', taskQueue: 'orchestrix', trustedProxies: [], logLevel: 'info' });
  });

  test('names every bad variable at once and repeats no value', () => {
    const attempt = () => apiConfig({ ...identity, PORT: 'eighty', LOG_LEVEL: 'loud', SESSION_SECRET: 'hunter2' });
    expect(attempt).toThrow(/DATABASE_URL is required/);
    expect(attempt).toThrow(/PORT must be integer/);
    expect(attempt).toThrow(/LOG_LEVEL must be equal to one of the allowed values/);
    expect(attempt).toThrow(/SESSION_SECRET must NOT have fewer than 32 characters/);
    expect(attempt).not.toThrow(/hunter2/);
  });

  test('takes mail in only where it is told to', () => {
    expect(apiConfig(api).mailIn).toBeUndefined();
    expect(apiConfig({ ...api, EMAIL_IN_PORT: '2525' }).mailIn).toEqual({ port: 2525, host: '127.0.0.1' });
  });

  test('treats an empty variable as absent', () => {
    expect(() => workerConfig({ ...api, DATABASE_RELAY_URL: '' })).toThrow(/DATABASE_RELAY_URL is required/);
  });

  test('keeps samples in PostgreSQL, or in the store that it names', () => {
    expect(apiConfig(api).remoteMetricStore).toBeUndefined();
    expect(apiConfig({ ...api, METRIC_STORE_URL: 'http://mimir/prometheus/', METRIC_STORE_WRITE_URL: 'http://mimir/api/v1/push' }).remoteMetricStore).toMatchObject({
      readUrl: 'http://mimir/prometheus', writeUrl: 'http://mimir/api/v1/push', writeVersion: '1.0', tenancy: { kind: 'header', name: 'X-Scope-OrgID' }, dialect: 'prometheus', timeoutMs: 30_000,
    });
    expect(apiConfig({ ...api, METRIC_STORE_URL: 'http://vm:8428', METRIC_STORE_TENANT: 'label:tenant_id', METRIC_STORE_DIALECT: 'victoriametrics', METRIC_STORE_AUTHORIZATION: 'Bearer x' }).remoteMetricStore).toMatchObject({
      writeUrl: 'http://vm:8428/api/v1/write', tenancy: { kind: 'label', name: 'tenant_id' }, dialect: 'victoriametrics', authorization: 'Bearer x',
    });
    expect(() => apiConfig({ ...api, METRIC_STORE_URL: 'ftp://x', METRIC_STORE_TENANT: 'cookie:x' })).toThrow(/METRIC_STORE_URL.*METRIC_STORE_TENANT/);
  });

  test('splits lists', () => {
    expect(apiConfig({ ...api, TRUSTED_PROXIES: '10.0.0.1, 10.0.0.2' }).trustedProxies).toEqual(['10.0.0.1', '10.0.0.2']);
  });
});
