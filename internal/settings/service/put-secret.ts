import { AppError } from '#pkg/apperror';
import type { Actor, Clock, Json } from '#internal/kernel';
import { MAX_SECRETS, requireSecret, secretChanged, written, type Secret } from '../domain/secret.ts';
import type { SecretBox } from '../ports/secret-box.ts';
import type { SettingsUnitOfWork } from '../ports/settings-unit-of-work.ts';

export type PutSecret = (actor: Actor, name: string, value: Json) => Promise<Secret>;

/** Makes a secret or replaces its value; the next call of any workflow uses the new one. Throws `invalid`, `limit` when the tenant has too many. */
export function putSecret(deps: { readonly work: SettingsUnitOfWork; readonly box: SecretBox; readonly clock: Clock }): PutSecret {
  return async (actor, name, value) => {
    requireSecret(name, value);
    const sealed = await deps.box.seal({ tenantId: actor.tenantId, name }, value);
    return deps.work.run(actor, async ({ secrets, audit }) => {
      const before = await secrets.find(name);
      if (!before && (await secrets.count()) >= MAX_SECRETS) throw new AppError('limit', `a tenant has at most ${MAX_SECRETS} secrets`);
      const after = written(name, before, { ...sealed, by: actor.subject, at: deps.clock.now() });
      await secrets.save(after);
      audit.record(secretChanged('written', before, after));
      return after;
    });
  };
}
