import { AppError, unauthenticated, unavailable } from '#pkg/apperror';
import type { Clock } from '#internal/kernel';
import { needsRenewal, RENEWAL_LEASE_MS, type ProviderTokens, type Session } from '../domain/session.ts';
import type { RelyingParty } from '../ports/relying-party.ts';
import type { SessionStore } from '../ports/session-store.ts';
import type { AccessTokenVerifier } from '../ports/token-verifiers.ts';
import type { SessionTokens } from './session-tokens.ts';

/** The session's tokens, renewed when they are about to expire. Throws `unauthenticated` (and ends the session) when the provider refuses. */
export type KeepSessionFresh = (session: Session) => Promise<ProviderTokens>;

const WAIT_STEP_MS = 100;

export function keepSessionFresh(deps: {
  store: SessionStore;
  provider: RelyingParty;
  verifier: AccessTokenVerifier;
  tokens: SessionTokens;
  clock: Clock;
  pause: (milliseconds: number) => Promise<void>;
}): KeepSessionFresh {
  const { store, provider, verifier, tokens, clock, pause } = deps;

  return async (session) => {
    const current = tokens.open(session);
    if (!needsRenewal(session, clock.now())) return current;
    const now = clock.now();
    if (await store.claimRenewal(session, now, new Date(now.getTime() + RENEWAL_LEASE_MS))) return renew(session, current);
    return stillValid(session) ? current : renewedByAnother(session);
  };

  async function renew(session: Session, { refreshToken, idToken }: ProviderTokens): Promise<ProviderTokens> {
    try {
      if (refreshToken === undefined) throw unauthenticated();
      const renewed = await provider.refresh(refreshToken);
      const { expiresAt, subject } = await verifier.verify(renewed.accessToken);
      if (subject !== session.subject) throw unauthenticated();
      const kept = { ...renewed, refreshToken: renewed.refreshToken ?? refreshToken, idToken: renewed.idToken ?? idToken };
      await store.renew(session.id, { sealedTokens: tokens.seal(kept), accessExpiresAt: expiresAt });
      return kept;
    } catch (error) {
      return afterFailedRenewal(session, error);
    }
  }

  /** An outage of the provider does not sign anybody out: the old token serves until it expires. */
  async function afterFailedRenewal(session: Session, error: unknown): Promise<ProviderTokens> {
    const refused = error instanceof AppError && error.code === 'unauthenticated';
    await (refused ? store.end(session.id) : store.releaseRenewal(session.id));
    if (!refused && stillValid(session)) return tokens.open(session);
    throw error;
  }

  /** A page load sends several requests at once, and they may reach several processes: one renews, the others wait for it. */
  async function renewedByAnother(session: Session): Promise<ProviderTokens> {
    for (let waited = 0; waited < RENEWAL_LEASE_MS / 2; waited += WAIT_STEP_MS) {
      const found = await store.find(session.digest, clock.now());
      if (!found) throw unauthenticated();
      if (stillValid(found)) return tokens.open(found);
      await pause(WAIT_STEP_MS);
    }
    throw unavailable('the sign-in could not be renewed in time', 1);
  }

  function stillValid(session: Session): boolean {
    return session.accessExpiresAt > clock.now();
  }
}
