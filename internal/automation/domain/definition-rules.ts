import type { ErrorDetail } from '#pkg/apperror';
import { entryOf, extensionsOf, type TaskList, type WorkflowDefinition } from './definition.ts';
import { authenticationsOf, endpointsOf } from './definition-addresses.ts';
import { isExpression } from './definition-expressions.ts';
import { schemasOf, type PlacedSchema } from './definition-schemas.ts';
import { compensationPointer, errorVariable, iteratorVariables, loopVariables, tasksOf, type PlacedTask } from './definition-tasks.ts';
import { durationFaults, retryFaults, timeoutFaults } from './duration-rules.ts';
import { wrappedProgram } from './expression-syntax.ts';
import { functionFaults } from './function-rules.ts';
import { pointerTo } from './json-pointer.ts';
import { SCHEMA_DRAFTS } from './schema-drafts.ts';
import { termFaults } from './term-rules.ts';
import { templateFault } from './uri-template.ts';

const MAX_NAME_LENGTH = 128;
const DIRECTIVES = ['continue', 'exit', 'end'];
const NEEDS_A_PERSON = 'is not supported: authorization_code needs a person at a browser, whom no execution has; use client_credentials, or let a person sign in elsewhere and keep the refresh token as a secret for the grant refresh_token';
const VARIABLE = /^[A-Za-z_][A-Za-z0-9_]*$/;
/** Variables that the interpreter gives every expression; `for`, `listen` and `catch` may not take their names. */
const RESERVED = ['context', 'input', 'output', 'task', 'workflow', 'runtime', 'secrets', 'authorization', 'ENV', '__loc__'];

/** What is wrong with a definition of the right shape, apart from its expressions and addresses. */
export function ruleFaults(definition: WorkflowDefinition): readonly ErrorDetail[] {
  const { use, document, timeout, schedule } = definition;
  return [
    ...(document.dsl.startsWith('1.') ? [] : fault('/document/dsl', 'is a version that is not supported: 1.0.x is')),
    ...(definition.do.length === 0 ? fault('/do', 'must not be empty') : []),
    ...timeoutFaults(timeout, '/timeout', definition),
    ...schemasOf(definition).flatMap(formatFaults),
    ...Object.entries(use?.timeouts ?? {}).flatMap(([name, { after }]) => durationFaults(after, pointerTo('/use/timeouts', name, 'after'))),
    ...Object.entries(use?.retries ?? {}).flatMap(([name, policy]) => retryFaults(policy, pointerTo('/use/retries', name), definition)),
    ...(schedule && 'every' in schedule ? durationFaults(schedule.every, '/schedule/every') : []),
    ...(schedule && 'after' in schedule ? durationFaults(schedule.after, '/schedule/after') : []),
    ...authenticationFaults(definition),
    ...endpointFaults(definition),
    ...functionFaults(definition),
    ...(use?.extensions ?? []).flatMap((item, index) => {
      const [name, { before = [], after = [] }] = entryOf(item);
      const at = pointerTo('/use/extensions', index, name);
      return [...lists(before, pointerTo(at, 'before')), ...lists(after, pointerTo(at, 'after'))];
    }),
    ...lists(definition.do, '/do'),
    ...tasksOf(definition).flatMap((placed) => taskFaults(placed, definition)),
  ];
}

function taskFaults(placed: PlacedTask, definition: WorkflowDefinition): readonly ErrorDetail[] {
  const { name, task, pointer, undoing, siblings } = placed;
  const at = (...steps: readonly (string | number)[]): string => pointerTo(pointer, ...steps);
  const faults = [
    ...(name.length > MAX_NAME_LENGTH ? fault(pointer, `has a name longer than ${MAX_NAME_LENGTH} characters`) : []),
    ...(DIRECTIVES.includes(name) ? fault(pointer, `has the name of a flow directive`) : []),
    ...targetFaults(task.then, at('then'), siblings),
    ...timeoutFaults(task.timeout, at('timeout'), definition),
  ];
  const { compensate } = extensionsOf(task);
  if (compensate) {
    const undo = compensationPointer(task, pointer);
    if (undoing) faults.push(...fault(undo, 'cannot stand inside a compensation'));
    if (task.compensate && task.metadata?.orchestrix?.compensate) faults.push(...fault(undo, 'is written twice: here and in metadata.orchestrix'));
    faults.push(...lists(compensate.do, pointerTo(undo, 'do')), ...retryFaults(compensate.retry, pointerTo(undo, 'retry'), definition));
  }
  faults.push(...termFaults(placed));
  if ('do' in task) faults.push(...lists(task.do, at('do')));
  if ('wait' in task && !isExpression(task.wait)) faults.push(...durationFaults(task.wait, at('wait')));
  if ('for' in task) faults.push(...variableFaults(task.for, at('for'), ['each', 'at'], loopVariables(task.for)));
  if ('listen' in task && task.foreach) {
    faults.push(...variableFaults(task.foreach, at('foreach'), ['item', 'at'], iteratorVariables(task.foreach)), ...lists(task.foreach.do ?? [], at('foreach', 'do')));
  }
  if ('fork' in task) {
    if (task.fork.branches.length === 0) faults.push(...fault(at('fork', 'branches'), 'must not be empty'));
    faults.push(...lists(task.fork.branches, at('fork', 'branches')));
  }
  if ('switch' in task) {
    const cases = task.switch.map(entryOf);
    for (const [index, [caseName, { then }]] of cases.entries()) faults.push(...targetFaults(then, at('switch', index, caseName, 'then'), siblings));
    const defaults = cases.flatMap(([caseName, { when }], index) => (when === undefined ? [at('switch', index, caseName)] : []));
    for (const second of defaults.slice(1)) faults.push(...fault(second, 'is a second case without a condition'));
  }
  if ('try' in task) {
    const { then, retry, do: handling } = task.catch;
    faults.push(...lists(task.try, at('try')), ...lists(handling ?? [], at('catch', 'do')));
    faults.push(...targetFaults(then, at('catch', 'then'), siblings), ...retryFaults(retry, at('catch', 'retry'), definition));
    faults.push(...variableFaults(task.catch, at('catch'), ['as'], [errorVariable(task.catch)]));
  }
  if ('raise' in task && typeof task.raise.error === 'string' && !Object.hasOwn(definition.use?.errors ?? {}, task.raise.error)) {
    faults.push(...fault(at('raise', 'error'), `names no error of use.errors`));
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

/** The names of variables that a task binds, where they are written and taken together. */
function variableFaults(written: object, pointer: string, properties: readonly string[], names: readonly string[]): readonly ErrorDetail[] {
  return properties.flatMap((property, index) => {
    const name = names[index] ?? '';
    const at = pointerTo(pointer, property);
    if (Object.hasOwn(written, property) && (!VARIABLE.test(name) || RESERVED.includes(name))) return fault(at, 'is not a name for a variable');
    return names.indexOf(name) < index ? fault(at, 'is the name of the other variable') : [];
  });
}

function authenticationFaults(definition: WorkflowDefinition): readonly ErrorDetail[] {
  const { authentications = {}, secrets = [] } = definition.use ?? {};
  return authenticationsOf(definition).flatMap(({ authentication, pointer }) => {
    if ('use' in authentication) return Object.hasOwn(authentications, authentication.use) ? [] : fault(pointerTo(pointer, 'use'), 'names no authentication of use.authentications');
    return Object.entries<object>(authentication).flatMap(([scheme, settings]) => {
      if ('use' in settings) return secrets.includes(String(settings.use)) ? [] : fault(pointerTo(pointer, scheme, 'use'), 'names no secret of use.secrets');
      return 'grant' in settings && settings.grant === 'authorization_code' ? fault(pointerTo(pointer, scheme, 'grant'), NEEDS_A_PERSON) : [];
    });
  });
}

/** `json`, also with the name of a draft: `json:2020-12`. */
function formatFaults({ schema: { format = 'json' }, pointer }: PlacedSchema): readonly ErrorDetail[] {
  if (format === 'json' || SCHEMA_DRAFTS.some((draft) => format === `json:${draft}`)) return [];
  return fault(pointerTo(pointer, 'format'), format.startsWith('json:') ? `names a draft that is not supported: ${SCHEMA_DRAFTS.join(', ')} are` : 'is not supported: data is JSON here, so its schemas are, too; write json');
}

/** What is wrong with the addresses, apart from whether one may call them. */
function endpointFaults(definition: WorkflowDefinition): readonly ErrorDetail[] {
  return endpointsOf(definition).flatMap(({ endpoint, pointer }) => {
    const [uri, at] = typeof endpoint === 'string' ? [endpoint, pointer] : [endpoint.uri, pointerTo(pointer, 'uri')];
    const wrong = wrappedProgram(uri) === undefined ? templateFault(uri) : undefined;
    return wrong === undefined ? [] : fault(at, wrong);
  });
}
