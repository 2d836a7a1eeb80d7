import type { EscalationTarget, RemediationPolicy } from '../domain/remediation-policy.ts';
import type { WebhookSecrets } from '../ports/webhook-secrets.ts';

const ownerOf = ({ tenantId, id }: Pick<RemediationPolicy, 'tenantId' | 'id'>) => ({ tenantId, name: `remediation-policy:${id}` });

/** The policy as it is stored: with the secret that its author gave encrypted. */
export async function withSealedSecret(secrets: WebhookSecrets, policy: RemediationPolicy): Promise<RemediationPolicy> {
  const { escalation } = policy;
  if (escalation?.secret === undefined) return policy;
  const { secret, ...target } = escalation;
  return { ...policy, escalation: { ...target, sealedSecret: await secrets.seal(ownerOf(policy), secret) } };
}

/** The secret that deliveries are signed with, if there is one. */
export async function openedSecret(secrets: WebhookSecrets, policy: Pick<RemediationPolicy, 'tenantId' | 'id'>, { secret, sealedSecret }: EscalationTarget): Promise<string | undefined> {
  return sealedSecret === undefined ? secret : secrets.open(ownerOf(policy), sealedSecret);
}
