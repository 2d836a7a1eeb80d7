import type { Actor, Clock, IdGenerator } from '#internal/kernel';
import { base62 } from '../domain/base62.ts';
import { issueApiKey, type ApiKey, type ApiKeyId } from '../domain/api-key.ts';
import { formatApiKeyToken, KEY_ID_BYTES, SECRET_BYTES } from '../domain/api-key-token.ts';
import type { ApiKeyScope } from '../domain/permissions.ts';
import type { AuthUnitOfWork } from '../ports/auth-unit-of-work.ts';
import type { Secrets } from '../ports/secrets.ts';
import { apiKeyView } from './auth-view.ts';

export interface WantedApiKey {
  readonly name: string;
  readonly scopes: readonly ApiKeyScope[];
  readonly expiresAt?: Date;
}

export interface IssuedApiKey {
  readonly key: ApiKey;
  /** Shown to the caller now and never again; it is stored nowhere. */
  readonly secret: string;
}

/** Throws `invalid`. */
export type CreateApiKey = (actor: Actor, wanted: WantedApiKey) => Promise<IssuedApiKey>;

export function createApiKey(deps: { work: AuthUnitOfWork; secrets: Secrets; ids: IdGenerator; clock: Clock; environment: string }): CreateApiKey {
  const { work, secrets, ids, clock, environment } = deps;

  return (actor, { name, scopes, expiresAt }) => {
    const keyIdBytes = secrets.randomBytes(KEY_ID_BYTES);
    const secret = formatApiKeyToken(environment, keyIdBytes, secrets.randomBytes(SECRET_BYTES));
    const key = issueApiKey({
      id: ids.next() as ApiKeyId,
      tenantId: actor.tenantId,
      keyId: base62(keyIdBytes),
      environment,
      name,
      scopes,
      digest: secrets.digest(secret),
      createdBy: actor.subject,
      expiresAt: expiresAt ?? null,
      now: clock.now(),
    });
    return work.run(actor, async ({ apiKeys, audit }) => {
      await apiKeys.add(key);
      audit.record({ action: 'auth.api_key.created', entityType: 'api_key', entityId: key.id, after: apiKeyView(key) });
      return { key, secret };
    });
  };
}
