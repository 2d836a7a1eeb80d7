import type { Identity } from '../domain/identity.ts';
import type { LogoutNotice } from './session-store.ts';

/** Checks access tokens of the identity provider without asking it, as long as its keys are known. */
export interface AccessTokenVerifier {
  /**
   * Throws `unauthenticated`, with the same message for every reason, and `unavailable` when the provider's keys were never obtained.
   * No URL inside a token is ever followed.
   */
  verify(token: string): Promise<Identity>;
}

/** Checks back-channel logout tokens (OpenID Connect Back-Channel Logout 1.0, section 2.6). */
export interface LogoutTokenVerifier {
  /** Throws `invalid` and `unavailable`. That a token id is seen once is checked by the session store. */
  verify(token: string): Promise<LogoutNotice>;
}
