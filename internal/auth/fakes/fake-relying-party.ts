import { unauthenticated, unavailable } from '#pkg/apperror';
import type { Identity } from '../domain/identity.ts';
import type { ProviderTokens } from '../domain/session.ts';
import type { PendingSignIn, RelyingParty, SignedIn } from '../ports/relying-party.ts';
import type { AccessTokenVerifier } from '../ports/token-verifiers.ts';

/** An identity provider in memory: its access tokens are `access-<n>`, each good for five minutes, and each refresh token works once. */
export class FakeRelyingParty implements RelyingParty, AccessTokenVerifier {
  down = false;
  refreshes = 0;
  private issued = 0;
  private readonly identities = new Map<string, Identity>();
  private validRefreshToken: string | undefined;

  constructor(
    private readonly person: Omit<Identity, 'expiresAt'>,
    private readonly now: () => Date,
  ) {}

  async begin({ tenant }: { readonly tenant?: string }): Promise<{ url: URL; pending: PendingSignIn }> {
    this.requireUp();
    const pending = { state: `state-${(this.issued += 1)}`, nonce: 'nonce', codeVerifier: 'verifier' };
    return { url: new URL(`https://id.example/authorize?state=${pending.state}&tenant=${tenant ?? ''}`), pending };
  }

  async complete(callback: URL, pending: PendingSignIn): Promise<SignedIn> {
    this.requireUp();
    if (callback.searchParams.get('state') !== pending.state || callback.searchParams.get('code') !== 'code') throw unauthenticated();
    return { tokens: this.issue(), subject: this.person.subject, ...(this.person.providerSessionId !== undefined && { providerSessionId: this.person.providerSessionId }) };
  }

  async refresh(refreshToken: string): Promise<ProviderTokens> {
    this.requireUp();
    if (refreshToken !== this.validRefreshToken) throw unauthenticated();
    this.refreshes += 1;
    return this.issue();
  }

  async endSessionUrl(idToken: string | undefined): Promise<URL> {
    this.requireUp();
    return new URL(`https://id.example/logout?id_token_hint=${idToken ?? ''}`);
  }

  async verify(token: string): Promise<Identity> {
    const identity = this.identities.get(token);
    if (!identity || identity.expiresAt <= this.now()) throw unauthenticated();
    return identity;
  }

  /** As when an administrator ends the session at the provider. */
  endSession(): void {
    this.validRefreshToken = undefined;
  }

  private issue(): ProviderTokens {
    const count = (this.issued += 1);
    const accessToken = `access-${count}`;
    this.identities.set(accessToken, { ...this.person, expiresAt: new Date(this.now().getTime() + 300_000) });
    this.validRefreshToken = `refresh-${count}`;
    return { accessToken, refreshToken: this.validRefreshToken, idToken: `id-${count}` };
  }

  private requireUp(): void {
    if (this.down) throw unavailable('the identity provider does not answer');
  }
}
