import type { PlanTask } from './plan-task.ts';

const COLOURS: Readonly<Record<PlanTask['status'], string>> = {
  waiting: 'fill:#eceff1,stroke:#90a4ae',
  offered: 'fill:#bbdefb,stroke:#1e88e5',
  completed: 'fill:#c8e6c9,stroke:#43a047',
  failed: 'fill:#ffcdd2,stroke:#e53935',
  cancelled: 'fill:#fff3e0,stroke:#fb8c00',
  removed: 'fill:#fafafa,stroke:#bdbdbd,stroke-dasharray:4',
};

/** The tasks of a plan as a Mermaid flowchart, coloured by what has become of them. */
export function planDiagram(tasks: readonly PlanTask[]): string {
  const nodes = new Map(tasks.map(({ taskId }, index) => [taskId, `t${index}`]));
  return [
    'flowchart LR',
    ...tasks.map((task) => `  ${nodes.get(task.taskId) ?? ''}["${quoted(task.taskId)}<br/>${task.taskType} ${task.status}${task.compensationStatus ? `, undo ${task.compensationStatus}` : ''}"]:::${task.status}`),
    ...tasks.flatMap(({ taskId, dependencies }) => dependencies.map((dependency) => `  ${nodes.get(dependency) ?? ''} --> ${nodes.get(taskId) ?? ''}`)),
    ...Object.entries(COLOURS).map(([status, style]) => `  classDef ${status} ${style}`),
    '',
  ].join('\n');
}

// Mermaid reads entity codes inside quoted labels (https://mermaid.js.org/syntax/flowchart.html#entity-codes-to-escape-characters).
const quoted = (text: string): string => text.replace(/["#<>&`\\]/g, (sign) => `#${sign.charCodeAt(0)};`);
