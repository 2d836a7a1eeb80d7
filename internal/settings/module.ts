import type { Actor, Clock } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import type { EgressPolicy } from '#pkg/egress';
import { JoseSecretBox } from './crypto/jose-secret-box.ts';
import { installationRuleCheck } from './egress/installation-rule-check.ts';
import { secretOperations } from './http/secret-operations.ts';
import { settingsOperations } from './http/settings-operations.ts';
import { postgresSettings } from './postgres/postgres-settings.ts';
import { deleteSecret } from './service/delete-secret.ts';
import { getEgressSettings } from './service/get-egress-settings.ts';
import { listSecrets } from './service/list-secrets.ts';
import { putSecret } from './service/put-secret.ts';
import { revealSecrets } from './service/reveal-secrets.ts';
import { updateEgressSettings } from './service/update-egress-settings.ts';

export interface SettingsDeps {
  readonly transactions: Transactions;
  readonly clock: Clock;
  /** Non-public blocks (CIDR) that tenants may list at all; whoever runs the installation decides. */
  readonly privateRanges: readonly string[];
  /** Keys that secrets are encrypted with, `id:base64` each, the one that encrypts first. */
  readonly secretsKeys: string;
}

/** Wires the settings of tenants. `egressPolicyOf` is what guarded clients ask before each call, `revealSecrets` what a call that needs secrets does. */
export function createSettings({ transactions, clock, privateRanges, secretsKeys }: SettingsDeps) {
  const work = postgresSettings(transactions);
  const box = new JoseSecretBox(secretsKeys);
  const useCases = {
    getEgressSettings: getEgressSettings({ work }),
    updateEgressSettings: updateEgressSettings({ work, check: installationRuleCheck(privateRanges), clock }),
    listSecrets: listSecrets({ work }),
    putSecret: putSecret({ work, box, clock }),
    deleteSecret: deleteSecret({ work }),
  };
  return {
    operations: { ...settingsOperations(useCases), ...secretOperations(useCases) },
    useCases,
    revealSecrets: revealSecrets({ work, box }),
    /** Encrypts what other contexts keep for a tenant, under the same keys. */
    secretBox: box,
    egressPolicyOf: async (actor: Actor): Promise<EgressPolicy> => {
      const { publicHttps, rules } = await useCases.getEgressSettings(actor);
      return { publicHttps, rules, privateRanges };
    },
  };
}
