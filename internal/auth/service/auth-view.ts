import type { ApiKey } from '../domain/api-key.ts';
import type { Membership } from '../domain/membership.ts';
import type { Tenant } from '../domain/tenant.ts';

// Field by field, so that a new field of the domain does not leak: these are what the API shows and what the audit trail keeps.

export const tenantView = ({ id, alias, name, enabled, createdAt, updatedAt, version }: Tenant) => ({
  id,
  alias,
  name,
  enabled,
  created_at: createdAt.toISOString(),
  updated_at: updatedAt.toISOString(),
  version,
});

export const memberView = ({ id, email, name, role, status, subject, invitedBy, createdAt, activatedAt, version }: Membership) => ({
  id,
  email,
  name,
  role,
  status,
  subject,
  invited_by: invitedBy,
  created_at: createdAt.toISOString(),
  activated_at: activatedAt?.toISOString() ?? null,
  version,
});

/** Without the digest: nobody needs it, and a hash that nobody has cannot be tried against. */
export const apiKeyView = ({ id, keyId, environment, name, scopes, createdBy, createdAt, expiresAt, revokedAt, revokedBy, lastUsedAt, version }: ApiKey) => ({
  id,
  prefix: `orx_${environment}_${keyId}`,
  name,
  scopes: [...scopes],
  created_by: createdBy,
  created_at: createdAt.toISOString(),
  expires_at: expiresAt?.toISOString() ?? null,
  revoked_at: revokedAt?.toISOString() ?? null,
  revoked_by: revokedBy,
  last_used_at: lastUsedAt?.toISOString() ?? null,
  version,
});
