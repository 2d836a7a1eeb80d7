import { AppError, conflict, limit } from '#pkg/apperror';
import type { AuditEntry, TenantId } from '#internal/kernel';
import type { IntegrationId } from './receiver-integration.ts';

/** How a person is reached. Its queue, circuit and settings are those of the integration with the same id. */
export interface ContactMethod {
  readonly id: IntegrationId;
  readonly tenantId: TenantId;
  /** Subject of the person. */
  readonly userId: string;
  /** Of the channel. */
  readonly kind: string;
  readonly label: string;
  readonly address: string;
  /** Until then nothing but codes is sent there. */
  readonly verifiedAt?: Date;
  /** Of the code that was sent last. */
  readonly codeDigest?: string;
  readonly codeExpiresAt?: Date;
  readonly codeSentAt?: Date;
  readonly codeTries: number;
  readonly createdAt: Date;
}

/** Most of one person. */
export const MAX_CONTACT_METHODS = 20;
const CODE_HOLDS_MS = 10 * 60_000;
const BETWEEN_CODES_MS = 60_000;
const MOST_TRIES = 5;

/** A code is on its way. Throws `conflict` when there is nothing to verify any more, `limit` within a minute of the one before. */
export function withCode(method: ContactMethod, codeDigest: string, now: Date): ContactMethod {
  if (method.verifiedAt) throw conflict('it is verified already');
  const waitMs = method.codeSentAt ? BETWEEN_CODES_MS - (now.getTime() - method.codeSentAt.getTime()) : 0;
  if (waitMs > 0) throw limit('a code was sent less than a minute ago', Math.ceil(waitMs / 1000));
  return { ...method, codeDigest, codeExpiresAt: new Date(now.getTime() + CODE_HOLDS_MS), codeSentAt: now, codeTries: 0 };
}

/** What one try with a code leads to: `verified`, or why not. Every try counts; after the fifth a new code is needed. */
export function tried(method: ContactMethod, digest: string, now: Date): { readonly method: ContactMethod; readonly problem?: string } {
  if (method.verifiedAt) return { method };
  if (method.codeDigest === undefined || !method.codeExpiresAt || now >= method.codeExpiresAt) return { method, problem: 'has expired: ask for a new one' };
  if (method.codeTries >= MOST_TRIES) return { method, problem: 'was tried too often: ask for a new one' };
  if (method.codeDigest !== digest) return { method: { ...method, codeTries: method.codeTries + 1 }, problem: 'is wrong' };
  const { codeDigest: _, codeExpiresAt: __, ...rest } = method;
  return { method: { ...rest, verifiedAt: now, codeTries: 0 } };
}

/** Throws `limit` when a person has too many. */
export function requireRoom(methods: readonly ContactMethod[]): void {
  if (methods.length >= MAX_CONTACT_METHODS) throw new AppError('limit', `a person has at most ${MAX_CONTACT_METHODS} contact methods`);
}

/** The address is a person's own and stays out of the log. */
export const contactChanged = (verb: 'created' | 'verified' | 'deleted', { id, userId, kind }: ContactMethod): AuditEntry => ({
  action: `notifications.contact_method.${verb}`, entityType: 'contact_method', entityId: id, after: { user_id: userId, kind },
});
