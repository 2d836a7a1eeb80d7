import type { Actor } from '#internal/kernel';
import { drawnStates } from '../domain/drawn-states.ts';
import type { ExecutionId } from '../domain/execution.ts';
import type { AutomationUnitOfWork } from '../ports/automation-unit-of-work.ts';
import type { DiagramFormat, DrawDiagram } from './draw-diagram.ts';
import { MOST_STEPS } from './get-execution.ts';

export type GetExecutionDiagram = (actor: Actor, id: ExecutionId, format: DiagramFormat) => Promise<string>;

/** A run as a picture of its definition, coloured by how its tasks went. Throws `not_found`. */
export function getExecutionDiagram(deps: { readonly work: AutomationUnitOfWork; readonly draw: DrawDiagram }): GetExecutionDiagram {
  return async (actor, id, format) => {
    const { definition, steps } = await deps.work.read(actor, async ({ executions, workflows }) => {
      const { workflowId, workflowVersion } = await executions.get(id);
      const version = await workflows.getVersion(workflowId, workflowVersion);
      return { definition: version.definition, steps: await executions.steps(id, MOST_STEPS) };
    });
    return deps.draw(definition, format, drawnStates(steps));
  };
}
