import type { Actor, Page, PageRequest } from '#internal/kernel';
import type { Secret } from '../domain/secret.ts';
import type { SettingsUnitOfWork } from '../ports/settings-unit-of-work.ts';

export type ListSecrets = (actor: Actor, page: PageRequest) => Promise<Page<Secret>>;

/** Names and metadata, by name; values are shown to nobody. */
export const listSecrets =
  ({ work }: { readonly work: SettingsUnitOfWork }): ListSecrets =>
  (actor, page) =>
    work.read(actor, ({ secrets }) => secrets.list(page));
