import type { Operations } from '#internal/platform/http';
import type { ExecutionId } from '../domain/execution.ts';
import type { WorkflowId } from '../domain/workflow.ts';
import type { DiagramFormat } from '../service/draw-diagram.ts';
import type { GetExecutionDiagram } from '../service/get-execution-diagram.ts';
import type { GetWorkflowDiagram } from '../service/get-workflow-diagram.ts';

interface Use {
  readonly getWorkflowDiagram: GetWorkflowDiagram;
  readonly getExecutionDiagram: GetExecutionDiagram;
}

type MediaType = 'text/vnd.mermaid' | 'image/svg+xml';

/** Definitions and runs as pictures. */
export function diagramOperations(use: Use): Pick<Operations, keyof Use> {
  return {
    async getWorkflowDiagram({ actor, path, query, accept }) {
      const format = query.format ?? formatOf(accept);
      return answer(format, await use.getWorkflowDiagram(actor, path.workflowId as WorkflowId, format, query.version));
    },

    async getExecutionDiagram({ actor, path, query, accept }) {
      const format = query.format ?? formatOf(accept);
      return answer(format, await use.getExecutionDiagram(actor, path.executionId as ExecutionId, format));
    },
  };
}

const formatOf = (accept: MediaType): DiagramFormat => (accept === 'image/svg+xml' ? 'svg' : 'mermaid');

const answer = (format: DiagramFormat, body: string) =>
  format === 'svg' ? ({ status: 200, mediaType: 'image/svg+xml', body } as const) : ({ status: 200, mediaType: 'text/vnd.mermaid', body } as const);
