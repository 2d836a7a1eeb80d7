import type { Actor, Clock } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import type { EgressPolicy } from '#pkg/egress';
import { installationRuleCheck } from './egress/installation-rule-check.ts';
import { settingsOperations } from './http/settings-operations.ts';
import { postgresSettings } from './postgres/postgres-settings.ts';
import { getEgressSettings } from './service/get-egress-settings.ts';
import { updateEgressSettings } from './service/update-egress-settings.ts';

export interface SettingsDeps {
  readonly transactions: Transactions;
  readonly clock: Clock;
  /** Non-public blocks (CIDR) that tenants may list at all; whoever runs the installation decides. */
  readonly privateRanges: readonly string[];
}

/** Wires the settings of tenants. `egressPolicyOf` is what guarded clients ask before each call. */
export function createSettings({ transactions, clock, privateRanges }: SettingsDeps) {
  const work = postgresSettings(transactions);
  const useCases = { getEgressSettings: getEgressSettings({ work }), updateEgressSettings: updateEgressSettings({ work, check: installationRuleCheck(privateRanges), clock }) };
  return {
    operations: settingsOperations(useCases),
    useCases,
    egressPolicyOf: async (actor: Actor): Promise<EgressPolicy> => {
      const { publicHttps, rules } = await useCases.getEgressSettings(actor);
      return { publicHttps, rules, privateRanges };
    },
  };
}
