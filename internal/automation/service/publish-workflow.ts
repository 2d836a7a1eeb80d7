import { conflict } from '#pkg/apperror';
import type { Actor, Clock } from '#internal/kernel';
import { publish, type WorkflowId, type WorkflowWithDefinition } from '../domain/workflow.ts';
import { workflowChanged, workflowEvent } from '../domain/workflow-trail.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import type { CheckDefinition } from './check-definition.ts';

export type PublishWorkflow = (actor: Actor, id: WorkflowId) => Promise<WorkflowWithDefinition>;

/**
 * Makes the draft the workflow's next version; what runs stays on the version it started with. Throws `not_found`, `invalid` with every fault
 * of the definition, and `conflict` when there is no draft, when the workflow got a version that the draft does not know, when the name is
 * taken or the workflow archived.
 */
export function publishWorkflow(deps: { readonly work: AutomationUnitOfWork; readonly clock: Clock; readonly checkDefinition: CheckDefinition }): PublishWorkflow {
  return async (actor, id) => {
    const draft = await deps.work.read(actor, async ({ workflows }) => {
      await workflows.get(id);
      return workflows.findDraft(id);
    });
    if (!draft) throw conflict(`workflow ${id} has no draft`);
    await deps.checkDefinition(actor, draft.definition);
    return deps.work.run(actor, async ({ workflows, audit, outbox }) => {
      const { definition: _, ...current } = await workflows.get(id);
      const { workflow, version } = publish(current, draft, actor, deps.clock.now());
      await workflows.saveVersion(workflow, version);
      // The revision that was checked, or a conflict.
      await workflows.removeDraft(draft);
      audit.record(workflowChanged('published', current, workflow));
      outbox.publish(workflowEvent('published', workflow, version.definition));
      return { ...workflow, definition: version.definition };
    });
  };
}
