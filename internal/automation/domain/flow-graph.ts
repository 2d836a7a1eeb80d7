import type { TaskKind } from './definition.ts';

/** How a task of a run went, over all its attempts and iterations. */
export interface DrawnState {
  readonly status: 'running' | 'completed' | 'failed' | 'skipped';
  readonly durationMs?: number;
  readonly attempts: number;
  readonly iterations: number;
}

/** What a diagram shows of one task. */
export interface FlowNode {
  /** Letters and digits only, unique in the graph. */
  readonly id: string;
  readonly kind: TaskKind | 'start' | 'end' | 'join';
  readonly title: string;
  /** What it does, in short lines. */
  readonly details: readonly string[];
  readonly pointer: string;
  readonly group?: string;
}

/** Tasks that stand inside another one. */
export interface FlowGroup {
  readonly id: string;
  readonly title: string;
  readonly role: 'tasks' | 'catch' | 'compensation';
  readonly parent?: string;
}

export interface FlowEdge {
  readonly from: string;
  readonly to: string;
  readonly label?: string;
  /** `error` leads to what handles it, `undo` to what undoes it, `back` to the next round of a loop. */
  readonly style: 'flow' | 'error' | 'undo' | 'back';
}

/** A definition as a graph of its tasks. */
export interface FlowGraph {
  readonly nodes: readonly FlowNode[];
  readonly groups: readonly FlowGroup[];
  readonly edges: readonly FlowEdge[];
}
