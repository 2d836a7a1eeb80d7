import type { Session } from '../domain/session.ts';
import type { RelyingParty } from '../ports/relying-party.ts';
import type { SessionStore } from '../ports/session-store.ts';
import type { SessionTokens } from './session-tokens.ts';

/** Ends our session first, whatever becomes of the provider's; answers where the browser goes to leave the provider too. */
export type SignOut = (session: Session) => Promise<URL>;

export function signOut({ store, tokens, provider }: { store: SessionStore; tokens: SessionTokens; provider: RelyingParty }): SignOut {
  return async (session) => {
    await store.end(session.id);
    return provider.endSessionUrl(tokens.open(session).idToken);
  };
}
