import { systemActor, type Actor } from '#internal/kernel';
import { secretEncrypted } from '../domain/policy-trail.ts';
import type { PlainSecretWatch } from '../ports/plain-secret-watch.ts';
import type { RemediationUnitOfWork } from '../ports/remediation-unit-of-work.ts';
import type { WebhookSecrets } from '../ports/webhook-secrets.ts';
import { withSealedSecret } from './escalation-secrets.ts';

/** Encrypts the secrets of policies from before they were; answers how many. */
export type SealPlainSecrets = () => Promise<number>;

const TENANTS_AT_ONCE = 100;
const POLICIES_AT_ONCE = 100;
const NO_CAUSE = '0'.repeat(32);

/** Idempotent; run it again and again, since a process of the release before may still write one. */
export function sealPlainSecrets({ work, watch, secrets }: { readonly work: RemediationUnitOfWork; readonly watch: PlainSecretWatch; readonly secrets: WebhookSecrets }): SealPlainSecrets {
  const sealOf = (actor: Actor): Promise<number> =>
    work.run(actor, async ({ policies, audit }) => {
      const plain = await policies.lockWithPlainSecret(POLICIES_AT_ONCE);
      for (const policy of plain) {
        await policies.saveSecret(await withSealedSecret(secrets, policy));
        audit.record(secretEncrypted(policy.id));
      }
      return plain.length;
    });

  return async () => {
    let count = 0;
    for (const tenantId of await watch.tenantsWithPlainSecrets(TENANTS_AT_ONCE)) count += await sealOf(systemActor(tenantId, 'remediation', { correlationId: NO_CAUSE, via: 'sealPlainSecrets' }));
    return count;
  };
}
