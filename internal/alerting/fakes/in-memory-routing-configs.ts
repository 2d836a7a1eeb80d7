import { pageOf } from '#internal/kernel';
import { conflict, notFound } from '#pkg/apperror';
import type { RoutingConfig } from '../domain/routing-config.ts';
import type { RoutingConfigRepository } from '../ports/routing-config-repository.ts';

/** Routing configurations of one tenant in a list, oldest first; `put` replaces the list. */
export function inMemoryRoutingConfigs(all: () => readonly RoutingConfig[], put: (configs: readonly RoutingConfig[]) => void): RoutingConfigRepository {
  return {
    currentVersion: async () => all().at(-1)?.version,
    current: async () => all().at(-1),
    get: async (version) => {
      const found = all().find((config) => config.version === version);
      if (!found) throw notFound('version of the routing configuration');
      return found;
    },
    add: async (config) => {
      if (all().some(({ version }) => version === config.version)) throw conflict('somebody else has changed the routing configuration meanwhile');
      put([...all(), config]);
    },
    list: async ({ limit, after }) => {
      const rest = all().toReversed().filter(({ version }) => after === undefined || version < Number(after[0]));
      return pageOf(rest.map(({ settings: _settings, ...version }) => version), limit, ({ version }) => [String(version)]);
    },
  };
}
