import type { Actor, Clock, IdGenerator } from '#internal/kernel';
import { firstVersion, type WorkflowDraft, type WorkflowId, type WorkflowWithDefinition } from '../domain/workflow.ts';
import { workflowChanged } from '../domain/workflow-trail.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import type { CheckDefinition } from './check-definition.ts';

export type CreateWorkflow = (actor: Actor, draft: WorkflowDraft) => Promise<WorkflowWithDefinition>;

/** Stores a new workflow. Throws `invalid` with every fault of the definition, `conflict` when the name is taken. */
export function createWorkflow(deps: {
  readonly work: AutomationUnitOfWork;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly checkDefinition: CheckDefinition;
}): CreateWorkflow {
  return async (actor, draft) => {
    await deps.checkDefinition(actor, draft.definition);
    return deps.work.run(actor, async ({ workflows, audit }) => {
      const { workflow, version } = firstVersion(deps.ids.next() as WorkflowId, draft, actor, deps.clock.now());
      await workflows.add(workflow, version);
      audit.record(workflowChanged('created', undefined, workflow));
      return { ...workflow, definition: version.definition };
    });
  };
}
