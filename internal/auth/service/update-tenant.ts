import type { Actor, Clock, TenantId } from '#internal/kernel';
import { requireVersion } from '../domain/expected-version.ts';
import { changeTenant, type Tenant } from '../domain/tenant.ts';
import type { AuthUnitOfWork } from '../ports/auth-unit-of-work.ts';
import { tenantView } from './auth-view.ts';
import { tenantUpdated } from './directory-events.ts';

export interface TenantChange {
  readonly name?: string;
  /** Off: nobody gets in any more, within five seconds; what is stored stays. */
  readonly enabled?: boolean;
}

/** Throws `not_found`, `invalid`, `precondition_failed`. Recorded in the audit trail of the tenant that is changed. */
export type UpdateTenant = (actor: Actor, id: TenantId, change: TenantChange, ifMatch: number | undefined) => Promise<Tenant>;

export function updateTenant({ work, clock }: { work: AuthUnitOfWork; clock: Clock }): UpdateTenant {
  return (actor, id, change, ifMatch) =>
    work.run({ ...actor, tenantId: id }, async ({ tenants, audit, outbox }) => {
      const before = await tenants.get(id);
      requireVersion(before, ifMatch);
      const after = await tenants.save(changeTenant(before, { ...change, now: clock.now() }));
      audit.record({ action: 'auth.tenant.updated', entityType: 'tenant', entityId: id, before: tenantView(before), after: tenantView(after) });
      outbox.publish(tenantUpdated(after));
      return after;
    });
}
