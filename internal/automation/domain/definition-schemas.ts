import type { DataSchema, Task, WorkflowDefinition } from './definition.ts';
import { tasksOf } from './definition-tasks.ts';
import { pointerTo } from './json-pointer.ts';

/** A schema of a definition and where it is written. */
export interface PlacedSchema {
  readonly schema: DataSchema;
  readonly pointer: string;
}

type Holder = Pick<Task, 'input' | 'output' | 'export'>;

/** The schemas that a task holds its data against. */
export const schemasOfTask = ({ task, pointer }: { readonly task: Task; readonly pointer: string }): readonly PlacedSchema[] => [
  ...schemasIn(task, pointer),
  ...('listen' in task && task.foreach ? schemasIn(task.foreach, pointerTo(pointer, 'foreach')) : []),
];

/** The schemas of the workflow itself. */
export const schemasOfWorkflow = ({ input, output }: Pick<WorkflowDefinition, 'input' | 'output'>): readonly PlacedSchema[] => schemasIn({ ...(input && { input }), ...(output && { output }) }, '');

/** Every schema of a definition. */
export const schemasOf = (definition: WorkflowDefinition): readonly PlacedSchema[] => [...schemasOfWorkflow(definition), ...tasksOf(definition).flatMap(schemasOfTask)];

/** Whether a task holds its data against a schema that has to be fetched. */
export const fetchesSchemas = (task: Task): boolean => schemasOfTask({ task, pointer: '' }).some(({ schema }) => 'resource' in schema);

const schemasIn = (holder: Holder, pointer: string): readonly PlacedSchema[] =>
  (['input', 'output', 'export'] as const).flatMap((part) => {
    const schema = holder[part]?.schema;
    return schema ? [{ schema, pointer: pointerTo(pointer, part, 'schema') }] : [];
  });
