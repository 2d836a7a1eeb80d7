import { asTenantId, type Actor, type TenantId } from '#internal/kernel';
import { issueApiKey, revoke, type ApiKey, type ApiKeyId } from '../domain/api-key.ts';
import { bindSubject, changeRole, invite, type Membership, type MembershipId } from '../domain/membership.ts';
import { changeTenant, NO_TENANT, openTenant, type Tenant } from '../domain/tenant.ts';
import type { ApiKeyLookup } from './api-key-lookup.ts';
import type { AuthUnitOfWork } from './auth-unit-of-work.ts';

export interface AuthContractSubject {
  readonly work: AuthUnitOfWork;
  readonly lookup: ApiKeyLookup;
  /** A new uuid, greater than the ones before. */
  readonly newId: () => string;
}

const noon = new Date('2026-11-21T12:00:00.000Z');
const later = (seconds: number) => new Date(noon.getTime() + seconds * 1000);

/** What every home of tenants, members and keys promises. */
export function authContract(name: string, open: () => AuthContractSubject): void {
  describe(`${name} keeps the contract of the auth ports`, () => {
    const { work, lookup, newId } = open();
    const letters = () => newId().replaceAll('-', '').slice(-20);

    const tenantOf = (): Tenant => openTenant({ id: asTenantId(newId()), alias: `t${letters()}`, name: 'Acme', now: noon });
    const actorIn = (tenantId: TenantId): Actor => ({ tenantId, subject: 'ana', kind: 'user', correlationId: 'c'.repeat(32), via: 'test' });
    const memberOf = (tenantId: TenantId, given: Partial<Membership> = {}): Membership => ({
      ...invite({ id: newId() as MembershipId, tenantId, email: `m${letters()}@acme.example`, role: 'viewer', invitedBy: 'root', now: noon }),
      ...given,
    });
    const keyOf = (tenantId: TenantId): ApiKey =>
      issueApiKey({
        id: newId() as ApiKeyId, tenantId, keyId: letters().slice(-13), environment: 'test', name: 'prometheus', scopes: ['alerts:write', 'alerts:read'],
        digest: 'a'.repeat(64), createdBy: 'ana', expiresAt: later(3600), now: noon,
      });
    const setup = async () => {
      const tenant = tenantOf();
      const actor = actorIn(tenant.id);
      await work.run(actor, ({ tenants }) => tenants.add(tenant));
      return { tenant, actor };
    };
    const inside = <R>(actor: Actor, use: Parameters<typeof work.read<R>>[1]) => work.read(actor, use);

    test('a tenant is found by its id, from whichever tenant one looks', async () => {
      const { tenant } = await setup();
      expect(await inside(actorIn(NO_TENANT), ({ tenants }) => tenants.get(tenant.id))).toEqual(tenant);
      await expect(inside(actorIn(NO_TENANT), ({ tenants }) => tenants.get(asTenantId(newId())))).rejects.toMatchObject({ code: 'not_found' });
    });

    test('an alias is given once', async () => {
      const { tenant } = await setup();
      const other = { ...tenantOf(), alias: tenant.alias };
      await expect(work.run(actorIn(other.id), ({ tenants }) => tenants.add(other))).rejects.toMatchObject({ code: 'conflict', message: `the alias "${tenant.alias}" is taken` });
    });

    test('a tenant that changed since it was read is not overwritten', async () => {
      const { tenant, actor } = await setup();
      const changed = changeTenant(tenant, { enabled: false, now: later(1) });
      expect(await work.run(actor, ({ tenants }) => tenants.save(changed))).toEqual({ ...changed, version: 2 });
      await expect(work.run(actor, ({ tenants }) => tenants.save(changed))).rejects.toMatchObject({ code: 'conflict' });
      expect(await inside(actor, ({ tenants }) => tenants.find(tenant.id))).toEqual({ ...changed, version: 2 });
    });

    test('a member is found by id, address and subject, within its tenant only', async () => {
      const [{ actor, tenant }, { actor: stranger }] = [await setup(), await setup()];
      const invited = memberOf(tenant.id);
      await work.run(actor, ({ members }) => members.add(invited));
      expect(await inside(actor, ({ members }) => members.findByEmail(invited.email))).toEqual(invited);
      const subject = newId();
      const bound = await work.run(actor, ({ members }) => members.save(bindSubject(invited, { subject, name: 'Ana' }, later(5))));
      expect(bound).toMatchObject({ subject, status: 'active', version: 2 });
      expect(await inside(actor, ({ members }) => members.findBySubject(subject))).toEqual(bound);
      expect(await inside(actor, ({ members }) => members.get(invited.id))).toEqual(bound);
      await expect(inside(stranger, ({ members }) => members.get(invited.id))).rejects.toMatchObject({ code: 'not_found' });
      expect(await inside(stranger, ({ members }) => members.findBySubject(subject))).toBeUndefined();
      expect(await inside(stranger, ({ members }) => members.findByEmail(invited.email))).toBeUndefined();
      expect(await inside(stranger, ({ members }) => members.list({ limit: 10 }))).toEqual({ items: [] });
    });

    test('an address is invited once in a tenant, and again in another one', async () => {
      const [{ actor, tenant }, { actor: elsewhere, tenant: other }] = [await setup(), await setup()];
      const invited = memberOf(tenant.id);
      await work.run(actor, ({ members }) => members.add(invited));
      await expect(work.run(actor, ({ members }) => members.add(memberOf(tenant.id, { email: invited.email })))).rejects.toMatchObject({ code: 'conflict' });
      await work.run(elsewhere, ({ members }) => members.add(memberOf(other.id, { email: invited.email })));
    });

    test('a member that changed since it was read is neither overwritten nor removed', async () => {
      const { actor, tenant } = await setup();
      const member = memberOf(tenant.id);
      await work.run(actor, ({ members }) => members.add(member));
      const promoted = await work.run(actor, ({ members }) => members.save(changeRole(member, 'operator')));
      await expect(work.run(actor, ({ members }) => members.save(member))).rejects.toMatchObject({ code: 'conflict' });
      await expect(work.run(actor, ({ members }) => members.remove(member))).rejects.toMatchObject({ code: 'conflict' });
      await work.run(actor, ({ members }) => members.remove(promoted));
      await expect(inside(actor, ({ members }) => members.get(member.id))).rejects.toMatchObject({ code: 'not_found' });
    });

    test('the administrators are those of the tenant', async () => {
      const [{ actor, tenant }, { actor: elsewhere, tenant: other }] = [await setup(), await setup()];
      const admins = [memberOf(tenant.id, { role: 'admin' }), memberOf(tenant.id, { role: 'admin' })];
      await work.run(actor, async ({ members }) => {
        for (const member of [...admins, memberOf(tenant.id)]) await members.add(member);
      });
      await work.run(elsewhere, ({ members }) => members.add(memberOf(other.id, { role: 'admin' })));
      const locked = await work.run(actor, ({ members }) => members.lockAdmins());
      expect(locked.map(({ id }) => id).sort()).toEqual(admins.map(({ id }) => id).sort());
    });

    test('lists are newest first and their pages fit together', async () => {
      const { actor, tenant } = await setup();
      const all = Array.from({ length: 7 }, (_, at) => memberOf(tenant.id, { createdAt: later(Math.floor(at / 3)) }));
      await work.run(actor, async ({ members }) => {
        for (const member of all) await members.add(member);
      });
      const seen: string[] = [];
      let after: readonly string[] | undefined;
      do {
        const page = await inside(actor, ({ members }) => members.list({ limit: 3, ...(after && { after }) }));
        seen.push(...page.items.map(({ id }) => id));
        after = page.next;
      } while (after);
      const order = [...all].sort((a, b) => b.createdAt.getTime() - a.createdAt.getTime() || (a.id < b.id ? 1 : -1));
      expect(seen).toEqual(order.map(({ id }) => id));
    });

    test('a key is found by its public id before its tenant is known', async () => {
      const { actor, tenant } = await setup();
      const key = keyOf(tenant.id);
      await work.run(actor, ({ apiKeys }) => apiKeys.add(key));
      expect(await lookup.byKeyId(key.keyId)).toMatchObject({
        id: key.id, tenantId: tenant.id, tenantAlias: tenant.alias, tenantEnabled: true, digest: key.digest, scopes: key.scopes, revokedAt: null, expiresAt: key.expiresAt,
      });
      expect(await lookup.byKeyId('0000000000000')).toBeUndefined();
    });

    test('a revocation and a disabled tenant show in the lookup', async () => {
      const { actor, tenant } = await setup();
      const key = keyOf(tenant.id);
      await work.run(actor, ({ apiKeys }) => apiKeys.add(key));
      expect(await work.run(actor, ({ apiKeys }) => apiKeys.save(revoke(key, 'ana', later(9))))).toMatchObject({ version: 2, revokedBy: 'ana' });
      await work.run(actor, ({ tenants }) => tenants.save(changeTenant(tenant, { enabled: false, now: later(9) })));
      expect(await lookup.byKeyId(key.keyId)).toMatchObject({ revokedAt: later(9), tenantEnabled: false });
    });

    test('the last use of a key moves forward only, and is no change of the key', async () => {
      const { actor, tenant } = await setup();
      const key = keyOf(tenant.id);
      await work.run(actor, ({ apiKeys }) => apiKeys.add(key));
      await lookup.touch(key, later(60));
      await lookup.touch(key, later(30));
      expect(await inside(actor, ({ apiKeys }) => apiKeys.get(key.id))).toEqual({ ...key, lastUsedAt: later(60) });
    });

    test("another tenant's key does not exist", async () => {
      const [{ actor, tenant }, { actor: stranger }] = [await setup(), await setup()];
      const key = keyOf(tenant.id);
      await work.run(actor, ({ apiKeys }) => apiKeys.add(key));
      await expect(inside(stranger, ({ apiKeys }) => apiKeys.get(key.id))).rejects.toMatchObject({ code: 'not_found' });
      await expect(work.run(stranger, ({ apiKeys }) => apiKeys.save(key))).rejects.toMatchObject({ code: 'conflict' });
      expect(await inside(stranger, ({ apiKeys }) => apiKeys.list({ limit: 10 }))).toEqual({ items: [] });
    });
  });
}
