import { AppError } from '#pkg/apperror';
import type { JsonObject } from '#internal/kernel';
import type { WorkflowDefinition } from '../domain/definition.ts';
import { dotText } from '../domain/dot-text.ts';
import { drawDefinition } from '../domain/draw-definition.ts';
import type { DrawnState } from '../domain/flow-graph.ts';
import { mermaidText } from '../domain/mermaid-text.ts';
import type { DiagramRenderer } from '../ports/diagram-renderer.ts';

export type DiagramFormat = 'mermaid' | 'svg';
export type DrawDiagram = (definition: JsonObject, format: DiagramFormat, states?: ReadonlyMap<string, DrawnState>) => Promise<string>;

/** Larger graphs are laid out too slowly, and nobody could read them. */
const MOST_DRAWN_NODES = 400;

/** Draws an accepted definition; with `states`, a run of it. Throws `invalid` when it is too large to be drawn as SVG. */
export function drawDiagram(deps: { readonly renderer: DiagramRenderer }): DrawDiagram {
  return async (definition, format, states) => {
    const graph = drawDefinition(definition as unknown as WorkflowDefinition); // a version: it was accepted
    if (format === 'mermaid') return mermaidText(graph, states);
    if (graph.nodes.length > MOST_DRAWN_NODES) throw new AppError('invalid', `a definition with more than ${MOST_DRAWN_NODES} tasks is not drawn as SVG: take Mermaid`);
    return deps.renderer.svg(dotText(graph, states));
  };
}
