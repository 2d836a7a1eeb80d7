import { unauthenticated } from '#pkg/apperror';
import type { Clock, IdGenerator } from '#internal/kernel';
import { sessionEnd, type Session, type SessionId } from '../domain/session.ts';
import type { PendingSignIn, RelyingParty } from '../ports/relying-party.ts';
import type { Secrets } from '../ports/secrets.ts';
import type { SessionStore } from '../ports/session-store.ts';
import type { AccessTokenVerifier } from '../ports/token-verifiers.ts';
import type { SessionTokens } from './session-tokens.ts';

export interface StartedSession {
  /** Goes into the cookie and nowhere else. */
  readonly cookie: string;
  readonly session: Session;
}

/**
 * Turns the provider's answer into a session with a fresh random cookie (whatever cookie the browser had before is worthless, so a
 * planted one gains nothing) and ends the session that `previousCookie` belonged to. Throws `unauthenticated`.
 */
export type CompleteSignIn = (callback: URL, pending: PendingSignIn, previousCookie: string | undefined) => Promise<StartedSession>;

export function completeSignIn(deps: {
  provider: RelyingParty;
  verifier: AccessTokenVerifier;
  store: SessionStore;
  tokens: SessionTokens;
  secrets: Secrets;
  ids: IdGenerator;
  clock: Clock;
}): CompleteSignIn {
  const { provider, verifier, store, tokens, secrets, ids, clock } = deps;

  return async (callback, pending, previousCookie) => {
    const signedIn = await provider.complete(callback, pending);
    const { subject, expiresAt } = await verifier.verify(signedIn.tokens.accessToken);
    if (subject !== signedIn.subject) throw unauthenticated();

    const now = clock.now();
    const cookie = Buffer.from(secrets.randomBytes(32)).toString('base64url');
    const session: Session = {
      id: ids.next() as SessionId,
      digest: secrets.digest(cookie),
      subject,
      providerSessionId: signedIn.providerSessionId ?? null,
      sealedTokens: tokens.seal(signedIn.tokens),
      accessExpiresAt: expiresAt,
      createdAt: now,
      expiresAt: sessionEnd(now),
    };
    const previous = previousCookie === undefined ? undefined : await store.find(secrets.digest(previousCookie), now);
    if (previous) await store.end(previous.id);
    await store.start(session);
    return { cookie, session };
  };
}
