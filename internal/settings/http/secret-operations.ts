import { type Operations, pageJson, pageRequest } from '#internal/platform/http';
import type { Secret } from '../domain/secret.ts';
import type { DeleteSecret } from '../service/delete-secret.ts';
import type { ListSecrets } from '../service/list-secrets.ts';
import type { PutSecret } from '../service/put-secret.ts';

interface Use {
  readonly listSecrets: ListSecrets;
  readonly putSecret: PutSecret;
  readonly deleteSecret: DeleteSecret;
}

export function secretOperations(use: Use): Pick<Operations, keyof Use> {
  return {
    async listSecrets({ actor, query }) {
      const page = await use.listSecrets(actor, pageRequest('listSecrets', query, ['text']));
      return { status: 200, body: pageJson('listSecrets', query, page, toJson) };
    },

    async putSecret({ actor, path, body }) {
      const secret = await use.putSecret(actor, path.secretName, body.value);
      return { status: 200, body: toJson(secret), etag: secret.version };
    },

    async deleteSecret({ actor, path }) {
      await use.deleteSecret(actor, path.secretName);
      return { status: 204 };
    },
  };
}

const toJson = ({ name, keyId, createdAt, createdBy, updatedAt, updatedBy, version }: Secret) => ({
  name,
  key_id: keyId,
  created_at: createdAt.toISOString(),
  created_by: createdBy,
  updated_at: updatedAt.toISOString(),
  updated_by: updatedBy,
  version,
});
