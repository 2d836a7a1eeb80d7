import type { Actor, Clock, IdGenerator } from '#internal/kernel';
import { firstVersion, newWorkflow, saveDraft, type WorkflowDraft, type WorkflowId, type WorkflowWithDefinition } from '../domain/workflow.ts';
import { workflowChanged, workflowEvent } from '../domain/workflow-trail.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import type { CheckDefinition } from './check-definition.ts';
import { expectStorable } from './save-workflow-draft.ts';

export interface CreationTerms {
  /** `draft`: nothing is published, and the definition need not be valid yet. */
  readonly state?: 'draft' | 'published';
  /** Whether it may start executions; true when absent. */
  readonly enabled?: boolean;
}

export type CreateWorkflow = (actor: Actor, draft: WorkflowDraft, terms?: CreationTerms) => Promise<WorkflowWithDefinition>;

/** Stores a new workflow. Throws `invalid` with every fault of the definition, unless it is a draft, and `conflict` when the name is taken. */
export function createWorkflow(deps: {
  readonly work: AutomationUnitOfWork;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly checkDefinition: CheckDefinition;
}): CreateWorkflow {
  return async (actor, draft, { state = 'published', enabled = true } = {}) => {
    if (state === 'draft') expectStorable(draft);
    else await deps.checkDefinition(actor, draft.definition);
    return deps.work.run(actor, async ({ workflows, audit, outbox }) => {
      const [id, now] = [deps.ids.next() as WorkflowId, deps.clock.now()];
      if (state === 'draft') {
        const workflow = newWorkflow(id, draft, actor, now, enabled);
        await workflows.add(workflow);
        await workflows.putDraft(saveDraft(workflow, undefined, draft, actor, now));
        audit.record(workflowChanged('created', undefined, workflow));
        outbox.publish(workflowEvent('created', workflow, undefined));
        return workflow;
      }
      const { workflow, version } = firstVersion(id, draft, actor, now, enabled);
      await workflows.add(workflow, version);
      audit.record(workflowChanged('created', undefined, workflow));
      outbox.publish(workflowEvent('created', workflow, version.definition), workflowEvent('published', workflow, version.definition));
      return { ...workflow, definition: version.definition };
    });
  };
}
