import { notFound } from '#pkg/apperror';
import type { Actor } from '#internal/kernel';
import type { WorkflowId } from '../domain/workflow.ts';
import { draftChanged } from '../domain/workflow-trail.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';

export type DiscardWorkflowDraft = (actor: Actor, id: WorkflowId) => Promise<void>;

/** Throws the draft away; the current version stays. Throws `not_found` when there is none. */
export function discardWorkflowDraft(deps: { readonly work: AutomationUnitOfWork }): DiscardWorkflowDraft {
  return (actor, id) =>
    deps.work.run(actor, async ({ workflows, audit }) => {
      const workflow = await workflows.get(id);
      const draft = await workflows.findDraft(id);
      if (!draft) throw notFound('draft of workflow', id);
      await workflows.removeDraft(draft);
      audit.record(draftChanged('draft_discarded', draft, undefined, workflow));
    });
}
