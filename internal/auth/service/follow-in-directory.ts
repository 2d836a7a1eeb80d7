import { AppError } from '#pkg/apperror';
import type { Actor } from '#internal/kernel';
import type { MembershipId } from '../domain/membership.ts';
import type { AuthUnitOfWork } from '../ports/auth-unit-of-work.ts';
import type { IdentityDirectory } from '../ports/identity-directory.ts';

// These run after the commit, at least once each. They look at what is true now and not at what an event said, so a repeat or a
// late delivery cannot undo something newer.

/** The organization of the actor's tenant has the tenant's name and state. */
export type FollowTenant = (actor: Actor) => Promise<void>;

/** The invited person is a user and a member of the organization; nothing when the membership is gone by now. */
export type FollowInvitation = (actor: Actor, id: MembershipId) => Promise<void>;

/** The removed person is no member of the organization; nothing when the address was invited again. */
export type FollowRemoval = (actor: Actor, email: string) => Promise<void>;

interface Deps {
  readonly work: AuthUnitOfWork;
  readonly directory: IdentityDirectory;
}

export const followTenant =
  ({ work, directory }: Deps): FollowTenant =>
  async (actor) =>
    directory.ensureTenant(await work.read(actor, ({ tenants }) => tenants.get(actor.tenantId)));

export const followInvitation =
  ({ work, directory }: Deps): FollowInvitation =>
  async (actor, id) => {
    const member = await work.read(actor, ({ members }) => members.get(id)).catch(ignoreNotFound);
    if (member) await directory.ensureMember(actor.tenantId, member);
  };

export const followRemoval =
  ({ work, directory }: Deps): FollowRemoval =>
  async (actor, email) => {
    const again = await work.read(actor, ({ members }) => members.findByEmail(email));
    if (!again) await directory.removeMember(actor.tenantId, email);
  };

function ignoreNotFound(error: unknown): undefined {
  if (error instanceof AppError && error.code === 'not_found') return undefined;
  throw error;
}
