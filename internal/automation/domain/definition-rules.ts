import type { ErrorDetail } from '#pkg/apperror';
import { entryOf, isCallBy, type DataSchema, type Duration, type RetryPolicy, type TaskList, type WorkflowDefinition } from './definition.ts';
import { isExpression } from './definition-expressions.ts';
import { tasksOf, type PlacedTask } from './definition-tasks.ts';
import { durationMs } from './duration.ts';
import { wrappedProgram } from './expression-syntax.ts';
import { pointerTo } from './json-pointer.ts';
import { templateFault } from './uri-template.ts';

/** Most retries that a policy may ask for. */
export const MAX_RETRIES = 100;
const MAX_NAME_LENGTH = 128;
const DIRECTIVES = ['continue', 'exit', 'end'];
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Variables that the interpreter gives every expression; a `catch` may not take their names. */
const RESERVED = ['context', 'input', 'output', 'task', 'workflow', 'runtime', 'secrets', 'authorization', 'ENV', '__loc__'];

/** What is wrong with a definition of the right shape, apart from its expressions and addresses. */
export function ruleFaults(definition: WorkflowDefinition): readonly ErrorDetail[] {
  const { use, document, timeout } = definition;
  return [
    ...(document.dsl.startsWith('1.') ? [] : fault('/document/dsl', 'is a version that is not supported: 1.0.x is')),
    ...(definition.do.length === 0 ? fault('/do', 'must not be empty') : []),
    ...timeoutFaults(timeout, '/timeout', definition),
    ...schemaFaults(definition.input?.schema, '/input/schema'),
    ...schemaFaults(definition.output?.schema, '/output/schema'),
    ...Object.entries(use?.timeouts ?? {}).flatMap(([name, { after }]) => literal(after, pointerTo('/use/timeouts', name, 'after'))),
    ...Object.entries(use?.retries ?? {}).flatMap(([name, policy]) => retryFaults(policy, pointerTo('/use/retries', name), definition)),
    ...lists(definition.do, '/do'),
    ...tasksOf(definition).flatMap((placed) => taskFaults(placed, definition)),
  ];
}

function taskFaults({ name, task, pointer, undoing, siblings }: PlacedTask, definition: WorkflowDefinition): readonly ErrorDetail[] {
  const at = (...steps: readonly (string | number)[]): string => pointerTo(pointer, ...steps);
  const faults = [
    ...(name.length > MAX_NAME_LENGTH ? fault(pointer, `has a name longer than ${MAX_NAME_LENGTH} characters`) : []),
    ...(DIRECTIVES.includes(name) ? fault(pointer, `has the name of a flow directive`) : []),
    ...targetFaults(task.then, at('then'), siblings),
    ...timeoutFaults(task.timeout, at('timeout'), definition),
    ...schemaFaults(task.input?.schema, at('input', 'schema')),
    ...schemaFaults(task.output?.schema, at('output', 'schema')),
    ...schemaFaults(task.export?.schema, at('export', 'schema')),
  ];
  if (task.compensate) {
    if (undoing) faults.push(...fault(at('compensate'), 'cannot stand inside a compensation'));
    faults.push(...lists(task.compensate.do, at('compensate', 'do')), ...retryFaults(task.compensate.retry, at('compensate', 'retry'), definition));
  }
  if ('do' in task) faults.push(...lists(task.do, at('do')));
  if ('wait' in task && !isExpression(task.wait)) faults.push(...literal(task.wait, at('wait')));
  if ('switch' in task) {
    const cases = task.switch.map(entryOf);
    for (const [index, [caseName, { then }]] of cases.entries()) faults.push(...targetFaults(then, at('switch', index, caseName, 'then'), siblings));
    const defaults = cases.flatMap(([caseName, { when }], index) => (when === undefined ? [at('switch', index, caseName)] : []));
    for (const second of defaults.slice(1)) faults.push(...fault(second, 'is a second case without a condition'));
  }
  if ('try' in task) {
    const { as, then, retry, do: handling } = task.catch;
    faults.push(...lists(task.try, at('try')), ...lists(handling ?? [], at('catch', 'do')));
    faults.push(...targetFaults(then, at('catch', 'then'), siblings), ...retryFaults(retry, at('catch', 'retry'), definition));
    if (as !== undefined && (!VARIABLE.test(as) || RESERVED.includes(as))) faults.push(...fault(at('catch', 'as'), 'is not a name for a variable'));
  }
  if ('raise' in task && typeof task.raise.error === 'string' && !Object.hasOwn(definition.use?.errors ?? {}, task.raise.error)) {
    faults.push(...fault(at('raise', 'error'), `names no error of use.errors`));
  }
  if (isCallBy('http', task)) {
    const { endpoint } = task.with;
    const [uri, uriAt] = typeof endpoint === 'string' ? [endpoint, at('with', 'endpoint')] : [endpoint.uri, at('with', 'endpoint', 'uri')];
    const wrong = wrappedProgram(uri) === undefined ? templateFault(uri) : undefined;
    if (wrong) faults.push(...fault(uriAt, wrong));
    const known = typeof endpoint === 'object' && endpoint.authentication && 'use' in endpoint.authentication ? endpoint.authentication.use : undefined;
    if (known !== undefined && !Object.hasOwn(definition.use?.authentications ?? {}, known)) {
      faults.push(...fault(at('with', 'endpoint', 'authentication', 'use'), 'names no authentication of use.authentications'));
    }
  }
  return faults;
}

const fault = (field: string, reason: string): ErrorDetail[] => [{ field, reason }];

function lists(list: TaskList, pointer: string): readonly ErrorDetail[] {
  const names = list.map((item) => entryOf(item)[0]);
  return names.flatMap((name, index) => (names.indexOf(name) < index ? fault(pointerTo(pointer, index, name), 'has the name of an earlier task of the same list') : []));
}

const targetFaults = (then: string | undefined, pointer: string, siblings: TaskList): readonly ErrorDetail[] =>
  then === undefined || DIRECTIVES.includes(then) || siblings.some((item) => Object.hasOwn(item, then)) ? [] : fault(pointer, `names no task of the same list: '${then}'`);

const literal = (duration: Duration, pointer: string): readonly ErrorDetail[] => {
  if (isExpression(duration)) return fault(pointer, 'must be a literal duration here');
  return durationMs(duration) === undefined ? fault(pointer, 'must be a duration from zero to a year') : [];
};

function timeoutFaults(timeout: WorkflowDefinition['timeout'], pointer: string, { use }: WorkflowDefinition): readonly ErrorDetail[] {
  if (timeout === undefined) return [];
  if (typeof timeout !== 'string') return literal(timeout.after, pointerTo(pointer, 'after'));
  return Object.hasOwn(use?.timeouts ?? {}, timeout) ? [] : fault(pointer, 'names no timeout of use.timeouts');
}

function retryFaults(retry: RetryPolicy | string | undefined, pointer: string, { use }: WorkflowDefinition): readonly ErrorDetail[] {
  if (retry === undefined) return [];
  if (typeof retry === 'string') return Object.hasOwn(use?.retries ?? {}, retry) ? [] : fault(pointer, 'names no policy of use.retries');
  const { delay, limit, jitter } = retry;
  const count = limit?.attempt?.count;
  const durations: readonly (readonly [Duration | undefined, string])[] = [
    [delay, pointerTo(pointer, 'delay')],
    [limit?.duration, pointerTo(pointer, 'limit', 'duration')],
    [limit?.attempt?.duration, pointerTo(pointer, 'limit', 'attempt', 'duration')],
    [jitter?.from, pointerTo(pointer, 'jitter', 'from')],
    [jitter?.to, pointerTo(pointer, 'jitter', 'to')],
  ];
  return [
    ...durations.flatMap(([duration, at]) => (duration === undefined ? [] : literal(duration, at))),
    ...(count === undefined || (count >= 0 && count <= MAX_RETRIES) ? [] : fault(pointerTo(pointer, 'limit', 'attempt', 'count'), `must be from 0 to ${MAX_RETRIES}`)),
    ...(count === undefined && limit?.duration === undefined ? fault(pointerTo(pointer, 'limit'), 'must bound the retries, by attempt.count or by duration') : []),
  ];
}

const schemaFaults = (schema: DataSchema | undefined, pointer: string): readonly ErrorDetail[] =>
  schema?.format === undefined || /^json(:|$)/.test(schema.format) ? [] : fault(pointerTo(pointer, 'format'), 'is not supported: json is');
