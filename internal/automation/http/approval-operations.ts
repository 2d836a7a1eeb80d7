import { pageJson, pageRequest, type Operations } from '#internal/platform/http';
import type { Approval, ApprovalId } from '../domain/approval.ts';
import type { DecideApproval } from '../service/decide-approval.ts';
import type { GetApproval, ListApprovals } from '../service/read-approvals.ts';

interface Use {
  readonly listApprovals: ListApprovals;
  readonly getApproval: GetApproval;
  readonly decideApproval: DecideApproval;
}

export function approvalOperations(use: Use): Pick<Operations, 'listApprovals' | 'getApproval' | 'approveApproval' | 'rejectApproval'> {
  return {
    async listApprovals({ actor, query }) {
      const filter = { ...(query.status !== undefined && { status: query.status }), ...(query.execution_id !== undefined && { executionId: query.execution_id }) };
      const page = await use.listApprovals(actor, filter, pageRequest('listApprovals', query, ['timestamp', 'uuid']));
      return { status: 200, body: pageJson('listApprovals', query, page, toApprovalJson) };
    },

    async getApproval({ actor, path }) {
      return { status: 200, body: toApprovalJson(await use.getApproval(actor, path.approvalId as ApprovalId)) };
    },

    async approveApproval({ actor, principal, path, body }) {
      const approval = await use.decideApproval(actor, path.approvalId as ApprovalId, { verdict: 'approved', ...said(body), ...(principal.role && { role: principal.role }) });
      return { status: 200, body: toApprovalJson(approval) };
    },

    async rejectApproval({ actor, principal, path, body }) {
      const approval = await use.decideApproval(actor, path.approvalId as ApprovalId, { verdict: 'rejected', ...said(body), ...(principal.role && { role: principal.role }) });
      return { status: 200, body: toApprovalJson(approval) };
    },
  };
}

const said = ({ comment }: { readonly comment?: string }) => (comment === undefined ? {} : { comment });

const toApprovalJson = (approval: Approval) => ({
  id: approval.id,
  execution_id: approval.executionId,
  task_name: approval.taskName,
  status: approval.status,
  message: approval.message ?? null,
  approvers: [...approval.approvers],
  required: approval.required,
  four_eyes: approval.fourEyes,
  evidence: approval.evidence ?? null,
  requested_by: approval.requestedBy,
  created_at: approval.createdAt.toISOString(),
  expires_at: approval.expiresAt.toISOString(),
  ended_at: approval.endedAt?.toISOString() ?? null,
  decisions: approval.decisions.map(({ subject, name, verdict, comment, decidedAt }) => ({ subject, name: name ?? null, verdict, comment: comment ?? null, decided_at: decidedAt.toISOString() })),
});
