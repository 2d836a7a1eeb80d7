import type { TenantId } from './ids.ts';

/** What a member may do inside a tenant; each role includes the ones before it. */
export type Role = 'viewer' | 'responder' | 'operator' | 'admin';

export type ActorKind = 'user' | 'api_key' | 'system';

/** Who does something, for which tenant and through what. Every use case takes one; the audit trail records it. */
export interface Actor {
  readonly tenantId: TenantId;
  /** Stable identifier: the token's `sub`, `api-key:<key id>` or `system:<name>`. */
  readonly subject: string;
  readonly kind: ActorKind;
  /** Name for people, as far as it is known. */
  readonly name?: string;
  /** W3C trace id (32 hex digits) that goes with everything this call causes. */
  readonly correlationId: string;
  /** W3C `traceparent` of the span that is open, when tracing is on. */
  readonly traceparent?: string;
  /** Address of the caller, behind trusted proxies only. */
  readonly ip?: string;
  /** What the caller asked for: the operationId, the event type or the activity. */
  readonly via: string;
}

/** Orchestrix itself acting for a tenant, on behalf of the chain of events named by `correlationId`. */
export const systemActor = (
  tenantId: TenantId,
  name: string,
  cause: { readonly correlationId: string; readonly via: string; readonly traceparent?: string },
): Actor => ({ tenantId, subject: `system:${name}`, kind: 'system', name, ...cause });
