import { asTenantId, type Actor, type Clock, type IdGenerator } from '#internal/kernel';
import { invite, type MembershipId } from '../domain/membership.ts';
import { openTenant, type Tenant } from '../domain/tenant.ts';
import type { AuthUnitOfWork } from '../ports/auth-unit-of-work.ts';
import { memberView, tenantView } from './auth-view.ts';
import { memberInvited, tenantCreated } from './directory-events.ts';

export interface NewTenant {
  readonly alias: string;
  readonly name: string;
  /** Who runs the tenant: invited as its first administrator. */
  readonly admin: { readonly email: string; readonly name?: string };
}

/**
 * Creates the tenant and invites its first administrator; the identity provider is told afterwards, by the event. The transaction is
 * one of the new tenant, whose audit trail therefore begins with its creation. Throws `invalid`, and `conflict` when the alias is taken.
 */
export type CreateTenant = (actor: Actor, wanted: NewTenant) => Promise<Tenant>;

export function createTenant({ work, ids, clock }: { work: AuthUnitOfWork; ids: IdGenerator; clock: Clock }): CreateTenant {
  return async (actor, { alias, name, admin }) => {
    const now = clock.now();
    const tenant = openTenant({ id: asTenantId(ids.next()), alias, name, now });
    const first = invite({ ...admin, id: ids.next() as MembershipId, tenantId: tenant.id, role: 'admin', invitedBy: actor.subject, now });

    await work.run({ ...actor, tenantId: tenant.id }, async ({ tenants, members, audit, outbox }) => {
      await tenants.add(tenant);
      await members.add(first);
      audit.record(
        { action: 'auth.tenant.created', entityType: 'tenant', entityId: tenant.id, after: tenantView(tenant) },
        { action: 'auth.member.invited', entityType: 'member', entityId: first.id, after: memberView(first) },
      );
      outbox.publish(tenantCreated(tenant), memberInvited(first));
    });
    return tenant;
  };
}
