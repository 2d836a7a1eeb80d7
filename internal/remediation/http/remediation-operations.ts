import { pageJson, pageRequest, type Operations } from '#internal/platform/http';
import type { PolicyId } from '../domain/remediation-policy.ts';
import type { RemediationSettings } from '../domain/remediation-settings.ts';
import type { Remediation, RemediationId } from '../domain/remediation.ts';
import { verificationJson } from '../domain/verification.ts';
import type { RemediationFilter } from '../ports/remediation-repository.ts';
import type { ApproveRemediation } from '../service/approve-remediation.ts';
import type { GetRemediation, ListRemediations } from '../service/read-remediations.ts';
import type { RejectRemediation } from '../service/reject-remediation.ts';
import type { GetRemediationSettings, UpdateRemediationSettings } from '../service/update-remediation-settings.ts';

interface Use {
  readonly listRemediations: ListRemediations;
  readonly getRemediation: GetRemediation;
  readonly approveRemediation: ApproveRemediation;
  readonly rejectRemediation: RejectRemediation;
  readonly getRemediationSettings: GetRemediationSettings;
  readonly updateRemediationSettings: UpdateRemediationSettings;
}

export function remediationOperations(use: Use): Pick<Operations, keyof Use> {
  return {
    async listRemediations({ actor, query }) {
      const filter: RemediationFilter = {
        ...(query.status !== undefined && { status: query.status }),
        ...(query.policy_id !== undefined && { policyId: query.policy_id as PolicyId }),
        ...(query.alert_id !== undefined && { alertId: query.alert_id }),
        ...(query.target !== undefined && { target: query.target }),
      };
      const page = await use.listRemediations(actor, filter, pageRequest('listRemediations', query, ['timestamp', 'uuid']));
      return { status: 200, body: pageJson('listRemediations', query, page, toRemediationJson) };
    },

    async getRemediation({ actor, path }) {
      return answer(await use.getRemediation(actor, path.remediationId as RemediationId));
    },

    async approveRemediation({ actor, path, body }) {
      return answer(await use.approveRemediation(actor, path.remediationId as RemediationId, body.comment));
    },

    async rejectRemediation({ actor, path, body }) {
      return answer(await use.rejectRemediation(actor, path.remediationId as RemediationId, body.comment));
    },

    async getRemediationSettings({ actor }) {
      const settings = await use.getRemediationSettings(actor);
      return { status: 200, body: toSettingsJson(settings), etag: settings.version };
    },

    async updateRemediationSettings({ actor, body, ifMatch }) {
      const { kill_switch: killSwitch, reason } = body;
      const settings = await use.updateRemediationSettings(actor, { killSwitch, ...(typeof reason === 'string' && { reason }), ifMatch });
      return { status: 200, body: toSettingsJson(settings), etag: settings.version };
    },
  };
}

const answer = (remediation: Remediation) => ({ status: 200 as const, body: toRemediationJson(remediation), etag: remediation.version });

// Field by field, so that a new field of the domain does not leak into the contract.
const toRemediationJson = (remediation: Remediation) => ({
  id: remediation.id,
  policy_id: remediation.policyId,
  policy_name: remediation.policyName,
  mode: remediation.mode,
  alert_id: remediation.alertId,
  alert_name: remediation.alertName,
  target: remediation.target ?? null,
  status: remediation.status,
  code: remediation.statusCode ?? null,
  reason: remediation.reason ?? null,
  workflow_id: remediation.workflowId,
  workflow_version: remediation.workflowVersion ?? null,
  input: remediation.input,
  verification: verificationJson(remediation.verification),
  compensate_on_ineffective: remediation.compensateOnIneffective,
  expires_at: remediation.expiresAt?.toISOString() ?? null,
  decided_by: remediation.decidedBy ?? null,
  decided_at: remediation.decidedAt?.toISOString() ?? null,
  decision_comment: remediation.decisionComment ?? null,
  started_at: remediation.startedAt?.toISOString() ?? null,
  execution_id: remediation.executionId ?? null,
  finished_at: remediation.finishedAt?.toISOString() ?? null,
  correlation_id: remediation.correlationId,
  created_at: remediation.createdAt.toISOString(),
  updated_at: remediation.updatedAt.toISOString(),
  version: remediation.version,
});

const toSettingsJson = ({ killSwitch, reason, updatedBy, updatedAt, version }: RemediationSettings) => ({
  kill_switch: killSwitch,
  reason: reason ?? null,
  updated_by: updatedBy ?? null,
  updated_at: updatedAt?.toISOString() ?? null,
  version,
});
