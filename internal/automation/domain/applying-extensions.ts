import { entryOf, kindOf, type Extension, type ExtensionTarget, type Task, type WorkflowDefinition } from './definition.ts';
import { pointerTo } from './json-pointer.ts';

export interface PlacedExtension {
  readonly name: string;
  readonly pointer: string;
  readonly extension: Extension;
}

/** The extensions of a definition that may apply to a task, the outermost first. */
export const extensionsOver = ({ use }: Pick<WorkflowDefinition, 'use'>, task: Task): readonly PlacedExtension[] =>
  (use?.extensions ?? []).flatMap((item, index) => {
    const [name, extension] = entryOf(item);
    return extension.extend === 'all' || extension.extend === targetOf(task) ? [{ name, extension, pointer: pointerTo('/use/extensions', index, name) }] : [];
  });

const targetOf = (task: Task): ExtensionTarget => {
  const kind = kindOf(task);
  return kind === 'do' || kind === 'fork' ? 'composite' : kind;
};
