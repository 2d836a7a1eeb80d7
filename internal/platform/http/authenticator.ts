import type { Actor, Role } from '#internal/kernel';

/** What a request says about who sends it; nothing of it is checked yet. */
export interface Credentials {
  /** The whole `Authorization` header. */
  readonly authorization?: string;
  /** The header `X-API-Key`. */
  readonly apiKey?: string;
  /** The whole `Cookie` header. */
  readonly cookie?: string;
  /** The header `X-Tenant-Id`: which of the caller's tenants is meant. */
  readonly tenant?: string;
  /** Any other header by its name, for senders that carry their secret in one of their own. */
  readonly header?: (name: string) => string | undefined;
}

/** Circumstances of a request: for the actor's fields and for the defence against cross-site requests. */
export interface RequestMeta {
  /** Address of the caller, behind trusted proxies only. */
  readonly ip: string;
  /** Upper case. */
  readonly method: string;
  /** Path of the request as it was sent, without the query; HTTP only. */
  readonly path?: string;
  /** The operationId; becomes `Actor.via`. */
  readonly operation: string;
  readonly correlationId: string;
  /** W3C traceparent of the span of this request, when tracing is on. */
  readonly traceparent?: string;
  readonly origin?: string;
  /** The header `Sec-Fetch-Site`. */
  readonly fetchSite?: string;
  /** The header `X-CSRF-Token`. */
  readonly csrfToken?: string;
  readonly userAgent?: string;
}

export type PrincipalKind = 'bearer' | 'api_key' | 'session';

/** A caller whose credential was checked. */
export interface Principal {
  readonly actor: Actor;
  readonly kind: PrincipalKind;
  /** Of a person in the tenant; keys have scopes instead. */
  readonly role?: Role;
  /** Whether the caller's role or scopes include the permission (`alerts:read`, or `session` for anybody signed in). */
  may(permission: string): boolean;
}

/**
 * Finds out who sends a request and for which tenant. Throws `unauthenticated` (the same for every reason) when there is no valid credential,
 * `forbidden` when the caller is known but not for this tenant or fails the cross-site check, `unavailable` when that cannot be decided now.
 */
export type Authenticator = (credentials: Credentials, meta: RequestMeta) => Promise<Principal>;
