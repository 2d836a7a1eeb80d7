import type { Actor, Clock } from '#internal/kernel';
import { archive, expectVersion, type WorkflowId } from '../domain/workflow.ts';
import { workflowChanged, workflowEvent } from '../domain/workflow-trail.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';

export type ArchiveWorkflow = (actor: Actor, id: WorkflowId, ifMatch?: number) => Promise<void>;

/** Takes a workflow out of use and frees its name; it stays readable. Archiving again changes nothing. Throws `precondition_failed` for another version. */
export function archiveWorkflow(deps: { readonly work: AutomationUnitOfWork; readonly clock: Clock }): ArchiveWorkflow {
  return (actor, id, ifMatch) =>
    deps.work.run(actor, async ({ workflows, audit, outbox }) => {
      const { definition, ...current } = await workflows.get(id);
      expectVersion(current, ifMatch);
      const archived = archive(current, actor, deps.clock.now());
      if (archived === current) return;
      await workflows.saveState(archived);
      audit.record(workflowChanged('archived', current, archived));
      outbox.publish(workflowEvent('archived', archived, definition));
    });
}
