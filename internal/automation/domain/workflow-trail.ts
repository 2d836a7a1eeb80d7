import type { AuditEntry, JsonObject, NewEvent } from '#internal/kernel';
import type { SavedDraft, Workflow } from './workflow.ts';

/** The audit entry of a change. The definitions themselves are kept for ever as versions, so their number says it all. */
export const workflowChanged = (verb: 'created' | 'updated' | 'published' | 'enabled' | 'disabled' | 'archived', before: Workflow | undefined, after: Workflow): AuditEntry => ({
  action: `automation.workflow.${verb}`,
  entityType: 'workflow',
  entityId: after.id,
  ...(before && { before: summary(before) }),
  after: summary(after),
});

/** The audit entry of a change of the draft: who saved or threw away which revision. */
export const draftChanged = (verb: 'draft_saved' | 'draft_discarded', before: SavedDraft | undefined, after: SavedDraft | undefined, workflow: Workflow): AuditEntry => ({
  action: `automation.workflow.${verb}`,
  entityType: 'workflow',
  entityId: workflow.id,
  ...(before && { before: draftSummary(before) }),
  ...(after && { after: draftSummary(after) }),
});

/**
 * The workflow is there, has a new current version, may start executions, may not any more, or is out of use. `scheduled` tells whether its
 * current definition starts by itself.
 */
export const workflowEvent = (verb: 'created' | 'published' | 'enabled' | 'disabled' | 'archived', { id, name, version, enabled }: Workflow, definition: JsonObject | undefined): NewEvent => ({
  type: `automation.workflow.${verb}`,
  aggregateId: id,
  data: { workflow_id: id, name, version, enabled, scheduled: definition?.['schedule'] !== undefined },
});

const summary = ({ name, description, version, enabled, archivedAt }: Workflow) => ({ name, description, version, enabled, archived: archivedAt !== undefined });

const draftSummary = ({ name, description, revision, basedOn }: SavedDraft) => ({ name, description, revision, based_on: basedOn });
