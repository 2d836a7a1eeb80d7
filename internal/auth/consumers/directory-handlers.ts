import { reactingTo, type Actor, type DomainEvent } from '#internal/kernel';
import type { EventHandler } from '#internal/platform/outbox';
import type { MembershipId } from '../domain/membership.ts';
import type { FollowInvitation, FollowRemoval, FollowTenant } from '../service/follow-in-directory.ts';

export type DirectoryEvent = 'auth.tenant.created' | 'auth.tenant.updated' | 'auth.member.invited' | 'auth.member.removed';

/** What the identity provider has to learn of. A handler that throws is called again later, so an outage of the provider only delays. */
export function directoryHandlers(use: {
  followTenant: FollowTenant;
  followInvitation: FollowInvitation;
  followRemoval: FollowRemoval;
}): Readonly<Record<DirectoryEvent, EventHandler>> {
  return {
    'auth.tenant.created': (event) => use.followTenant(actorOf(event)),
    'auth.tenant.updated': (event) => use.followTenant(actorOf(event)),
    'auth.member.invited': (event) => use.followInvitation(actorOf(event), field(event, 'member_id') as MembershipId),
    'auth.member.removed': (event) => use.followRemoval(actorOf(event), field(event, 'email')),
  };
}

const actorOf = (event: DomainEvent): Actor => reactingTo(event, 'directory');

function field({ type, data }: DomainEvent, name: string): string {
  const value = data[name];
  if (typeof value !== 'string') throw new Error(`${type} has no ${name}`);
  return value;
}
