import type { AuditEntry } from '#internal/kernel';
import { policyTermsJson } from './policy-terms-json.ts';
import type { RemediationPolicy } from './remediation-policy.ts';
import type { RemediationSettings } from './remediation-settings.ts';

/** The audit entry of a change of a policy. */
export const policyChanged = (verb: 'created' | 'updated' | 'deleted', before: RemediationPolicy | undefined, after: RemediationPolicy | undefined, id: string): AuditEntry => ({
  action: `remediation.policy.${verb}`,
  entityType: 'remediation_policy',
  entityId: id,
  ...(before && { before: policyTermsJson(before) }),
  ...(after && { after: policyTermsJson(after) }),
});

/** The audit entry of a secret that is encrypted at rest from now on; what it is did not change. */
export const secretEncrypted = (id: string): AuditEntry => ({ action: 'remediation.policy.secret_encrypted', entityType: 'remediation_policy', entityId: id });

/** The audit entry of a change of the tenant's settings. */
export const settingsChanged = (tenantId: string, before: RemediationSettings, after: RemediationSettings): AuditEntry => ({
  action: 'remediation.settings.updated',
  entityType: 'remediation_settings',
  entityId: tenantId,
  before: { kill_switch: before.killSwitch, reason: before.reason ?? null },
  after: { kill_switch: after.killSwitch, reason: after.reason ?? null },
});
