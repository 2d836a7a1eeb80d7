import { unauthenticated } from '#pkg/apperror';
import type { ProviderTokens, Session } from '../domain/session.ts';
import type { Secrets } from '../ports/secrets.ts';

/** The provider's tokens in the form in which a session keeps them. */
export interface SessionTokens {
  seal(tokens: ProviderTokens): string;
  /** Throws `unauthenticated` when they do not open, which is so for every session after SESSION_SECRET was changed. */
  open(session: Pick<Session, 'sealedTokens'>): ProviderTokens;
}

const PURPOSE = 'session-tokens';

export const sessionTokens = (secrets: Secrets): SessionTokens => ({
  seal: (tokens) => secrets.seal(PURPOSE, JSON.stringify(tokens)),
  open({ sealedTokens }) {
    const opened = secrets.open(PURPOSE, sealedTokens);
    if (opened === undefined) throw unauthenticated();
    return JSON.parse(opened) as ProviderTokens; // authenticated by the seal, so it is what `seal` was given
  },
});
