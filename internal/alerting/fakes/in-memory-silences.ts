import { newestPage } from '#internal/platform/fakes';
import type { TenantId } from '#internal/kernel';
import { known, silenceState, type Silence } from '../domain/silence.ts';
import type { SilenceRepository } from '../ports/silence-repository.ts';

export type OwnedSilence = Silence & { readonly owner: TenantId };

/** Silences of a tenant in a list, which is replaced as a whole. */
export function inMemorySilences(owner: TenantId, all: () => readonly OwnedSilence[], replace: (silences: readonly OwnedSilence[]) => void): SilenceRepository {
  const own = (): readonly Silence[] => all().filter((silence) => silence.owner === owner).map(({ owner: _owner, ...silence }) => silence).sort((a, b) => (a.id < b.id ? -1 : 1));
  const find = (id: string) => own().find((silence) => silence.id === id);
  const without = (id: string) => all().filter((silence) => silence.owner !== owner || silence.id !== id);
  const put = async (silence: Silence) => replace([...without(silence.id), { ...silence, owner }]);
  return {
    lockAll: async () => own().length,
    get: async (id) => known(find(id)),
    lock: async (id) => find(id),
    add: put,
    save: put,
    remove: async (id) => replace(without(id)),
    listOpen: async (now) => own().filter(({ endsAt }) => endsAt > now),
    listBetween: async (from, until) => own().filter(({ startsAt, endsAt }) => endsAt > from && startsAt < until),
    listAll: async () => own(),
    list: async ({ now, states, createdBy, alertId, scheduleId }, page) =>
      newestPage(
        own().filter(
          (silence) =>
            (states?.includes(silenceState(silence, now)) ?? true) &&
            (createdBy === undefined || silence.createdBy === createdBy) &&
            (alertId === undefined || silence.alertId === alertId) &&
            (scheduleId === undefined || silence.scheduleId === scheduleId),
        ),
        page,
      ),
  };
}
