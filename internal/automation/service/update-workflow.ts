import type { Actor, Clock } from '#internal/kernel';
import { expectVersion, nextVersion, type WorkflowDraft, type WorkflowId, type WorkflowWithDefinition } from '../domain/workflow.ts';
import { workflowChanged, workflowEvent } from '../domain/workflow-trail.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import type { CheckDefinition } from './check-definition.ts';

export type UpdateWorkflow = (actor: Actor, id: WorkflowId, draft: WorkflowDraft, ifMatch?: number) => Promise<WorkflowWithDefinition>;

/**
 * Makes the draft the workflow's next version; what runs stays on the version it started with. Throws `invalid` with every fault of the
 * definition, `precondition_failed` when `ifMatch` is no longer the current version, `conflict` when the name is taken or the workflow is archived.
 */
export function updateWorkflow(deps: { readonly work: AutomationUnitOfWork; readonly clock: Clock; readonly checkDefinition: CheckDefinition }): UpdateWorkflow {
  return async (actor, id, draft, ifMatch) => {
    // First what the request is about, then what it brings: an unknown id is not_found, whatever the draft is like.
    expectVersion(await deps.work.read(actor, ({ workflows }) => workflows.get(id)), ifMatch);
    await deps.checkDefinition(actor, draft.definition);
    return deps.work.run(actor, async ({ workflows, audit, outbox }) => {
      const { definition: _, ...current } = await workflows.get(id);
      expectVersion(current, ifMatch);
      const { workflow, version } = nextVersion(current, draft, actor, deps.clock.now());
      await workflows.saveVersion(workflow, version);
      audit.record(workflowChanged('updated', current, workflow));
      outbox.publish(workflowEvent('published', workflow, version.definition));
      return { ...workflow, definition: version.definition };
    });
  };
}
