import { conflict, invalid } from '#pkg/apperror';
import type { Brand, Role, TenantId } from '#internal/kernel';
import { displayName } from './display-name.ts';

export type MembershipId = Brand<string, 'MembershipId'>;

/** `invited`: known by e-mail address only. `active`: tied to a subject of the identity provider, for good. */
export type MembershipStatus = 'invited' | 'active';

/** A person in a tenant, and the role that person has there. */
export interface Membership {
  readonly id: MembershipId;
  readonly tenantId: TenantId;
  /** The `sub` of the identity provider; null until the first sign-in. */
  readonly subject: string | null;
  /** Lower case. */
  readonly email: string;
  readonly name: string | null;
  readonly role: Role;
  readonly status: MembershipStatus;
  readonly invitedBy: string;
  readonly createdAt: Date;
  readonly activatedAt: Date | null;
  readonly version: number;
}

// Printable ASCII: what mail servers agree on, and lower-casing it is the same everywhere.
const EMAIL = /^[!-?A-~]{1,64}@[a-z0-9-]+(\.[a-z0-9-]+)+$/i;

/** The form in which addresses are kept and compared. Throws `invalid` for what is not an address. */
export function normalizeEmail(email: string): string {
  const normalized = email.trim().toLowerCase();
  if (normalized.length > 254 || !EMAIL.test(normalized)) throw invalid('/email', 'must be an e-mail address');
  return normalized;
}

export interface Invitation {
  readonly id: MembershipId;
  readonly tenantId: TenantId;
  readonly email: string;
  readonly name?: string;
  readonly role: Role;
  readonly invitedBy: string;
  readonly now: Date;
}

export const invite = ({ now, email, name, ...rest }: Invitation): Membership => ({
  ...rest,
  email: normalizeEmail(email),
  name: name === undefined ? null : displayName(name),
  subject: null,
  status: 'invited',
  createdAt: now,
  activatedAt: null,
  version: 1,
});

/** Ties an invitation to the person who signed in with its address. Throws `conflict` when it is already somebody's. */
export function bindSubject(membership: Membership, person: { readonly subject: string; readonly name?: string }, now: Date): Membership {
  if (membership.status !== 'invited') throw conflict('the invitation was already accepted');
  return { ...membership, subject: person.subject, name: membership.name ?? person.name ?? null, status: 'active', activatedAt: now };
}

export const changeRole = (membership: Membership, role: Role): Membership => ({ ...membership, role });

/**
 * A tenant must not lose its last administrator: after `leaving` goes (or steps down) an active administrator remains or, where
 * nobody has signed in yet, an invited one. Throws `conflict`.
 */
export function requireAnotherAdmin(admins: readonly Membership[], leaving: Membership): void {
  const remaining = admins.filter(({ id }) => id !== leaving.id);
  const enough = leaving.status === 'active' ? remaining.some(({ status }) => status === 'active') : remaining.length > 0;
  if (!enough) throw conflict('the last administrator of a tenant cannot be removed or demoted');
}
