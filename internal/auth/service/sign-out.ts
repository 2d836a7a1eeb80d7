import { AppError } from '#pkg/apperror';
import type { Session } from '../domain/session.ts';
import type { RelyingParty } from '../ports/relying-party.ts';
import type { SessionStore } from '../ports/session-store.ts';
import type { SessionTokens } from './session-tokens.ts';

/** Ends our session, whatever becomes of the provider's; answers where the browser goes to leave the provider too, unless the provider is down. */
export type SignOut = (session: Session) => Promise<URL | undefined>;

export function signOut({ store, tokens, provider }: { store: SessionStore; tokens: SessionTokens; provider: RelyingParty }): SignOut {
  return async (session) => {
    await store.end(session.id);
    try {
      return await provider.endSessionUrl(tokens.open(session).idToken);
    } catch (error) {
      if (error instanceof AppError) return undefined;
      throw error;
    }
  };
}
