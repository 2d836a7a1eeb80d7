import { setTimeout as delay } from 'node:timers/promises';
import type { Actor, Clock, IdGenerator } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import type { EgressClient, EgressPolicy } from '#pkg/egress';
import { remediationSubscriptions } from './consumers/remediation-subscriptions.ts';
import { guardedHttpProbe, guardedUrls, guardedWebhookSender } from './egress/guarded-http.ts';
import { type SealingBox, sealedWebhookSecrets } from './crypto/sealed-webhook-secrets.ts';
import { remediationOperations } from './http/remediation-operations.ts';
import { remediationPolicyOperations } from './http/remediation-policy-operations.ts';
import type { AlertStates } from './ports/alert-states.ts';
import type { Executions } from './ports/executions.ts';
import type { WorkflowCatalog } from './ports/workflow-catalog.ts';
import { postgresPlainSecretWatch, postgresRemediation } from './postgres/postgres-remediation.ts';
import { approveRemediation } from './service/approve-remediation.ts';
import { concludeRemediation } from './service/conclude-remediation.ts';
import { considerAlert } from './service/consider-alert.ts';
import { createRemediationPolicy } from './service/create-remediation-policy.ts';
import { deleteRemediationPolicy } from './service/delete-remediation-policy.ts';
import { deliverEscalation } from './service/deliver-escalation.ts';
import { expireApproval, expireForResolvedAlert } from './service/expire-remediations.ts';
import { getRemediationPolicy, listRemediationPolicies } from './service/read-remediation-policies.ts';
import { getRemediation, listRemediations } from './service/read-remediations.ts';
import { rejectRemediation } from './service/reject-remediation.ts';
import { sealPlainSecrets } from './service/seal-plain-secrets.ts';
import { startRemediation } from './service/start-remediation.ts';
import { updateRemediationPolicy } from './service/update-remediation-policy.ts';
import { getRemediationSettings, updateRemediationSettings } from './service/update-remediation-settings.ts';
import { verifyOutcome } from './service/verify-outcome.ts';

export interface RemediationDeps {
  readonly transactions: Transactions;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly alerts: AlertStates;
  readonly workflows: WorkflowCatalog;
  readonly executions: Executions;
  readonly egress: EgressClient;
  readonly egressPolicyOf: (actor: Actor) => Promise<EgressPolicy>;
  /** Keeps the secrets of webhooks. */
  readonly secretBox: SealingBox;
}

/** Wires policies, guardrails, approvals and verification. */
export function createRemediation({ transactions, clock, ids, alerts, workflows, executions, egress, egressPolicyOf, secretBox }: RemediationDeps) {
  const work = postgresRemediation(transactions);
  const guarded = { client: egress, policyOf: egressPolicyOf };
  const urls = guardedUrls(guarded);
  const secrets = sealedWebhookSecrets(secretBox);
  const sleep = async (milliseconds: number, signal: AbortSignal): Promise<void> => {
    // The timer's own AbortError hides why: the signal's reason is what callers were promised.
    await delay(milliseconds, undefined, { signal }).catch(() => signal.throwIfAborted());
  };
  const useCases = {
    createRemediationPolicy: createRemediationPolicy({ work, workflows, urls, clock, ids, secrets }),
    updateRemediationSettings: updateRemediationSettings({ work, clock }),
    considerAlert: considerAlert({ work, alerts, clock, ids }),
    expireForResolvedAlert: expireForResolvedAlert({ work, clock }),
    startRemediation: startRemediation({ work, executions, clock }),
    expireApproval: expireApproval({ work, clock }),
    concludeRemediation: concludeRemediation({ work, clock }),
    deliverEscalation: deliverEscalation({ work, webhooks: guardedWebhookSender(guarded), secrets, clock }),
    verifyOutcome: verifyOutcome({ alerts, probe: guardedHttpProbe(guarded), clock, sleep }),
  };
  return {
    operations: {
      ...remediationPolicyOperations({
        listRemediationPolicies: listRemediationPolicies({ work }),
        createRemediationPolicy: useCases.createRemediationPolicy,
        getRemediationPolicy: getRemediationPolicy({ work }),
        updateRemediationPolicy: updateRemediationPolicy({ work, workflows, urls, clock, secrets }),
        deleteRemediationPolicy: deleteRemediationPolicy({ work, clock }),
      }),
      ...remediationOperations({
        listRemediations: listRemediations({ work }),
        getRemediation: getRemediation({ work }),
        approveRemediation: approveRemediation({ work, alerts, clock }),
        rejectRemediation: rejectRemediation({ work, clock }),
        getRemediationSettings: getRemediationSettings({ work }),
        updateRemediationSettings: useCases.updateRemediationSettings,
      }),
    },
    useCases,
    subscriptions: remediationSubscriptions(useCases),
    /** What the worker does again and again. */
    jobs: [{ name: 'encrypt webhook secrets', everyMs: 60_000, run: sealPlainSecrets({ work, watch: postgresPlainSecretWatch(transactions), secrets }) }],
  };
}
