import { invalid } from '#pkg/apperror';
import type { SessionStore } from '../ports/session-store.ts';
import type { LogoutTokenVerifier } from '../ports/token-verifiers.ts';

/** The provider tells us that somebody signed out elsewhere. Throws `invalid` for a token that is not genuine or was used before. */
export type AcceptLogoutToken = (token: string) => Promise<void>;

export function acceptLogoutToken({ verifier, store }: { verifier: LogoutTokenVerifier; store: SessionStore }): AcceptLogoutToken {
  return async (token) => {
    const notice = await verifier.verify(token);
    if (!(await store.endByLogoutToken(notice))) throw invalid('logout_token', 'was used before');
  };
}
