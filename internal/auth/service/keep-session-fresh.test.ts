import { NodeSecrets } from '../crypto/node-secrets.ts';
import { FakeRelyingParty } from '../fakes/fake-relying-party.ts';
import { InMemorySessions } from '../fakes/in-memory-sessions.ts';
import { completeSignIn } from './complete-sign-in.ts';
import { keepSessionFresh } from './keep-session-fresh.ts';
import { sessionTokens } from './session-tokens.ts';

const callback = new URL('https://orchestrix.example/auth/callback?state=s&code=code');
const pending = { state: 's', nonce: 'n', codeVerifier: 'v' };

async function signedIn() {
  let now = Date.parse('2026-11-21T12:00:00Z');
  const clock = { now: () => new Date(now) };
  const provider = new FakeRelyingParty({ subject: 'sub-ana', emailVerified: true, tenants: [], platformAdmin: false, providerSessionId: 'sid-1' }, clock.now);
  const secrets = new NodeSecrets('a session secret of at least 32 bytes');
  const store = new InMemorySessions();
  const tokens = sessionTokens(secrets);
  const { session } = await completeSignIn({ provider, verifier: provider, store, tokens, secrets, clock, ids: { next: () => 'session-1' } })(callback, pending, undefined);
  const advance = (seconds: number) => void (now += seconds * 1000);
  const pauses: number[] = [];
  const pause = async (milliseconds: number) => {
    pauses.push(milliseconds);
    advance(milliseconds / 1000);
    await new Promise(setImmediate);
  };
  const keep = keepSessionFresh({ store, provider, verifier: provider, tokens, clock, pause });
  const current = async () => (await store.find(session.digest, clock.now()))!;
  return { provider, store, advance, keep, current, clock, pauses };
}

describe('keeping the tokens of a session fresh', () => {
  test('tokens that are good for a while are used as they are', async () => {
    const { keep, current, provider } = await signedIn();
    expect(await keep(await current())).toMatchObject({ accessToken: 'access-1' });
    expect(provider.refreshes).toBe(0);
  });

  test('tokens that are about to expire are renewed and kept', async () => {
    const { keep, current, provider, advance } = await signedIn();
    advance(270);
    expect(await keep(await current())).toMatchObject({ accessToken: 'access-2', refreshToken: 'refresh-2' });
    expect(await keep(await current())).toMatchObject({ accessToken: 'access-2' });
    expect(provider.refreshes).toBe(1);
  });

  test.each([270, 400])('of ten requests %d s after sign-in one renews and the others get along', async (age) => {
    const { keep, current, provider, advance } = await signedIn();
    advance(age);
    const session = await current();
    const answers = await Promise.all(Array.from({ length: 10 }, () => keep(session)));
    expect(provider.refreshes).toBe(1);
    expect(answers.filter(({ accessToken }) => accessToken === 'access-2').length).toBeGreaterThanOrEqual(age > 300 ? 10 : 1);
  });

  test.each([270, 400])('a request that read the session before another one renewed it, %d s after sign-in, does not spend the refresh token again', async (age) => {
    const { keep, current, provider, advance } = await signedIn();
    advance(age);
    const readEarly = await current();
    await keep(await current());
    expect(await keep(readEarly)).toMatchObject({ accessToken: age > 300 ? 'access-2' : 'access-1' });
    expect(provider.refreshes).toBe(1);
    expect(await current()).toBeDefined();
  });

  test('when the provider is down the old token serves until it expires, then the answer is "not now"', async () => {
    const { keep, current, provider, advance } = await signedIn();
    advance(270);
    provider.down = true;
    expect(await keep(await current())).toMatchObject({ accessToken: 'access-1' });
    advance(60);
    await expect(keep(await current())).rejects.toMatchObject({ code: 'unavailable' });
    provider.down = false;
    expect(await keep(await current())).toMatchObject({ accessToken: 'access-2' });
  });

  test('when the provider refuses, the session is over', async () => {
    const { keep, current, provider, advance } = await signedIn();
    advance(270);
    provider.endSession();
    await expect(keep(await current())).rejects.toMatchObject({ code: 'unauthenticated' });
    expect(await current()).toBeUndefined();
  });

  test('a renewal that another process never finishes is waited for, but not for ever', async () => {
    const { keep, current, store, advance, clock, pauses } = await signedIn();
    advance(400);
    const session = await current();
    await store.claimRenewal(session, clock.now(), new Date(clock.now().getTime() + 60_000));
    await expect(keep(session)).rejects.toMatchObject({ code: 'unavailable', retryAfterSeconds: 1 });
    expect(pauses.reduce((sum, one) => sum + one, 0)).toBe(5_000);
  });
});
