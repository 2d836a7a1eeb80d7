import { entryOf, type Task, type TaskList, type WorkflowDefinition } from './definition.ts';
import { pointerTo } from './json-pointer.ts';

/** Where a definition calls, as far as its text alone says it. */
export interface LiteralEndpoint {
  /** JSON pointer of the text in the definition. */
  readonly pointer: string;
  /** The URL; of a URI template, the part up to its first variable. */
  readonly url: string;
}

/** Everything that starts with a scheme and a host, none of which is a variable. */
const FIXED_HOST = /^[a-z][a-z0-9+.-]*:\/\/[^/?#{]+(?=[/?#]|$)/i;

/**
 * The endpoints of all `call: http` tasks whose host is in the text; one that an expression makes is known only when it runs, and is
 * checked then, as these are, too.
 */
export const literalEndpoints = ({ do: tasks }: WorkflowDefinition): readonly LiteralEndpoint[] => inList(tasks, '/do');

const inList = (tasks: TaskList, pointer: string): readonly LiteralEndpoint[] =>
  tasks.flatMap((item, index) => {
    const [name, task] = entryOf(item);
    return inTask(task, pointerTo(pointer, index, name));
  });

function inTask(task: Task, pointer: string): readonly LiteralEndpoint[] {
  const found = [...inList(task.compensate?.do ?? [], pointerTo(pointer, 'compensate', 'do'))];
  if ('call' in task) found.push(...inEndpoint(task.with.endpoint, pointerTo(pointer, 'with', 'endpoint')));
  if ('do' in task) found.push(...inList(task.do, pointerTo(pointer, 'do')));
  if ('try' in task) found.push(...inList(task.try, pointerTo(pointer, 'try')), ...inList(task.catch.do ?? [], pointerTo(pointer, 'catch', 'do')));
  return found;
}

function inEndpoint(endpoint: string | { readonly uri: string }, pointer: string): readonly LiteralEndpoint[] {
  if (typeof endpoint !== 'string') return inEndpoint(endpoint.uri, pointerTo(pointer, 'uri'));
  const [fixed = ''] = endpoint.split('{');
  return FIXED_HOST.test(endpoint) ? [{ pointer, url: fixed }] : [];
}
