import type { Actor, Clock } from '#internal/kernel';
import { setEnabled, type Workflow, type WorkflowId } from '../domain/workflow.ts';
import { workflowChanged, workflowEvent } from '../domain/workflow-trail.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';

export type EnableWorkflow = (actor: Actor, id: WorkflowId, enabled: boolean) => Promise<Workflow>;

/** Lets a workflow start executions, or no more; what runs goes on. Saying it again changes nothing. Throws `not_found`, and `conflict` when it is archived. */
export function enableWorkflow(deps: { readonly work: AutomationUnitOfWork; readonly clock: Clock }): EnableWorkflow {
  return (actor, id, enabled) =>
    deps.work.run(actor, async ({ workflows, audit, outbox }) => {
      const { definition, ...current } = await workflows.get(id);
      const changed = setEnabled(current, enabled, actor, deps.clock.now());
      if (changed === current) return current;
      await workflows.saveState(changed);
      const verb = enabled ? 'enabled' : 'disabled';
      audit.record(workflowChanged(verb, current, changed));
      outbox.publish(workflowEvent(verb, changed, definition));
      return changed;
    });
}
