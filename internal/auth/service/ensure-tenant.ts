import type { Clock, IdGenerator, Role, TenantId } from '#internal/kernel';
import { systemActor } from '#internal/kernel';
import { invite, type MembershipId } from '../domain/membership.ts';
import { openTenant } from '../domain/tenant.ts';
import type { AuthUnitOfWork } from '../ports/auth-unit-of-work.ts';
import { memberView, tenantView } from './auth-view.ts';

export interface SeedTenant {
  /** The `tenant_id` that the organization already carries at the identity provider. */
  readonly id: TenantId;
  readonly alias: string;
  readonly name: string;
  readonly members: readonly { readonly email: string; readonly name?: string; readonly role: Role }[];
}

/**
 * Sets up a tenant whose organization and people are already at the identity provider (a realm file, a migration from elsewhere):
 * creates what is missing and leaves the rest alone. Publishes nothing, because the provider has nothing to learn.
 */
export type EnsureTenant = (seed: SeedTenant, cause: { readonly correlationId: string; readonly via: string }) => Promise<void>;

export function ensureTenant({ work, ids, clock }: { work: AuthUnitOfWork; ids: IdGenerator; clock: Clock }): EnsureTenant {
  return (seed, cause) => {
    const actor = systemActor(seed.id, 'seed', cause);
    return work.run(actor, async ({ tenants, members, audit }) => {
      if (!(await tenants.find(seed.id))) {
        const tenant = openTenant({ ...seed, now: clock.now() });
        await tenants.add(tenant);
        audit.record({ action: 'auth.tenant.created', entityType: 'tenant', entityId: tenant.id, after: tenantView(tenant) });
      }
      for (const person of seed.members) {
        const member = invite({ ...person, id: ids.next() as MembershipId, tenantId: seed.id, invitedBy: actor.subject, now: clock.now() });
        if (await members.findByEmail(member.email)) continue;
        await members.add(member);
        audit.record({ action: 'auth.member.invited', entityType: 'member', entityId: member.id, after: memberView(member) });
      }
    });
  };
}
