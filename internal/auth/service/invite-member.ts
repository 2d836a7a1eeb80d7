import type { Actor, Clock, IdGenerator, Role } from '#internal/kernel';
import { invite, type Membership, type MembershipId } from '../domain/membership.ts';
import type { AuthUnitOfWork } from '../ports/auth-unit-of-work.ts';
import { memberView } from './auth-view.ts';
import { memberInvited } from './directory-events.ts';

/** Throws `invalid`, and `conflict` when the address is a member or invited already. The person gets in with the first sign-in whose verified address it is. */
export type InviteMember = (actor: Actor, person: { readonly email: string; readonly name?: string; readonly role: Role }) => Promise<Membership>;

export function inviteMember({ work, ids, clock }: { work: AuthUnitOfWork; ids: IdGenerator; clock: Clock }): InviteMember {
  return (actor, person) =>
    work.run(actor, async ({ members, audit, outbox }) => {
      const member = invite({ ...person, id: ids.next() as MembershipId, tenantId: actor.tenantId, invitedBy: actor.subject, now: clock.now() });
      await members.add(member);
      audit.record({ action: 'auth.member.invited', entityType: 'member', entityId: member.id, after: memberView(member) });
      outbox.publish(memberInvited(member));
      return member;
    });
}
