import { isSigned, type RemediationPolicy } from './remediation-policy.ts';
import { verificationJson } from './verification.ts';

/**
 * What the author of a policy decided, as our API and the audit log show it. Field by field, so that a new field of the domain leaks into
 * neither. The secret stays inside.
 */
export const policyTermsJson = (policy: RemediationPolicy) => ({
  name: policy.name,
  description: policy.description,
  enabled: policy.enabled,
  matchers: policy.matchers.map(({ name, op, value }) => ({ name, op, value })),
  workflow_id: policy.workflowId,
  workflow_version: policy.workflowVersion ?? null,
  mode: policy.mode,
  input: policy.input,
  target_labels: [...policy.targetLabels],
  guardrails: {
    cooldown_seconds: policy.guardrails.cooldownSeconds,
    max_concurrent_per_target: policy.guardrails.maxConcurrentPerTarget,
    max_per_hour_per_target: policy.guardrails.maxPerHourPerTarget,
    max_blast_radius: policy.guardrails.maxBlastRadius,
    approval_ttl_seconds: policy.guardrails.approvalTtlSeconds,
  },
  verification: verificationJson(policy.verification),
  compensate_on_ineffective: policy.compensateOnIneffective,
  escalation: policy.escalation ? { webhook_url: policy.escalation.webhookUrl, signed: isSigned(policy.escalation) } : null,
  priority: policy.priority,
});
