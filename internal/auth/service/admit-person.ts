import { AppError, forbidden } from '#pkg/apperror';
import type { Actor, Clock, TenantId } from '#internal/kernel';
import { chooseTenant, type Identity } from '../domain/identity.ts';
import { bindSubject, type Membership } from '../domain/membership.ts';
import { NO_TENANT } from '../domain/tenant.ts';
import type { AuthUnitOfWork } from '../ports/auth-unit-of-work.ts';
import type { SignInJournal } from '../ports/sign-in-journal.ts';
import type { Admission, RequestTrace } from './admission.ts';
import { memberView } from './auth-view.ts';
import { rememberBriefly } from './remember-briefly.ts';

/**
 * Lets the person of a verified token into a tenant: it is in the token, it is switched on, and there is a membership. Throws
 * `unauthenticated` and `forbidden`. A removed member or a disabled tenant is noticed within five seconds.
 */
export type AdmitPerson = (identity: Identity, requestedTenant: string | undefined, trace: RequestTrace) => Promise<Admission>;

interface Standing {
  readonly enabled: boolean;
  readonly membership: Membership | undefined;
}

const STANDING_MAX_AGE_MS = 4_000;

export function admitPerson(deps: { work: AuthUnitOfWork; clock: Clock; journal: SignInJournal }): AdmitPerson {
  const { work, clock, journal } = deps;
  const standings = rememberBriefly<Standing>({ maxAgeMs: STANDING_MAX_AGE_MS, maxEntries: 20_000, clock });

  return async (identity, requestedTenant, trace) => {
    const claim = chooseTenant(identity, requestedTenant);
    if (claim) {
      const membership = await membershipIn(claim.tenantId, identity, trace);
      if (membership) return asMember(membership, identity);
      // A platform administrator's organization need not be a tenant of ours; it only must not be asked for by name.
      if (!identity.platformAdmin || requestedTenant !== undefined) {
        journal.refused('no_membership', { subject: identity.subject });
        throw forbidden('you have no access to this tenant');
      }
    }
    return { tenantId: NO_TENANT, subject: identity.subject, name: identity.name, access: { kind: 'person', role: undefined, platformAdmin: true } };
  };

  async function membershipIn(tenantId: TenantId, identity: Identity, trace: RequestTrace): Promise<Membership | undefined> {
    const actor: Actor = { tenantId, subject: identity.subject, kind: 'user', via: 'signIn', ...(identity.name !== undefined && { name: identity.name }), ...trace };
    const key = `${tenantId} ${identity.subject}`;
    const standing = await standings.get(key, () =>
      work.read(actor, async ({ tenants, members }) => ({
        enabled: (await tenants.find(tenantId))?.enabled ?? false,
        membership: await members.findBySubject(identity.subject),
      })),
    );
    if (!standing.enabled) return undefined;
    if (standing.membership || !identity.emailVerified || identity.email === undefined) return standing.membership;
    const bound = await acceptInvitation(actor, identity.email, identity);
    if (bound) standings.forget(key);
    return bound;
  }

  /** First sign-in: an address the provider has verified ties the invitation to the subject. */
  async function acceptInvitation(actor: Actor, email: string, identity: Identity): Promise<Membership | undefined> {
    const invited = await work.read(actor, ({ members }) => members.findByEmail(email));
    if (!invited) return undefined;
    // Bound since the standing was read: to this person by another request of the same page load, or to somebody else.
    if (invited.status === 'active') return invited.subject === identity.subject ? invited : undefined;
    try {
      return await work.run(actor, async ({ members, audit }) => {
        const bound = await members.save(bindSubject(invited, identity, clock.now()));
        audit.record({ action: 'auth.member.activated', entityType: 'member', entityId: bound.id, before: memberView(invited), after: memberView(bound) });
        return bound;
      });
    } catch (error) {
      // Another request of the same page load was quicker.
      if (error instanceof AppError && error.code === 'conflict') return work.read(actor, ({ members }) => members.findBySubject(identity.subject));
      throw error;
    }
  }
}

const asMember = ({ tenantId, role }: Membership, { subject, name, platformAdmin }: Identity): Admission => ({
  tenantId,
  subject,
  name,
  access: { kind: 'person', role, platformAdmin },
});
