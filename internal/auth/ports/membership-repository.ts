import type { Page, PageRequest } from '#internal/kernel';
import type { Membership, MembershipId } from '../domain/membership.ts';

/** The people of one tenant: the unit of work that hands this out has fixed the tenant. */
export interface MembershipRepository {
  /** Throws `conflict` when the address is already a member or invited. */
  add(membership: Membership): Promise<void>;
  /** Throws `not_found`, also for a member of another tenant. */
  get(id: MembershipId): Promise<Membership>;
  findBySubject(subject: string): Promise<Membership | undefined>;
  findByEmail(email: string): Promise<Membership | undefined>;
  /** All administrators, locked until the transaction ends, so that two of them cannot leave at the same time. */
  lockAdmins(): Promise<readonly Membership[]>;
  /** Throws `conflict` when the membership changed since it was read; answers it with its new version. */
  save(membership: Membership): Promise<Membership>;
  /** Throws `conflict` when the membership changed since it was read. */
  remove(membership: Membership): Promise<void>;
  /** Newest first; the position is `[created_at, id]`. */
  list(page: PageRequest): Promise<Page<Membership>>;
}
