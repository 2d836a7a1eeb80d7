import { conflict, invalid } from '#pkg/apperror';
import type { Brand, TenantId } from '#internal/kernel';
import { displayName } from './display-name.ts';
import type { ApiKeyScope } from './permissions.ts';

export type ApiKeyId = Brand<string, 'ApiKeyId'>;

/** A machine's way into one tenant. The secret itself is shown once and kept by nobody: only its digest is stored. */
export interface ApiKey {
  readonly id: ApiKeyId;
  readonly tenantId: TenantId;
  /** The public part of the secret: 13 base-62 digits, unique across tenants. */
  readonly keyId: string;
  readonly environment: string;
  readonly name: string;
  readonly scopes: readonly ApiKeyScope[];
  /** SHA-256 of the whole secret string, in hex. 256 random bits need no slow hash. */
  readonly digest: string;
  readonly createdBy: string;
  readonly createdAt: Date;
  readonly expiresAt: Date | null;
  readonly revokedAt: Date | null;
  readonly revokedBy: string | null;
  /** To the minute: it is written out of band. */
  readonly lastUsedAt: Date | null;
  readonly version: number;
}

export type NewApiKey = Pick<ApiKey, 'id' | 'tenantId' | 'keyId' | 'environment' | 'name' | 'scopes' | 'digest' | 'createdBy' | 'expiresAt'> & {
  readonly now: Date;
};

/** Throws `invalid` for a key that opens nothing or is expired from the start. */
export function issueApiKey({ now, ...given }: NewApiKey): ApiKey {
  if (given.scopes.length === 0) throw invalid('/scopes', 'must name at least one scope');
  if (given.expiresAt && !(given.expiresAt > now)) throw invalid('/expires_at', 'must be a time in the future');
  const scopes = [...new Set(given.scopes)];
  return { ...given, name: displayName(given.name), scopes, createdAt: now, revokedAt: null, revokedBy: null, lastUsedAt: null, version: 1 };
}

/** Revocation is for good. Throws `conflict` when it has happened before. */
export function revoke(key: ApiKey, by: string, now: Date): ApiKey {
  if (key.revokedAt) throw conflict('the API key is already revoked');
  return { ...key, revokedAt: now, revokedBy: by };
}

export const isUsable = (key: Pick<ApiKey, 'expiresAt' | 'revokedAt'>, now: Date): boolean =>
  key.revokedAt === null && (key.expiresAt === null || key.expiresAt > now);
