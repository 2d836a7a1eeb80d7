import type { Page, PageRequest } from '#internal/kernel';
import type { ApiKey, ApiKeyId } from '../domain/api-key.ts';

/** The API keys of one tenant, revoked and expired ones included. */
export interface ApiKeyRepository {
  add(key: ApiKey): Promise<void>;
  /** Throws `not_found`, also for a key of another tenant. */
  get(id: ApiKeyId): Promise<ApiKey>;
  /** Throws `conflict` when the key changed since it was read; answers it with its new version. */
  save(key: ApiKey): Promise<ApiKey>;
  /** Newest first; the position is `[created_at, id]`. */
  list(page: PageRequest): Promise<Page<ApiKey>>;
}
