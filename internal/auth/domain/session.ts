import type { Brand } from '#internal/kernel';

export type SessionId = Brand<string, 'SessionId'>;

/** What the identity provider handed out at sign-in or refresh. Never leaves the server. */
export interface ProviderTokens {
  readonly accessToken: string;
  readonly refreshToken: string | undefined;
  readonly idToken: string | undefined;
}

/** A signed-in browser. The cookie holds a random value whose SHA-256 finds the session; the tokens lie encrypted beside it. */
export interface Session {
  readonly id: SessionId;
  /** SHA-256 of the cookie's value, in hex. */
  readonly digest: string;
  readonly subject: string;
  /** The provider's `sid`; null when it names none. */
  readonly providerSessionId: string | null;
  /** `ProviderTokens` as JSON, sealed with AES-256-GCM. */
  readonly sealedTokens: string;
  readonly accessExpiresAt: Date;
  readonly createdAt: Date;
  /** When the session ends however busy it is. */
  readonly expiresAt: Date;
}

/** Hours a browser stays signed in at most; the provider's idle time usually ends it earlier, by refusing the refresh. */
export const SESSION_HOURS = 10;

/** Tokens are renewed this long before they expire, so that requests beside the renewal still carry a valid one. */
export const RENEW_BEFORE_MS = 45_000;

/** How long one process may take for a renewal before another one may try. */
export const RENEWAL_LEASE_MS = 10_000;

export const sessionEnd = (start: Date): Date => new Date(start.getTime() + SESSION_HOURS * 3_600_000);

export const needsRenewal = (session: Pick<Session, 'accessExpiresAt'>, now: Date): boolean => session.accessExpiresAt.getTime() - now.getTime() < RENEW_BEFORE_MS;

/** Only a path of our own may be returned to after sign-in; anything else, an absolute URL above all, becomes `/`. */
export function safeReturnPath(path: string | undefined): string {
  if (path === undefined || path.length > 2000 || !/^\/(?![/\\])[\x21-\x7e]*$/.test(path) || path.includes('\\')) return '/';
  return path;
}
