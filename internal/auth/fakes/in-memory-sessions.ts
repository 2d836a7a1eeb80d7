import type { Session, SessionId } from '../domain/session.ts';
import type { LogoutNotice, SessionStore } from '../ports/session-store.ts';

/** `SessionStore` in memory. */
export class InMemorySessions implements SessionStore {
  private readonly sessions = new Map<SessionId, { session: Session; renewingUntil?: Date }>();
  private readonly usedTokens = new Set<string>();

  async start(session: Session): Promise<void> {
    for (const [id, kept] of this.sessions) if (kept.session.expiresAt <= session.createdAt) this.sessions.delete(id);
    this.sessions.set(session.id, { session });
  }

  async find(digest: string, now: Date): Promise<Session | undefined> {
    return [...this.sessions.values()].find(({ session }) => session.digest === digest && session.expiresAt > now)?.session;
  }

  async claimRenewal({ id, sealedTokens }: Pick<Session, 'id' | 'sealedTokens'>, now: Date, until: Date): Promise<boolean> {
    const kept = this.sessions.get(id);
    if (kept?.session.sealedTokens !== sealedTokens || (kept.renewingUntil && kept.renewingUntil > now)) return false;
    kept.renewingUntil = until;
    return true;
  }

  async renew(id: SessionId, tokens: Pick<Session, 'sealedTokens' | 'accessExpiresAt'>): Promise<void> {
    const kept = this.sessions.get(id);
    if (kept) this.sessions.set(id, { session: { ...kept.session, ...tokens } });
  }

  async releaseRenewal(id: SessionId): Promise<void> {
    delete this.sessions.get(id)?.renewingUntil;
  }

  async end(id: SessionId): Promise<void> {
    this.sessions.delete(id);
  }

  async endByLogoutToken({ tokenId, subject, providerSessionId }: LogoutNotice): Promise<boolean> {
    if (this.usedTokens.has(tokenId)) return false;
    this.usedTokens.add(tokenId);
    for (const [id, { session }] of this.sessions) {
      const named = providerSessionId === undefined ? session.subject === subject : session.providerSessionId === providerSessionId;
      if (named) this.sessions.delete(id);
    }
    return true;
  }
}
