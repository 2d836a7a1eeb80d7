import type { ErrorDetail } from '#pkg/apperror';
import { extensionsOf, isCallBy, isFunctionCall, type Task, type WorkflowDefinition } from './definition.ts';
import { authenticationsOf } from './definition-addresses.ts';
import { tasksOf } from './definition-tasks.ts';

/** What the grammar knows and the interpreter does not run. */
const TASKS: readonly (readonly [what: string, is: (task: Task) => boolean])[] = [
  ['run: container, script or shell', (task) => 'run' in task && !('workflow' in task.run)],
  ["call 'openapi'", (task) => isCallBy('openapi', task)],
  ["call 'grpc'", (task) => isCallBy('grpc', task)],
  ["call 'asyncapi'", (task) => isCallBy('asyncapi', task)],
  ["'output: raw'", (task) => 'call' in task && (task.with as { readonly output?: unknown } | undefined)?.output === 'raw' && !isFunctionCall(task)],
  ['ticket', (task) => extensionsOf(task).ticket !== undefined],
  ['throttle', (task) => extensionsOf(task).throttle !== undefined],
  ['idempotencyKey', (task) => extensionsOf(task).idempotencyKey !== undefined],
];

const PARTS: readonly (readonly [what: string, pointer: string, is: (definition: WorkflowDefinition) => boolean])[] = [
  ['use.secrets', '/use/secrets', ({ use }) => use?.secrets !== undefined],
];

/** Schemes of authentication that no caller speaks yet. */
const SCHEMES: readonly string[] = ['digest', 'oauth2', 'oidc'];

/** The parts of a definition whose interpreter is to come, each with its place. */
export function unsupportedFaults(definition: WorkflowDefinition): readonly ErrorDetail[] {
  const notYet = (field: string, what: string): ErrorDetail => ({ field, reason: `${what} is not supported yet` });
  return [
    ...PARTS.flatMap(([what, pointer, is]) => (is(definition) ? [notYet(pointer, what)] : [])),
    ...tasksOf(definition).flatMap(({ task, pointer }) => TASKS.flatMap(([what, is]) => (is(task) ? [notYet(pointer, what)] : []))),
    ...authenticationsOf(definition).flatMap(({ authentication, pointer }) => Object.keys(authentication).flatMap((scheme) => (SCHEMES.includes(scheme) ? [notYet(pointer, `${scheme} authentication`)] : []))),
  ];
}
