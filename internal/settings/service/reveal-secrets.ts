import type { Actor, Json } from '#internal/kernel';
import type { SecretBox } from '../ports/secret-box.ts';
import type { SettingsUnitOfWork } from '../ports/settings-unit-of-work.ts';

export type RevealSecrets = (actor: Actor, names: readonly string[]) => Promise<Readonly<Record<string, Json>>>;

/**
 * Values of secrets, for a call that is about to leave; names that there are not are left out. No operation answers with this, and whoever
 * calls it keeps the values out of everything that stays.
 */
export function revealSecrets({ work, box }: { readonly work: SettingsUnitOfWork; readonly box: SecretBox }): RevealSecrets {
  return async (actor, names) => {
    if (names.length === 0) return {};
    const found = await work.read(actor, ({ secrets }) => secrets.findAll([...new Set(names)]));
    const opened = await Promise.all(found.map(async ({ name, sealed }) => [name, await box.open({ tenantId: actor.tenantId, name }, sealed)] as const));
    return Object.fromEntries(opened);
  };
}
