import type { Actor } from '#internal/kernel';
import type { EgressSettings } from '../domain/egress-settings.ts';
import type { SettingsUnitOfWork } from '../ports/settings-unit-of-work.ts';

export type GetEgressSettings = (actor: Actor) => Promise<EgressSettings>;

/** The default when nobody has set anything. */
export const getEgressSettings =
  (deps: { readonly work: SettingsUnitOfWork }): GetEgressSettings =>
  (actor) =>
    deps.work.read(actor, ({ egress }) => egress.get());
