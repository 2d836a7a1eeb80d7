import { asTenantId } from '#internal/kernel';
import { chooseTenant, identityFromClaims, type Identity } from './identity.ts';

const failure = (code: string) => expect.objectContaining({ code }) as Error;
const acme = { alias: 'acme', tenantId: asTenantId('0198c0de-0000-7000-8000-000000000001') };
const globex = { alias: 'globex', tenantId: asTenantId('0198c0de-0000-7000-8000-000000000002') };
const claimOf = (tenantId: string) => ({ id: 'an-organization', tenant_id: [tenantId] });
const claims = { sub: 'ana', exp: 1_800_000_000 };

describe('reading the claims of a token', () => {
  test('takes what Keycloak says about the person and the organizations', () => {
    const identity = identityFromClaims({
      ...claims,
      email: 'Ana@Acme.example',
      email_verified: true,
      name: 'Ana',
      sid: 'browser-1',
      tenants: { acme: claimOf(acme.tenantId), globex: claimOf(globex.tenantId.toUpperCase()) },
      realm_access: { roles: ['offline_access', 'platform-admin'] },
    });
    expect(identity).toEqual({
      subject: 'ana',
      email: 'ana@acme.example',
      emailVerified: true,
      name: 'Ana',
      providerSessionId: 'browser-1',
      tenants: [acme, globex],
      platformAdmin: true,
      expiresAt: new Date('2027-01-15T08:00:00Z'),
    });
  });

  test.each([
    ['no claim', undefined],
    ['a list of names', ['acme']],
    ['a text', 'acme'],
    ['an organization without our attribute', { acme: { id: 'x' } }],
    ['an attribute that is no uuid', { acme: { tenant_id: ['acme'] } }],
    ['an attribute that is no list', { acme: { tenant_id: acme.tenantId } }],
    ['an empty list', { acme: { tenant_id: [] } }],
    ['null', null],
  ])('finds no tenant in %s', (_, tenants) => {
    expect(identityFromClaims(tenants === undefined ? claims : { ...claims, tenants }).tenants).toEqual([]);
  });

  test.each([true, 'true', 1, { roles: 'platform-admin' }, { roles: { 'platform-admin': true } }, ['platform-admin']])('takes %j for no realm role', (realm_access) => {
    expect(identityFromClaims({ ...claims, realm_access }).platformAdmin).toBe(false);
  });

  test.each(['true', 1, 'yes'])('an address is verified by true alone, not by %j', (email_verified) => {
    expect(identityFromClaims({ ...claims, email: 'a@b.example', email_verified }).emailVerified).toBe(false);
  });

  test.each([{ exp: 1 }, { sub: '', exp: 1 }, { sub: 5, exp: 1 }, { sub: 'ana' }])('refuses %j', (bad) => {
    expect(() => identityFromClaims(bad)).toThrow('authentication required');
  });
});

describe('choosing the tenant of a request', () => {
  const someone = (given: Partial<Identity>): Identity => ({ ...identityFromClaims(claims), ...given });

  test('the only tenant need not be named', () => {
    expect(chooseTenant(someone({ tenants: [acme] }), undefined)).toEqual(acme);
  });

  test.each(['globex', globex.tenantId, globex.tenantId.toUpperCase()])('one of several is named by %p', (name) => {
    expect(chooseTenant(someone({ tenants: [acme, globex] }), name)).toEqual(globex);
  });

  test.each(['globex', globex.tenantId, 'GLOBEX', '', '__proto__'])("another tenant's name %p is answered like a forged token", (name) => {
    expect(() => chooseTenant(someone({ tenants: [acme] }), name)).toThrow(failure('unauthenticated'));
    expect(() => chooseTenant(someone({ tenants: [acme], platformAdmin: true }), name)).toThrow(failure('unauthenticated'));
  });

  test('a token without a tenant opens nothing', () => {
    expect(() => chooseTenant(someone({}), undefined)).toThrow(failure('forbidden'));
  });

  test('with several tenants one has to be named', () => {
    expect(() => chooseTenant(someone({ tenants: [acme, globex] }), undefined)).toThrow('X-Tenant-Id');
  });

  test('a platform administrator needs none', () => {
    expect(chooseTenant(someone({ platformAdmin: true }), undefined)).toBeUndefined();
  });
});
