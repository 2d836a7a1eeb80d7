import type { ApiKey } from '../domain/api-key.ts';

/** What is needed to decide about a presented key. */
export type KnownApiKey = Pick<ApiKey, 'id' | 'tenantId' | 'keyId' | 'name' | 'scopes' | 'digest' | 'expiresAt' | 'revokedAt' | 'lastUsedAt'> & {
  readonly tenantAlias: string;
  readonly tenantEnabled: boolean;
};

/** Finds a key before its tenant is known: the one read that crosses tenants, and it answers one row at most. */
export interface ApiKeyLookup {
  byKeyId(keyId: string): Promise<KnownApiKey | undefined>;
  /** Notes the use; no version, no audit entry. Never goes back in time. */
  touch(key: Pick<ApiKey, 'id' | 'tenantId'>, usedAt: Date): Promise<void>;
}
