import type { ProviderTokens } from '../domain/session.ts';

/** What has to be remembered between the redirect to the provider and the answer; it lives in a sealed cookie. */
export interface PendingSignIn {
  readonly state: string;
  readonly nonce: string;
  readonly codeVerifier: string;
}

/** Who signed in, by the ID token. */
export interface SignedIn {
  readonly tokens: ProviderTokens;
  readonly subject: string;
  readonly providerSessionId?: string;
}

/** Our side of OpenID Connect: Authorization Code with PKCE (S256), state and nonce. Every method throws `unavailable` when the provider does not answer. */
export interface RelyingParty {
  /** With `tenant`, the provider is asked for a token of that organization only. */
  begin(wish: { readonly tenant?: string }): Promise<{ readonly url: URL; readonly pending: PendingSignIn }>;
  /** `callback` is the URL the provider sent the browser to. Throws `unauthenticated` when anything does not fit. */
  complete(callback: URL, pending: PendingSignIn): Promise<SignedIn>;
  /** Throws `unauthenticated` when the provider says that the sign-in is over. */
  refresh(refreshToken: string): Promise<ProviderTokens>;
  /** Where the browser goes to leave the provider too. */
  endSessionUrl(idToken: string | undefined): Promise<URL>;
}
