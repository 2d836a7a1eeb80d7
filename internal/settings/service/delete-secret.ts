import type { Actor } from '#internal/kernel';
import { secretChanged } from '../domain/secret.ts';
import type { SettingsUnitOfWork } from '../ports/settings-unit-of-work.ts';

export type DeleteSecret = (actor: Actor, name: string) => Promise<void>;

/** Forgets a secret; a call that needs it fails from now on. Throws `not_found`. */
export function deleteSecret({ work }: { readonly work: SettingsUnitOfWork }): DeleteSecret {
  return (actor, name) =>
    work.run(actor, async ({ secrets, audit }) => {
      audit.record(secretChanged('deleted', await secrets.remove(name)));
    });
}
