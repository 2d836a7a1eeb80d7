import { invalid } from '#pkg/apperror';
import type { Actor, Clock } from '#internal/kernel';
import { MAX_DEFINITION_BYTES } from '../domain/accept-definition.ts';
import { saveDraft, type SavedDraft, type WorkflowDraft, type WorkflowId } from '../domain/workflow.ts';
import { draftChanged } from '../domain/workflow-trail.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';

export type SaveWorkflowDraft = (actor: Actor, id: WorkflowId, draft: WorkflowDraft, ifMatch?: number) => Promise<SavedDraft>;

/**
 * Keeps what somebody is writing beside the current version, valid or not; nothing runs by it. Throws `not_found`, `conflict` when the
 * workflow is archived, `precondition_failed` when `ifMatch` is no longer the draft's revision, `invalid` when it is too large.
 */
export function saveWorkflowDraft(deps: { readonly work: AutomationUnitOfWork; readonly clock: Clock }): SaveWorkflowDraft {
  return (actor, id, draft, ifMatch) =>
    deps.work.run(actor, async ({ workflows, audit }) => {
      const workflow = await workflows.get(id);
      const before = await workflows.findDraft(id);
      expectStorable(draft);
      const saved = saveDraft(workflow, before, draft, actor, deps.clock.now(), ifMatch);
      await workflows.putDraft(saved);
      audit.record(draftChanged('draft_saved', before, saved, workflow));
      return saved;
    });
}

/** Throws `invalid` for a definition that could never become a version, however it is completed. */
export function expectStorable({ definition }: WorkflowDraft): void {
  if (Buffer.byteLength(JSON.stringify(definition)) > MAX_DEFINITION_BYTES) throw invalid('/definition', `is larger than ${MAX_DEFINITION_BYTES / 1024} KiB`);
}
