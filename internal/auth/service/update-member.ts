import type { Actor, Role } from '#internal/kernel';
import { requireVersion } from '../domain/expected-version.ts';
import { changeRole, requireAnotherAdmin, type Membership, type MembershipId } from '../domain/membership.ts';
import type { AuthUnitOfWork } from '../ports/auth-unit-of-work.ts';
import { memberView } from './auth-view.ts';

/** Throws `not_found`, `precondition_failed`, and `conflict` when the last administrator would step down. */
export type UpdateMember = (actor: Actor, id: MembershipId, change: { readonly role: Role }, ifMatch: number | undefined) => Promise<Membership>;

export function updateMember({ work }: { work: AuthUnitOfWork }): UpdateMember {
  return (actor, id, { role }, ifMatch) =>
    work.run(actor, async ({ members, audit }) => {
      const admins = await members.lockAdmins(); // before the member is read, so that what is read is still so
      const before = await members.get(id);
      requireVersion(before, ifMatch);
      if (before.role === 'admin' && role !== 'admin') requireAnotherAdmin(admins, before);
      const after = await members.save(changeRole(before, role));
      audit.record({ action: 'auth.member.role_changed', entityType: 'member', entityId: id, before: memberView(before), after: memberView(after) });
      return after;
    });
}
