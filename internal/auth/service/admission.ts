import type { TenantId } from '#internal/kernel';
import type { Access } from '../domain/permissions.ts';

/** The outcome of authentication: who may act, in which tenant, with what. */
export interface Admission {
  readonly tenantId: TenantId;
  /** The token's `sub`, or `api-key:<key id>`. */
  readonly subject: string;
  readonly name: string | undefined;
  readonly access: Access;
}

/** The request that is being authenticated, for the audit trail and the journal. */
export interface RequestTrace {
  readonly correlationId: string;
  readonly traceparent?: string;
  readonly ip?: string;
}
