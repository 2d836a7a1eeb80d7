import * as openid from 'openid-client';
import { AppError, unauthenticated, unavailable } from '#pkg/apperror';
import type { ProviderTokens } from '../domain/session.ts';
import type { PendingSignIn, RelyingParty, SignedIn } from '../ports/relying-party.ts';
import { PROVIDER_TIMEOUT_MS, providerFetch, type ProviderAddress } from './provider-address.ts';

export interface RelyingPartyOptions extends ProviderAddress {
  readonly clientId: string;
  readonly clientSecret: string;
  /** Our own base URL; `/auth/callback` below it is registered at the provider. */
  readonly publicUrl: string;
}

/** Sign-in with openid-client. The provider's metadata is asked for at the first use, so that we start while it is down. */
export class OpenidRelyingParty implements RelyingParty {
  private discovered: Promise<openid.Configuration> | undefined;

  constructor(private readonly options: RelyingPartyOptions) {}

  async begin({ tenant }: { readonly tenant?: string }): Promise<{ url: URL; pending: PendingSignIn }> {
    const configuration = await this.configuration();
    const pending: PendingSignIn = { state: openid.randomState(), nonce: openid.randomNonce(), codeVerifier: openid.randomPKCECodeVerifier() };
    const url = openid.buildAuthorizationUrl(configuration, {
      redirect_uri: this.callbackUrl,
      // One organization per token: with dozens of them it would not fit into a header.
      scope: `openid email profile ${tenant === undefined ? 'organization' : `organization:${tenant}`}`,
      state: pending.state,
      nonce: pending.nonce,
      code_challenge: await openid.calculatePKCECodeChallenge(pending.codeVerifier),
      code_challenge_method: 'S256',
    });
    return { url, pending };
  }

  async complete(callback: URL, { state, nonce, codeVerifier }: PendingSignIn): Promise<SignedIn> {
    const configuration = await this.configuration();
    const url = new URL(this.callbackUrl); // the request's own Host header is not to be trusted
    url.search = callback.search;
    const answer = await openid
      .authorizationCodeGrant(configuration, url, { expectedState: state, expectedNonce: nonce, pkceCodeVerifier: codeVerifier, idTokenExpected: true })
      .catch(translate);
    const claims = answer.claims();
    if (!claims) throw unauthenticated();
    return { tokens: tokensOf(answer), subject: claims.sub, ...(typeof claims.sid === 'string' && { providerSessionId: claims.sid }) };
  }

  async refresh(refreshToken: string): Promise<ProviderTokens> {
    return tokensOf(await openid.refreshTokenGrant(await this.configuration(), refreshToken).catch(translate));
  }

  async endSessionUrl(idToken: string | undefined): Promise<URL> {
    const { publicUrl, clientId } = this.options;
    return openid.buildEndSessionUrl(await this.configuration(), {
      post_logout_redirect_uri: `${publicUrl}/`,
      ...(idToken === undefined ? { client_id: clientId } : { id_token_hint: idToken }),
    });
  }

  private get callbackUrl(): string {
    return `${this.options.publicUrl}/auth/callback`;
  }

  private configuration(): Promise<openid.Configuration> {
    this.discovered ??= this.discover().catch((error: unknown) => {
      this.discovered = undefined; // the next sign-in asks again
      return translate(error);
    });
    return this.discovered;
  }

  private discover(): Promise<openid.Configuration> {
    const { issuer, clientId, clientSecret } = this.options;
    const execute = [openid.enableNonRepudiationChecks];
    if (issuer.startsWith('http://')) execute.push(openid.allowInsecureRequests); // development; the issuer is configuration
    return openid.discovery(new URL(issuer), clientId, { id_token_signed_response_alg: 'ES256' }, openid.ClientSecretBasic(clientSecret), {
      execute,
      timeout: PROVIDER_TIMEOUT_MS / 1000,
      [openid.customFetch]: providerFetch(this.options) as openid.CustomFetch, // its init is a RequestInit, written more narrowly
    });
  }
}

const tokensOf = ({ access_token, refresh_token, id_token }: openid.TokenEndpointResponse): ProviderTokens => ({
  accessToken: access_token,
  refreshToken: refresh_token,
  idToken: id_token,
});

/** Answers that blame the browser or the person; every other failure is the provider's or our configuration's, and may pass. */
const REFUSALS = new Set(['invalid_grant', 'access_denied', 'login_required', 'consent_required', 'interaction_required', 'invalid_request', 'invalid_scope']);
const FORGERIES = new Set(['OAUTH_INVALID_RESPONSE', 'OAUTH_JWT_CLAIM_COMPARISON_FAILED', 'OAUTH_JWT_TIMESTAMP_CHECK_FAILED']);

function translate(error: unknown): never {
  if (error instanceof AppError) throw error;
  if ((error instanceof openid.ResponseBodyError || error instanceof openid.AuthorizationResponseError) && REFUSALS.has(error.error)) throw unauthenticated();
  if (error instanceof openid.ClientError && error.code !== undefined && FORGERIES.has(error.code)) throw unauthenticated();
  throw unavailable('the identity provider does not answer as it should', 5, error);
}
