import type { AuditEntry, JsonObject } from '#internal/kernel';
import type { RemediationPolicy } from './remediation-policy.ts';
import type { RemediationSettings } from './remediation-settings.ts';
import { verificationJson } from './verification.ts';

/** The audit entry of a change of a policy. */
export const policyChanged = (verb: 'created' | 'updated' | 'deleted', before: RemediationPolicy | undefined, after: RemediationPolicy | undefined, id: string): AuditEntry => ({
  action: `remediation.policy.${verb}`,
  entityType: 'remediation_policy',
  entityId: id,
  ...(before && { before: shown(before) }),
  ...(after && { after: shown(after) }),
});

/** The audit entry of a change of the tenant's settings. */
export const settingsChanged = (tenantId: string, before: RemediationSettings, after: RemediationSettings): AuditEntry => ({
  action: 'remediation.settings.updated',
  entityType: 'remediation_settings',
  entityId: tenantId,
  before: { kill_switch: before.killSwitch, reason: before.reason ?? null },
  after: { kill_switch: after.killSwitch, reason: after.reason ?? null },
});

const shown = (policy: RemediationPolicy): JsonObject => ({
  name: policy.name,
  description: policy.description,
  enabled: policy.enabled,
  matchers: policy.matchers.map(({ name, op, value }) => ({ name, op, value })),
  workflow_id: policy.workflowId,
  workflow_version: policy.workflowVersion ?? null,
  mode: policy.mode,
  input: policy.input,
  target_labels: policy.targetLabels,
  guardrails: {
    cooldown_seconds: policy.guardrails.cooldownSeconds,
    max_concurrent_per_target: policy.guardrails.maxConcurrentPerTarget,
    max_per_hour_per_target: policy.guardrails.maxPerHourPerTarget,
    max_blast_radius: policy.guardrails.maxBlastRadius,
    approval_ttl_seconds: policy.guardrails.approvalTtlSeconds,
  },
  verification: verificationJson(policy.verification),
  compensate_on_ineffective: policy.compensateOnIneffective,
  escalation: policy.escalation ? { webhook_url: policy.escalation.webhookUrl, signed: policy.escalation.secret !== undefined } : null,
  priority: policy.priority,
});
