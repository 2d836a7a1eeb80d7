import { createHash } from 'node:crypto';
import { decodeJwt } from 'jose';
import * as openid from 'openid-client';
import type { Actor, Clock } from '#internal/kernel';
import { AppError, invalid, unauthenticated, unavailable } from '#pkg/apperror';
import { knownPolicy, type EgressClient, type EgressPolicy } from '#pkg/egress';
import { BoundedCache } from '#pkg/matchers';
import type { OAuth2Settings } from '../domain/definition.ts';
import type { AccessToken, AccessTokens, TokenRequest } from '../ports/outgoing.ts';
import { clientAuthentication } from './oauth-client-authentication.ts';

const TIMEOUT_MS = 10_000;
const MOST_KEPT = 1000;
/** A token that ends sooner than this is not worth sending. */
const LEEWAY_MS = 30_000;
const TOKEN_EXCHANGE = 'urn:ietf:params:oauth:grant-type:token-exchange';

interface Slot {
  token?: Promise<AccessToken & { readonly endsAt: number }>;
  /** Milliseconds since the epoch; unknown while the token is on its way. */
  endsAt?: number | undefined;
}

/** Access tokens through openid-client, whose every request goes through the egress guard under the tenant's policy. */
export class OpenidAccessTokens implements AccessTokens {
  readonly #kept = new BoundedCache<string, Slot>(MOST_KEPT);

  constructor(private readonly deps: { readonly client: EgressClient; readonly policyOf: (actor: Actor) => Promise<EgressPolicy>; readonly clock: Clock }) {}

  async obtain(actor: Actor, request: TokenRequest, signal: AbortSignal): Promise<AccessToken> {
    const slot = this.#slot(actor, request);
    const good = slot.endsAt === undefined || slot.endsAt - LEEWAY_MS > this.deps.clock.now().getTime();
    if (slot.token && good) return slot.token;
    const token = this.#request(actor, request, signal);
    Object.assign(slot, { token, endsAt: undefined });
    token.then(({ endsAt }) => (slot.endsAt = endsAt), () => slot.token === token && delete slot.token);
    return token;
  }

  forget(actor: Actor, request: TokenRequest): void {
    delete this.#slot(actor, request).token;
  }

  /** By everything that the token depends on, credentials included, of which only the digest is kept. */
  #slot(actor: Actor, request: TokenRequest): Slot {
    return this.#kept.getOrMake(createHash('sha256').update(JSON.stringify([actor.tenantId, request])).digest('hex'), () => ({}));
  }

  async #request(actor: Actor, request: TokenRequest, signal: AbortSignal): Promise<AccessToken & { readonly endsAt: number }> {
    const settings = 'oidc' in request ? request.oidc : request.oauth2;
    const fetch = await this.#guardedFetch(actor, settings, signal);
    try {
      const provider = await configuration(request, settings, fetch);
      const answer = await openid.genericGrantRequest(provider, settings.grant, grantParameters(settings));
      checkIssuer(answer.access_token, settings.issuers);
      const seconds = answer.expires_in ?? 0;
      return { scheme: answer.token_type === 'dpop' ? 'DPoP' : 'Bearer', token: answer.access_token, endsAt: this.deps.clock.now().getTime() + seconds * 1000 };
    } catch (error) {
      throw translated(error);
    }
  }

  /** What openid-client calls `fetch`. Plain http is for the tenant's policy to allow, not for the library to refuse. */
  async #guardedFetch(actor: Actor, { request }: OAuth2Settings, signal: AbortSignal): Promise<openid.CustomFetch> {
    const policy = await knownPolicy(this.deps.policyOf, actor);
    return async (url, { method, headers, body }) => {
      const form = body instanceof URLSearchParams ? body : undefined;
      const asJson = form !== undefined && request?.encoding === 'application/json';
      const answer = await this.deps.client.send(
        {
          method, url, signal, timeoutMs: TIMEOUT_MS,
          headers: { ...headers, ...(asJson && { 'content-type': 'application/json' }) },
          ...(form && { body: asJson ? JSON.stringify(Object.fromEntries(form)) : form.toString() }),
        },
        policy,
      );
      return new Response([204, 205, 304].includes(answer.status) ? null : answer.body, { status: answer.status, headers: answer.headers });
    };
  }
}

async function configuration(request: TokenRequest, settings: OAuth2Settings, fetch: openid.CustomFetch): Promise<openid.Configuration> {
  const { authority, client = {}, grant, issuers } = settings;
  if (grant === 'authorization_code') throw invalid('grant', 'authorization_code needs a person at a browser, whom an execution does not have');
  const server = urlOf(authority);
  const authenticated = await clientAuthentication(client);
  const id = client.id ?? '';
  let provider: openid.Configuration;
  if ('oidc' in request) {
    provider = await openid.discovery(server, id, {}, authenticated, { execute: [openid.allowInsecureRequests], [openid.customFetch]: fetch });
    const { issuer } = provider.serverMetadata();
    if (issuers && !issuers.includes(issuer)) throw unauthenticated(`the issuer ${issuer} is not one of those that the authentication lists`);
  } else {
    const path = request.oauth2.endpoints?.token ?? '/oauth2/token';
    const token_endpoint = `${server.href.replace(/\/$/, '')}/${path.replace(/^\//, '')}`;
    provider = new openid.Configuration({ issuer: server.href, token_endpoint }, id, {}, authenticated);
    openid.allowInsecureRequests(provider);
  }
  provider[openid.customFetch] = fetch;
  return provider;
}

/** The grant's own parameters (RFC 6749 sections 4.3, 4.4 and 6; RFC 8693 section 2.1). */
function grantParameters({ grant, scopes, audiences, username, password, subject, actor }: OAuth2Settings): URLSearchParams {
  const parameters = new URLSearchParams();
  const set = (name: string, value: string | undefined): void => {
    if (value !== undefined) parameters.append(name, value);
  };
  set('scope', scopes && scopes.length > 0 ? scopes.join(' ') : undefined);
  for (const audience of audiences ?? []) set('audience', audience);
  if (grant === 'password') {
    if (username === undefined || password === undefined) throw invalid('grant', 'password needs a username and a password');
    set('username', username);
    set('password', password);
  }
  if (grant === 'refresh_token') {
    // The language has no property of its own for it: the subject's token is the one to be refreshed.
    if (!subject) throw invalid('grant', 'refresh_token needs the token to refresh as subject.token');
    set('refresh_token', subject.token);
  }
  if (grant === TOKEN_EXCHANGE) {
    if (!subject) throw invalid('grant', 'the token exchange needs a subject');
    for (const [name, token] of [['subject', subject], ['actor', actor]] as const) {
      set(`${name}_token`, token?.token);
      set(`${name}_token_type`, token?.type);
    }
  }
  return parameters;
}

/** A token that names its issuer must name a wanted one (RFC 9068); an opaque one names none. */
function checkIssuer(token: string, issuers: readonly string[] | undefined): void {
  if (!issuers || token.split('.').length !== 3) return;
  const { iss } = decodeJwt(token);
  if (iss !== undefined && !issuers.includes(iss)) throw unauthenticated(`the issuer ${iss} of the token is not one of those that the authentication lists`);
}

function urlOf(authority: string): URL {
  try {
    return new URL(authority);
  } catch {
    throw invalid('authority', 'is no absolute URL');
  }
}

function translated(error: unknown): unknown {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof AppError) return cause;
  if (error instanceof openid.ResponseBodyError) {
    const { error: code, error_description: description } = error;
    return unauthenticated(`the token endpoint refused: ${code}${description === undefined ? '' : `, ${description}`}`);
  }
  if (error instanceof openid.WWWAuthenticateChallengeError) return unauthenticated(`the token endpoint answered ${error.status}`);
  // What is thrown for a signal that was aborted, and bugs, are not the provider's.
  return error instanceof openid.ClientError ? unavailable(`the token endpoint does not answer as it should: ${error.message}`, 5, error) : error;
}

