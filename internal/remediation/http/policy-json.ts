import type { components } from '#internal/platform/http';
import { DEFAULT_GUARDRAILS, type Guardrails } from '../domain/guardrails.ts';
import { policyTermsJson } from '../domain/policy-terms-json.ts';
import type { PolicyTerms, RemediationPolicy } from '../domain/remediation-policy.ts';
import { parseVerification } from '../domain/verification.ts';

type WritePolicy = components['schemas']['WriteRemediationPolicy'];

const DEFAULT_PRIORITY = 100;
const DEFAULT_WINDOW_SECONDS = 300;

/** The terms that a request asks for, defaults filled in. */
export function toTerms(body: WritePolicy): PolicyTerms {
  const { workflow_version: workflowVersion, escalation } = body;
  return {
    name: body.name,
    description: body.description ?? '',
    enabled: body.enabled ?? true,
    matchers: body.matchers,
    workflowId: body.workflow_id,
    ...(typeof workflowVersion === 'number' && { workflowVersion }),
    mode: body.mode ?? 'suggest',
    input: body.input ?? {},
    targetLabels: body.target_labels ?? ['instance'],
    guardrails: body.guardrails ? toGuardrails(body.guardrails) : DEFAULT_GUARDRAILS,
    verification: body.verification ? parseVerification(body.verification) : { kind: 'alert_resolved', windowSeconds: DEFAULT_WINDOW_SECONDS },
    compensateOnIneffective: body.compensate_on_ineffective ?? false,
    ...(escalation && { escalation: { webhookUrl: escalation.webhook_url, ...(typeof escalation.secret === 'string' && { secret: escalation.secret }) } }),
    priority: body.priority ?? DEFAULT_PRIORITY,
  };
}

/** A secret cannot be read back, so leaving it out of an update means "as it is". */
export const keepsSecret = ({ escalation }: WritePolicy): boolean => escalation?.secret === undefined;

/** A policy as the contract shows it. */
export const toPolicyJson = (policy: RemediationPolicy) => ({
  id: policy.id,
  ...policyTermsJson(policy),
  created_at: policy.createdAt.toISOString(),
  created_by: policy.createdBy,
  updated_at: policy.updatedAt.toISOString(),
  updated_by: policy.updatedBy,
  version: policy.version,
});

const toGuardrails = (json: components['schemas']['Guardrails']): Guardrails => ({
  cooldownSeconds: json.cooldown_seconds,
  maxConcurrentPerTarget: json.max_concurrent_per_target,
  maxPerHourPerTarget: json.max_per_hour_per_target,
  maxBlastRadius: json.max_blast_radius,
  approvalTtlSeconds: json.approval_ttl_seconds,
});
