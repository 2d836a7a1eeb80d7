import type { Actor, Clock } from '#internal/kernel';
import { revoke, type ApiKey, type ApiKeyId } from '../domain/api-key.ts';
import type { AuthUnitOfWork } from '../ports/auth-unit-of-work.ts';
import { apiKeyView } from './auth-view.ts';

/** Effective everywhere within two seconds. Throws `not_found`, and `conflict` when the key is revoked already. */
export type RevokeApiKey = (actor: Actor, id: ApiKeyId) => Promise<ApiKey>;

export function revokeApiKey({ work, clock }: { work: AuthUnitOfWork; clock: Clock }): RevokeApiKey {
  return (actor, id) =>
    work.run(actor, async ({ apiKeys, audit }) => {
      const before = await apiKeys.get(id);
      const after = await apiKeys.save(revoke(before, actor.subject, clock.now()));
      audit.record({ action: 'auth.api_key.revoked', entityType: 'api_key', entityId: id, before: apiKeyView(before), after: apiKeyView(after) });
      return after;
    });
}
