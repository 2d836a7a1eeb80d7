import type { AuditEntry, JsonObject, NewEvent } from '#internal/kernel';
import type { Remediation } from './remediation.ts';
import { boundVerificationJson } from './verification.ts';

export type RemediationVerb = 'suggested' | 'approval_requested' | 'started' | 'refused' | 'approved' | 'rejected' | 'expired' | 'execution_requested' | 'concluded';

/** The audit entry of a change of a remediation. The input stays in the remediation: it holds other people's data. */
export const remediationChanged = (verb: RemediationVerb, before: Remediation | undefined, after: Remediation): AuditEntry => ({
  action: `remediation.remediation.${verb}`,
  entityType: 'remediation',
  entityId: after.id,
  ...(before && { before: shown(before) }),
  after: shown(after),
});

/** The execution has to be requested. */
export const executionDue = (remediation: Remediation): NewEvent => ({
  type: 'remediation.remediation.execution_due',
  aggregateId: remediation.id,
  data: {
    remediation_id: remediation.id,
    workflow_id: remediation.workflowId,
    workflow_version: remediation.workflowVersion ?? null,
    input: remediation.input,
    verification: boundVerificationJson(remediation.verification, remediation.alertId),
    compensate_on_ineffective: remediation.compensateOnIneffective,
    alert_id: remediation.alertId,
    target: remediation.target ?? null,
  },
});

/** A durable timer: if nobody has decided by then, nobody may any more. */
export const approvalExpiry = (remediation: Remediation & { readonly expiresAt: Date }): NewEvent => ({
  type: 'remediation.remediation.approval_expired',
  aggregateId: remediation.id,
  data: { remediation_id: remediation.id },
  availableAt: remediation.expiresAt,
});

/** People must take over. */
export const remediationEscalated = (remediation: Remediation): NewEvent => ({ type: 'remediation.remediation.escalated', aggregateId: remediation.id, data: escalationData(remediation) });

/** What the event and the webhook say. */
export const escalationData = (remediation: Remediation): JsonObject => ({
  remediation_id: remediation.id,
  policy_id: remediation.policyId,
  policy_name: remediation.policyName,
  alert_id: remediation.alertId,
  alert_name: remediation.alertName,
  target: remediation.target ?? null,
  status: remediation.status,
  code: remediation.statusCode ?? null,
  reason: remediation.reason ?? '',
  execution_id: remediation.executionId ?? null,
  correlation_id: remediation.correlationId,
});

/** The audit entry of the webhook that told people; `outcome` is in words. */
export const escalationHandled = (remediation: Remediation, delivery: { readonly delivered: boolean; readonly outcome: string }): AuditEntry => ({
  action: delivery.delivered ? 'remediation.escalation.delivered' : 'remediation.escalation.given_up',
  entityType: 'remediation',
  entityId: remediation.id,
  after: { outcome: delivery.outcome },
});

const shown = (remediation: Remediation): JsonObject => ({
  policy_id: remediation.policyId,
  alert_id: remediation.alertId,
  target: remediation.target ?? null,
  status: remediation.status,
  code: remediation.statusCode ?? null,
  reason: remediation.reason ?? null,
  decided_by: remediation.decidedBy ?? null,
  decision_comment: remediation.decisionComment ?? null,
  execution_id: remediation.executionId ?? null,
});
