import type { Actor, Page, PageRequest } from '#internal/kernel';
import type { Membership, MembershipId } from '../domain/membership.ts';
import type { AuthUnitOfWork } from '../ports/auth-unit-of-work.ts';

export type ListMembers = (actor: Actor, page: PageRequest) => Promise<Page<Membership>>;

/** Throws `not_found`, also for a member of another tenant. */
export type GetMember = (actor: Actor, id: MembershipId) => Promise<Membership>;

export const listMembers =
  (work: AuthUnitOfWork): ListMembers =>
  (actor, page) =>
    work.read(actor, ({ members }) => members.list(page));

export const getMember =
  (work: AuthUnitOfWork): GetMember =>
  (actor, id) =>
    work.read(actor, ({ members }) => members.get(id));
