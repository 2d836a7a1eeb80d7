import { pageJson, pageRequest, type Operations } from '#internal/platform/http';
import type { ApiKeyId } from '../domain/api-key.ts';
import { apiKeyView } from '../service/auth-view.ts';
import type { CreateApiKey } from '../service/create-api-key.ts';
import type { GetApiKey, ListApiKeys } from '../service/read-api-keys.ts';
import type { RevokeApiKey } from '../service/revoke-api-key.ts';

type Handled = 'listApiKeys' | 'createApiKey' | 'getApiKey' | 'revokeApiKey';

export function apiKeyOperations(use: { listApiKeys: ListApiKeys; createApiKey: CreateApiKey; getApiKey: GetApiKey; revokeApiKey: RevokeApiKey }): Pick<Operations, Handled> {
  return {
    async listApiKeys({ actor, query }) {
      const page = await use.listApiKeys(actor, pageRequest('listApiKeys', query, ['timestamp', 'uuid']));
      return { status: 200, body: pageJson('listApiKeys', query, page, apiKeyView) };
    },
    async createApiKey({ actor, body: { name, scopes, expires_at } }) {
      const { key, secret } = await use.createApiKey(actor, { name, scopes, ...(expires_at !== undefined && { expiresAt: new Date(expires_at) }) });
      return { status: 201, body: { ...apiKeyView(key), secret }, etag: key.version, location: `/api/v1/api-keys/${key.id}` };
    },
    async getApiKey({ actor, path }) {
      const key = await use.getApiKey(actor, path.apiKeyId as ApiKeyId);
      return { status: 200, body: apiKeyView(key), etag: key.version };
    },
    async revokeApiKey({ actor, path }) {
      const key = await use.revokeApiKey(actor, path.apiKeyId as ApiKeyId);
      return { status: 200, body: apiKeyView(key), etag: key.version };
    },
  };
}
