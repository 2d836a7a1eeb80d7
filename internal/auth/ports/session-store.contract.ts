import type { Session, SessionId } from '../domain/session.ts';
import type { SessionStore } from './session-store.ts';

const noon = new Date('2026-11-21T12:00:00.000Z');
const later = (seconds: number) => new Date(noon.getTime() + seconds * 1000);

/** What every home of browser sessions promises. */
export function sessionStoreContract(name: string, open: () => { readonly store: SessionStore; readonly newId: () => string }): void {
  describe(`${name} keeps the contract of the session store`, () => {
    const { store, newId } = open();
    const sessionOf = (given: Partial<Session> = {}): Session => ({
      id: newId() as SessionId,
      digest: `${newId()}${newId()}`.replaceAll('-', '').slice(0, 64),
      subject: newId(),
      providerSessionId: newId(),
      sealedTokens: 'sealed',
      accessExpiresAt: later(300),
      createdAt: noon,
      expiresAt: later(36_000),
      ...given,
    });
    const started = async (given: Partial<Session> = {}) => {
      const session = sessionOf(given);
      await store.start(session);
      return session;
    };
    const notice = (given: { subject?: string; providerSessionId?: string }) => ({ tokenId: newId(), expiresAt: later(120), ...given });

    test('a session is found by its digest until it is over', async () => {
      const session = await started();
      expect(await store.find(session.digest, later(1))).toEqual(session);
      expect(await store.find(session.digest, session.expiresAt)).toBeUndefined();
      expect(await store.find('f'.repeat(64), later(1))).toBeUndefined();
    });

    test('an ended session is gone, and may be ended again', async () => {
      const session = await started();
      await store.end(session.id);
      await store.end(session.id);
      expect(await store.find(session.digest, noon)).toBeUndefined();
    });

    test('of ten processes one renews', async () => {
      const session = await started();
      const claims = await Promise.all(Array.from({ length: 10 }, () => store.claimRenewal(session, noon, later(10))));
      expect(claims.filter(Boolean)).toHaveLength(1);
    });

    test('the right to renew comes back: when it is used, given back or was kept too long', async () => {
      const session = await started();
      await store.claimRenewal(session, noon, later(10));
      expect(await store.claimRenewal(session, later(10), later(20))).toBe(true);
      await store.releaseRenewal(session.id);
      expect(await store.claimRenewal(session, later(11), later(21))).toBe(true);
      await store.renew(session.id, { sealedTokens: 'renewed', accessExpiresAt: later(600) });
      const renewed = { ...session, sealedTokens: 'renewed', accessExpiresAt: later(600) };
      expect(await store.find(session.digest, later(12))).toEqual(renewed);
      expect(await store.claimRenewal(renewed, later(12), later(22))).toBe(true);
    });

    test('whoever read a session before it was renewed cannot renew it', async () => {
      const readEarly = await started();
      await store.claimRenewal(readEarly, noon, later(10));
      await store.renew(readEarly.id, { sealedTokens: 'renewed', accessExpiresAt: later(600) });
      expect(await store.claimRenewal(readEarly, later(1), later(11))).toBe(false);
    });

    test('a session that is gone is not renewed', async () => {
      expect(await store.claimRenewal(sessionOf(), noon, later(10))).toBe(false);
    });

    test("a logout token with a provider's session ends that one alone", async () => {
      const subject = newId();
      const [here, there] = [await started({ subject }), await started({ subject })];
      expect(await store.endByLogoutToken(notice({ subject, providerSessionId: here.providerSessionId! }))).toBe(true);
      expect(await store.find(here.digest, noon)).toBeUndefined();
      expect(await store.find(there.digest, noon)).toEqual(there);
    });

    test('a logout token with a subject only ends all of its sessions, and nobody else’s', async () => {
      const subject = newId();
      const [one, two, other] = [await started({ subject }), await started({ subject, providerSessionId: null }), await started()];
      expect(await store.endByLogoutToken(notice({ subject }))).toBe(true);
      expect(await store.find(one.digest, noon)).toBeUndefined();
      expect(await store.find(two.digest, noon)).toBeUndefined();
      expect(await store.find(other.digest, noon)).toEqual(other);
    });

    test('a logout token counts once', async () => {
      const session = await started();
      const first = notice({ subject: newId() });
      expect(await store.endByLogoutToken(first)).toBe(true);
      expect(await store.endByLogoutToken({ ...first, subject: session.subject })).toBe(false);
      expect(await store.find(session.digest, noon)).toEqual(session);
    });
  });
}
