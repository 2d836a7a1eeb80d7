import type { Actor, Page, PageRequest } from '#internal/kernel';
import type { ApiKey, ApiKeyId } from '../domain/api-key.ts';
import type { AuthUnitOfWork } from '../ports/auth-unit-of-work.ts';

export type ListApiKeys = (actor: Actor, page: PageRequest) => Promise<Page<ApiKey>>;

/** Throws `not_found`, also for a key of another tenant. */
export type GetApiKey = (actor: Actor, id: ApiKeyId) => Promise<ApiKey>;

export const listApiKeys =
  (work: AuthUnitOfWork): ListApiKeys =>
  (actor, page) =>
    work.read(actor, ({ apiKeys }) => apiKeys.list(page));

export const getApiKey =
  (work: AuthUnitOfWork): GetApiKey =>
  (actor, id) =>
    work.read(actor, ({ apiKeys }) => apiKeys.get(id));
