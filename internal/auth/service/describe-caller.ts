import type { Actor, Role } from '#internal/kernel';
import { NO_TENANT, type Tenant } from '../domain/tenant.ts';
import type { AuthUnitOfWork } from '../ports/auth-unit-of-work.ts';

export interface CallerDescription {
  /** Undefined for a platform administrator who acts for no tenant. */
  readonly tenant: Tenant | undefined;
  /** Undefined for API keys, which have scopes. */
  readonly role: Role | undefined;
}

/** What `/api/v1/me` tells beyond the actor itself. */
export type DescribeCaller = (actor: Actor) => Promise<CallerDescription>;

export function describeCaller(work: AuthUnitOfWork): DescribeCaller {
  return (actor) =>
    work.read(actor, async ({ tenants, members }) => {
      const tenant = actor.tenantId === NO_TENANT ? undefined : await tenants.find(actor.tenantId);
      const membership = tenant && actor.kind === 'user' ? await members.findBySubject(actor.subject) : undefined;
      return { tenant, role: membership?.role };
    });
}
