import type { AuditEntry } from '#internal/kernel';
import type { Workflow } from './workflow.ts';

/** The audit entry of a change. The definitions themselves are kept for ever as versions, so their number says it all. */
export const workflowChanged = (verb: 'created' | 'updated' | 'archived', before: Workflow | undefined, after: Workflow): AuditEntry => ({
  action: `automation.workflow.${verb}`,
  entityType: 'workflow',
  entityId: after.id,
  ...(before && { before: summary(before) }),
  after: summary(after),
});

const summary = ({ name, description, version, archivedAt }: Workflow) => ({ name, description, version, archived: archivedAt !== undefined });
