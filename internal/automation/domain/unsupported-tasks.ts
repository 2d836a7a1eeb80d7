import type { ErrorDetail } from '#pkg/apperror';
import { isCallBy, isProcess, type Task, type WorkflowDefinition } from './definition.ts';
import { tasksOf } from './definition-tasks.ts';
import { pointerTo } from './json-pointer.ts';

/** What the grammar knows and the interpreter does not run. */
const TASKS: readonly (readonly [what: string, is: (task: Task) => boolean])[] = [
  ['asyncapi by another protocol than http', (task) => isCallBy('asyncapi', task) && task.with.protocol !== undefined && task.with.protocol !== 'http'],
];

/** The parts of a definition whose interpreter is to come, each with its place. */
export function unsupportedFaults(definition: WorkflowDefinition): readonly ErrorDetail[] {
  const notYet = (field: string, what: string): ErrorDetail => ({ field, reason: `${what} is not supported yet` });
  return tasksOf(definition).flatMap(({ task, pointer }) => TASKS.flatMap(([what, is]) => (is(task) ? [notYet(pointer, what)] : [])).concat(
    isProcess(task) && 'script' in task.run && task.run.script.source ? [{ field: pointerTo(pointer, 'run', 'script', 'source'), reason: 'is not supported: the agent is handed the script itself, as `code`' }] : [],
  ));
}
