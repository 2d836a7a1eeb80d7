import type { Actor } from '#internal/kernel';
import { requireVersion } from '../domain/expected-version.ts';
import { requireAnotherAdmin, type MembershipId } from '../domain/membership.ts';
import type { AuthUnitOfWork } from '../ports/auth-unit-of-work.ts';
import { memberView } from './auth-view.ts';
import { memberRemoved } from './directory-events.ts';

/** The person is out within five seconds, whatever token it holds. Throws `not_found`, `precondition_failed`, and `conflict` for the last administrator. */
export type RemoveMember = (actor: Actor, id: MembershipId, ifMatch: number | undefined) => Promise<void>;

export function removeMember({ work }: { work: AuthUnitOfWork }): RemoveMember {
  return (actor, id, ifMatch) =>
    work.run(actor, async ({ members, audit, outbox }) => {
      const admins = await members.lockAdmins(); // before the member is read, so that what is read is still so
      const member = await members.get(id);
      requireVersion(member, ifMatch);
      if (member.role === 'admin') requireAnotherAdmin(admins, member);
      await members.remove(member);
      audit.record({ action: 'auth.member.removed', entityType: 'member', entityId: id, before: memberView(member) });
      outbox.publish(memberRemoved(member));
    });
}
