import type { AuditEntry, NewEvent } from '#internal/kernel';
import type { Approval } from './approval.ts';

/** What became of a question: one more decision, or the end of its time. */
export type ApprovalVerb = 'requested' | 'decided' | 'expired' | 'cancelled';

/** The audit entry of a change. Evidence stays in the approval: it is other people's data, and may be large. */
export const approvalChanged = (verb: ApprovalVerb, before: Approval | undefined, after: Approval): AuditEntry => ({
  action: `automation.approval.${verb}`,
  entityType: 'approval',
  entityId: after.id,
  ...(before && { before: summary(before) }),
  after: summary(after),
});

/** The same for the other contexts and for those who listen; `topic` is what the execution is told by. */
export const approvalEvent = (verb: ApprovalVerb, approval: Approval): NewEvent => ({
  type: `automation.approval.${verb}`,
  aggregateId: approval.id,
  data: { approval_id: approval.id, execution_id: approval.executionId, topic: approvalTopic(approval.key), ...summary(approval), expires_at: approval.expiresAt.toISOString() },
});

/** What an execution is told to look at when somebody has decided about the task of this key. */
export const approvalTopic = (key: string): string => `approval:${key}`;

const summary = ({ taskName, status, required, approvers, fourEyes, requestedBy, decisions }: Approval) => ({
  task_name: taskName,
  status,
  required,
  approvers: [...approvers],
  four_eyes: fourEyes,
  requested_by: requestedBy,
  decisions: decisions.map(({ subject, verdict }) => ({ subject, verdict })),
});
