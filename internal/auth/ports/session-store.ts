import type { Session, SessionId } from '../domain/session.ts';

/** Browser sessions and used logout tokens; they belong to a person, not to a tenant. */
export interface SessionStore {
  /** Also clears away sessions that are over. */
  start(session: Session): Promise<void>;
  /** Undefined for an unknown digest and for a session that is over at `now`. */
  find(digest: string, now: Date): Promise<Session | undefined>;
  /**
   * Takes the right to renew the tokens until `until`. A refresh token works once, and using it again ends the session at the provider:
   * so it is false when another process has the right, and when the tokens were renewed since `session` was read.
   */
  claimRenewal(session: Pick<Session, 'id' | 'sealedTokens'>, now: Date, until: Date): Promise<boolean>;
  /** Stores renewed tokens and gives the right to renew back. */
  renew(id: SessionId, tokens: Pick<Session, 'sealedTokens' | 'accessExpiresAt'>): Promise<void>;
  /** Gives the right to renew back after a renewal that did not come about. */
  releaseRenewal(id: SessionId): Promise<void>;
  /** Ends one session; no error when it is gone. */
  end(id: SessionId): Promise<void>;
  /**
   * Ends the sessions a logout token names: those of the provider's session or, without one, all of the subject. A token id counts
   * once; answers false, and ends nothing, when it was seen before. Ids are forgotten after `expiresAt`.
   */
  endByLogoutToken(logout: LogoutNotice): Promise<boolean>;
}

/** The verified content of a back-channel logout token; it names a session, a subject or both. */
export interface LogoutNotice {
  readonly tokenId: string;
  readonly subject?: string;
  readonly providerSessionId?: string;
  readonly expiresAt: Date;
}
