import { asTenantId, type Actor } from '#internal/kernel';
import { NodeSecrets } from '../crypto/node-secrets.ts';
import type { Identity } from '../domain/identity.ts';
import { NO_TENANT } from '../domain/tenant.ts';
import { InMemoryAuth } from '../fakes/in-memory-auth.ts';
import type { Refusal } from '../ports/sign-in-journal.ts';
import { admitPerson } from './admit-person.ts';
import { authenticateApiKey, KEY_MAX_AGE_MS } from './authenticate-api-key.ts';
import { createApiKey } from './create-api-key.ts';
import { createTenant } from './create-tenant.ts';
import { inviteMember } from './invite-member.ts';
import { removeMember } from './remove-member.ts';
import { revokeApiKey } from './revoke-api-key.ts';
import { updateTenant } from './update-tenant.ts';

const noon = new Date('2026-11-21T12:00:00Z');
const trace = { correlationId: 'c'.repeat(32), ip: '192.0.2.1' };
const root: Actor = { tenantId: NO_TENANT, subject: 'root', kind: 'user', via: 'test', ...trace };
const secrets = new NodeSecrets('a session secret of at least 32 bytes');

async function setup() {
  let now = noon.getTime();
  const clock = { now: () => new Date(now) };
  let count = 0;
  const ids = { next: () => `0198c0de-0000-7000-8000-${String((count += 1)).padStart(12, '0')}` };
  const work = new InMemoryAuth();
  const refusals: Refusal[] = [];
  const journal = { refused: (refusal: Refusal) => void refusals.push(refusal) };
  const create = createTenant({ work, ids, clock });
  const acme = await create(root, { alias: 'acme', name: 'Acme', admin: { email: 'ana@acme.example' } });
  const globex = await create(root, { alias: 'globex', name: 'Globex', admin: { email: 'bob@globex.example' } });
  const ana: Actor = { ...root, tenantId: acme.id, subject: 'sub-ana' };
  return {
    work, refusals, acme, globex, ana,
    advance: (milliseconds: number) => void (now += milliseconds),
    deps: { work, ids, clock },
    admit: admitPerson({ work, clock, journal }),
    authenticate: authenticateApiKey({ lookup: work, secrets, clock, journal }),
    issue: (given: { expiresAt?: Date } = {}) => createApiKey({ work, secrets, ids, clock, environment: 'test' })(ana, { name: 'prometheus', scopes: ['alerts:write'], ...given }),
  };
}

type Setup = Awaited<ReturnType<typeof setup>>;
const anaOf = ({ acme }: Setup, given: Partial<Identity> = {}): Identity => ({
  subject: 'sub-ana', email: 'ana@acme.example', emailVerified: true, name: 'Ana', tenants: [{ alias: 'acme', tenantId: acme.id }], platformAdmin: false,
  expiresAt: new Date(noon.getTime() + 300_000),
  ...given,
});

describe('a person with a verified token', () => {
  test('is tied to the invitation of the verified address at the first sign-in', async () => {
    const world = await setup();
    const admission = await world.admit(anaOf(world), undefined, trace);
    expect(admission).toEqual({ tenantId: world.acme.id, subject: 'sub-ana', name: 'Ana', access: { kind: 'person', role: 'admin', platformAdmin: false } });
    expect(await world.work.read(world.ana, ({ members }) => members.findByEmail('ana@acme.example'))).toMatchObject({ status: 'active', subject: 'sub-ana', activatedAt: noon });
    expect(world.work.entries.at(-1)).toMatchObject({ action: 'auth.member.activated', tenantId: world.acme.id });
  });

  test('is tied once, however many requests the first page sends at the same time', async () => {
    const world = await setup();
    const admissions = await Promise.all(Array.from({ length: 8 }, () => world.admit(anaOf(world), undefined, trace)));
    expect(new Set(admissions.map(({ subject }) => subject))).toEqual(new Set(['sub-ana']));
    expect(world.work.entries.filter(({ action }) => action === 'auth.member.activated')).toHaveLength(1);
  });

  test('is let in also when another request accepts the invitation between its reads', async () => {
    const world = await setup();
    const read = world.work.read.bind(world.work);
    const late: Promise<unknown>[] = [];
    world.work.read = async (actor, work) => {
      const answer = await read(actor, work);
      if (late.length > 0) return answer;
      world.work.read = read; // the first read of this request is over: now the other one runs, on another process
      const elsewhere = admitPerson({ ...world.deps, journal: { refused: () => undefined } });
      late.push(elsewhere(anaOf(world), undefined, trace));
      await Promise.all(late);
      return answer;
    };
    expect(await world.admit(anaOf(world), undefined, trace)).toMatchObject({ tenantId: world.acme.id, subject: 'sub-ana' });
    expect(world.work.entries.filter(({ action }) => action === 'auth.member.activated')).toHaveLength(1);
  });

  test.each([
    ['an address that nobody has verified', { emailVerified: false }],
    ['another address', { email: 'eve@acme.example' }],
  ])('stays outside with %s', async (_, given) => {
    const world = await setup();
    await expect(world.admit(anaOf(world, given), undefined, trace)).rejects.toMatchObject({ code: 'forbidden' });
    expect(world.refusals).toEqual(['no_membership']);
  });

  test('does not inherit the membership of somebody who had the same address before', async () => {
    const world = await setup();
    await world.admit(anaOf(world), undefined, trace);
    await expect(world.admit(anaOf(world, { subject: 'sub-other' }), undefined, trace)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('is asked about in the database once in four seconds', async () => {
    const world = await setup();
    await world.admit(anaOf(world), undefined, trace);
    await world.admit(anaOf(world), undefined, trace);
    const before = world.work.reads;
    for (let request = 0; request < 100; request += 1) await world.admit(anaOf(world), undefined, trace);
    expect(world.work.reads).toBe(before);
    world.advance(4_000);
    await world.admit(anaOf(world), undefined, trace);
    expect(world.work.reads).toBe(before + 1);
  });

  test('who was removed is out within five seconds, whatever the token says', async () => {
    const world = await setup();
    await inviteMember(world.deps)(world.ana, { email: 'oscar@acme.example', role: 'operator' });
    const oscar = anaOf(world, { subject: 'sub-oscar', email: 'oscar@acme.example' });
    await world.admit(anaOf(world), undefined, trace);
    await world.admit(oscar, undefined, trace);
    const member = await world.work.read(world.ana, ({ members }) => members.findBySubject('sub-oscar'));
    await removeMember(world.deps)(world.ana, member!.id, undefined);
    world.advance(4_999);
    await expect(world.admit(oscar, undefined, trace)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('is out within five seconds when the tenant is switched off, and is told the same as a stranger', async () => {
    const world = await setup();
    await world.admit(anaOf(world), undefined, trace);
    await updateTenant(world.deps)(root, world.acme.id, { enabled: false }, 1);
    world.advance(4_999);
    const disabled = await world.admit(anaOf(world), undefined, trace).catch((error: unknown) => error);
    const stranger = await world.admit(anaOf(world, { subject: 'x', tenants: [{ alias: 'globex', tenantId: world.globex.id }] }), undefined, trace).catch((error: unknown) => error);
    expect(disabled).toMatchObject({ code: 'forbidden' });
    expect(String(disabled)).toBe(String(stranger));
  });

  test('does not get into a tenant that the provider knows and we do not', async () => {
    const world = await setup();
    const unknown = asTenantId('0198c0de-0000-7000-8000-999999999999');
    await expect(world.admit(anaOf(world, { tenants: [{ alias: 'ghost', tenantId: unknown }] }), undefined, trace)).rejects.toMatchObject({ code: 'forbidden' });
  });

  test('who administers the platform acts for no tenant, and only by invitation inside one', async () => {
    const world = await setup();
    const admin = anaOf(world, { subject: 'sub-root', email: 'root@orchestrix.example', platformAdmin: true });
    const outside = { tenantId: NO_TENANT, access: { kind: 'person', role: undefined, platformAdmin: true } };
    expect(await world.admit({ ...admin, tenants: [] }, undefined, trace)).toMatchObject(outside);
    expect(await world.admit(admin, undefined, trace)).toMatchObject(outside);
    await expect(world.admit(admin, 'acme', trace)).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('a machine with an API key', () => {
  test('gets into the tenant of the key, with its scopes', async () => {
    const world = await setup();
    const { key, secret } = await world.issue();
    const expected = { tenantId: world.acme.id, subject: `api-key:${key.keyId}`, name: 'prometheus', access: { kind: 'api_key', scopes: ['alerts:write'] } };
    for (const tenant of [undefined, 'acme', world.acme.id]) expect(await world.authenticate(secret, tenant)).toEqual(expected);
  });

  test('every refusal is the same to the caller and has its reason in the journal', async () => {
    const world = await setup();
    const { secret } = await world.issue();
    const { secret: other } = await world.issue();
    const { secret: short } = await world.issue({ expiresAt: new Date(noon.getTime() + 1_000) });
    const foreign = await createApiKey({ ...world.deps, secrets, environment: 'test' })(world.ana, { name: 'x', scopes: ['alerts:read'] });
    await revokeApiKey(world.deps)(world.ana, foreign.key.id);
    world.advance(1_000);
    const forged = (prefix: string, tail: string) => prefix.slice(0, 'orx_test_'.length + 13) + tail.slice('orx_test_'.length + 13);
    const attempts: readonly (readonly [string, string | undefined, Refusal])[] = [
      ['', undefined, 'malformed'],
      [`${secret}x`, undefined, 'malformed'],
      [forged(secret, other), undefined, 'malformed'], // the checksum covers the key id
      [short, undefined, 'revoked_or_expired'],
      [foreign.secret, undefined, 'revoked_or_expired'],
      [secret, 'globex', 'tenant_not_allowed'],
      [secret, world.globex.id, 'tenant_not_allowed'],
    ];
    const errors: string[] = [];
    for (const [token, tenant, reason] of attempts) {
      errors.push(await world.authenticate(token, tenant).then(() => 'let in', (error: unknown) => `${(error as { code: string }).code} ${String(error)}`));
      expect(world.refusals.at(-1)).toBe(reason);
    }
    expect(new Set(errors)).toEqual(new Set(['unauthenticated AppError: authentication required']));
  });

  test('a key id with the secret of another deployment is refused', async () => {
    const [world, elsewhere] = [await setup(), await setup()];
    const { secret } = await elsewhere.issue();
    await expect(world.authenticate(secret, undefined)).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(world.refusals).toEqual(['unknown_key']);
  });

  test('a digest that does not fit is refused', async () => {
    const world = await setup();
    const { key, secret } = await world.issue();
    const lookup = { byKeyId: async () => ({ ...key, digest: 'b'.repeat(64), tenantAlias: 'acme', tenantEnabled: true }), touch: async () => undefined };
    const authenticate = authenticateApiKey({ lookup, secrets, clock: world.deps.clock, journal: { refused: (refusal) => void world.refusals.push(refusal) } });
    await expect(authenticate(secret, undefined)).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(world.refusals).toEqual(['wrong_secret']);
  });

  test('a revocation and a disabled tenant take effect within two seconds', async () => {
    const world = await setup();
    const [{ key, secret }, { secret: second }] = [await world.issue(), await world.issue()];
    await world.authenticate(secret, undefined);
    await world.authenticate(second, undefined);
    await revokeApiKey(world.deps)(world.ana, key.id);
    world.advance(KEY_MAX_AGE_MS);
    await expect(world.authenticate(secret, undefined)).rejects.toMatchObject({ code: 'unauthenticated' });
    await world.authenticate(second, undefined);
    await updateTenant(world.deps)(root, world.acme.id, { enabled: false }, undefined);
    world.advance(KEY_MAX_AGE_MS);
    await expect(world.authenticate(second, undefined)).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(KEY_MAX_AGE_MS).toBeLessThan(5_000);
  });

  test('thousands of requests cost one look-up and one note of the use', async () => {
    const world = await setup();
    const { key, secret } = await world.issue();
    const before = world.work.reads;
    await Promise.all(Array.from({ length: 2_000 }, () => world.authenticate(secret, undefined)));
    expect(world.work.reads).toBe(before + 1);
    expect(await world.work.read(world.ana, ({ apiKeys }) => apiKeys.get(key.id))).toMatchObject({ lastUsedAt: noon, version: 1 });
  });

  test('a note that fails does not keep the machine out', async () => {
    const world = await setup();
    const { secret } = await world.issue();
    world.work.touch = () => Promise.reject(new Error('the database is read-only'));
    expect(await world.authenticate(secret, undefined)).toMatchObject({ tenantId: world.acme.id });
  });
});
