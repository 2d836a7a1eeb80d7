import { parseCookie } from 'cookie';
import { unauthenticated } from '#pkg/apperror';
import type { Actor } from '#internal/kernel';
import type { Authenticator, Credentials, Principal, PrincipalKind, RequestMeta } from '#internal/platform/http';
import { looksLikeApiKey } from '../domain/api-key-token.ts';
import { permits } from '../domain/permissions.ts';
import type { Admission, RequestTrace } from '../service/admission.ts';
import type { AdmitPerson } from '../service/admit-person.ts';
import type { AuthenticateApiKey } from '../service/authenticate-api-key.ts';
import type { AuthenticateSession } from '../service/authenticate-session.ts';
import type { AuthenticateToken } from '../service/authenticate-token.ts';
import { SESSION_COOKIE } from './auth-cookies.ts';

interface Admitted {
  readonly kind: PrincipalKind;
  readonly admission: Admission;
}

/**
 * `Authenticator` of the HTTP platform. A request carries one credential: a key in `X-API-Key`, a key or an access token as
 * `Authorization: Bearer`, a key as the password of `Authorization: Basic`, or the session cookie, which counts only where none of these is there.
 */
export function requestAuthenticator(use: {
  authenticateApiKey: AuthenticateApiKey;
  authenticateToken: AuthenticateToken;
  authenticateSession: AuthenticateSession;
  admitPerson: AdmitPerson;
}): Authenticator {
  return async (credentials, meta) => principalOf(await admit(credentials, meta), meta);

  async function admit({ authorization, apiKey, cookie, tenant }: Credentials, meta: RequestMeta): Promise<Admitted> {
    if (apiKey !== undefined && authorization !== undefined) throw unauthenticated(); // which of the two is meant is anybody's guess
    const presented = apiKey ?? (authorization === undefined ? undefined : (passwordIn(authorization) ?? bearerIn(authorization)));
    if (presented === undefined) return admitBrowser(cookie, tenant, meta);
    if (apiKey !== undefined || looksLikeApiKey(presented)) return { kind: 'api_key', admission: await use.authenticateApiKey(presented, tenant) };
    return { kind: 'bearer', admission: await use.authenticateToken(presented, tenant, traceOf(meta)) };
  }

  async function admitBrowser(cookies: string | undefined, tenant: string | undefined, meta: RequestMeta): Promise<Admitted> {
    const cookie = cookies === undefined ? undefined : parseCookie(cookies)[SESSION_COOKIE];
    if (!cookie) throw unauthenticated();
    const { method, origin, fetchSite: secFetchSite, csrfToken } = meta;
    const { identity } = await use.authenticateSession({ cookie, method, origin, secFetchSite, csrfToken });
    return { kind: 'session', admission: await use.admitPerson(identity, tenant, traceOf(meta)) };
  }
}

/**
 * The password of the scheme Basic (RFC 7617), for senders and data sources that know no other: it is an API key, whoever the user is said to be. Nobody is
 * ever asked for it, so no browser remembers it. Undefined for another scheme.
 */
function passwordIn(authorization: string): string | undefined {
  const [, encoded] = /^basic +([A-Za-z0-9+/]+={0,2}) *$/i.exec(authorization) ?? [];
  if (encoded === undefined) return undefined;
  const [, password] = /^[^:]*:(.+)$/s.exec(Buffer.from(encoded, 'base64').toString('utf8')) ?? [];
  if (password === undefined || !looksLikeApiKey(password)) throw unauthenticated();
  return password;
}

/** The scheme's name is case-insensitive (RFC 9110 section 11.1); other schemes are not spoken here. */
function bearerIn(authorization: string): string {
  const [, token] = /^bearer +(\S+) *$/i.exec(authorization) ?? [];
  if (token === undefined) throw unauthenticated();
  return token;
}

const traceOf = ({ correlationId, traceparent, ip }: RequestMeta): RequestTrace => ({ correlationId, ip, ...(traceparent !== undefined && { traceparent }) });

function principalOf({ kind, admission }: Admitted, meta: RequestMeta): Principal {
  const { tenantId, subject, name, access } = admission;
  const actor: Actor = {
    tenantId,
    subject,
    kind: kind === 'api_key' ? 'api_key' : 'user',
    ...(name !== undefined && { name }),
    ...traceOf(meta),
    via: meta.operation,
  };
  return { actor, kind, ...(access.kind === 'person' && access.role !== undefined && { role: access.role }), may: (permission) => permits(access, permission) };
}
