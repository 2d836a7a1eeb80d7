import { conflict } from '#pkg/apperror';
import type { Actor } from '#internal/kernel';
import type { WorkflowId } from '../domain/workflow.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import type { DiagramFormat, DrawDiagram } from './draw-diagram.ts';

export type GetWorkflowDiagram = (actor: Actor, id: WorkflowId, format: DiagramFormat, version?: number) => Promise<string>;

/** A version of a workflow as a picture, the current one unless told. Throws `not_found`, and `conflict` for a workflow without a version. */
export function getWorkflowDiagram(deps: { readonly work: AutomationUnitOfWork; readonly draw: DrawDiagram }): GetWorkflowDiagram {
  return async (actor, id, format, wanted) => {
    const { definition } = await deps.work.read(actor, async ({ workflows }) => {
      const version = wanted ?? (await workflows.get(id)).version;
      if (version === 0) throw conflict(`workflow ${id} has no published version`);
      return workflows.getVersion(id, version);
    });
    return deps.draw(definition, format);
  };
}
