import type { Json, JsonObject } from '#internal/kernel';
import { isCallBy, type HttpArguments, type Task, type WorkflowDefinition } from '../domain/definition.ts';
import { schemasOfTask } from '../domain/definition-schemas.ts';
import { durationMs } from '../domain/duration.ts';
import { wrappedProgram } from '../domain/expression-syntax.ts';
import { isObject } from '../domain/json-shape.ts';
import { expandTemplate } from '../domain/uri-template.ts';
import { UNKNOWN_TEXT, type Guess, type Guesser } from './guesses.ts';
import { shownRequest } from './http-exchange.ts';
import { taskProblem } from './task-problem.ts';

/** What a task would do to the world, for people; `answered: false` when it answers nothing of its own. */
export async function dryEffect(definition: WorkflowDefinition, task: Task, path: string, pointer: string, input: Guess, inside: Guesser): Promise<{ readonly detail: JsonObject; readonly answered?: false }> {
  if (isCallBy('http', task)) return { detail: { request: await dryRequest(definition, task.with, path, pointer, input, inside) } };
  if ('call' in task) return { detail: { call: task.call, with: (await inside.template((task.with ?? {}) as unknown as Json, input)).value } };
  if ('run' in task) return { detail: { run: (await inside.template(task.run as unknown as Json, input)).value } };
  if ('listen' in task) return { detail: { listen: (await inside.template(task.listen as unknown as Json, input)).value } };
  if ('emit' in task) return { detail: { event: (await inside.template(task.emit.event.with as Json, input)).value }, answered: false };
  if ('wait' in task) return { detail: await waiting(task.wait, pointer, input, inside), answered: false };
  return { detail: {}, answered: false };
}

/** Schemas that lie elsewhere, each with its place in the task and its address as it is written: a dry run fetches nothing. */
export function uncheckedSchemas(task: Task): JsonObject {
  const unchecked = schemasOfTask({ task, pointer: '' }).flatMap(({ schema, pointer }) => {
    if (!('resource' in schema)) return [];
    const { endpoint } = schema.resource;
    return [{ schema: pointer, uri: typeof endpoint === 'string' ? endpoint : endpoint.uri }];
  });
  return unchecked.length > 0 ? { not_checked: unchecked } : {};
}

async function waiting(duration: Extract<Task, { readonly wait: unknown }>['wait'], pointer: string, input: Guess, inside: Guesser): Promise<JsonObject> {
  const program = typeof duration === 'string' ? wrappedProgram(duration) : undefined;
  const guess = program === undefined ? undefined : await inside.program(program, input);
  if (guess && !guess.known) return { wait_ms: UNKNOWN_TEXT };
  const value = guess ? guess.value : duration;
  const ms = typeof value === 'string' || isObject(value) ? durationMs(value) : undefined;
  if (ms === undefined) throw taskProblem('expression', pointer, `no duration from zero to a year: ${JSON.stringify(value)}`);
  return { wait_ms: ms };
}

async function dryRequest(definition: WorkflowDefinition, args: HttpArguments, path: string, pointer: string, input: Guess, inside: Guesser): Promise<JsonObject> {
  const endpoint = typeof args.endpoint === 'string' ? args.endpoint : args.endpoint.uri;
  const { value } = await inside.template({ method: args.method, endpoint, headers: args.headers ?? {}, query: args.query ?? {}, body: args.body ?? null }, input);
  const { method, endpoint: target, headers, query, body } = value as JsonObject;
  const scheme = schemeOf(definition, args);
  const request = {
    method: text(method).toUpperCase(),
    url: wrappedProgram(endpoint) === undefined ? expanded(endpoint, input, pointer) : text(target),
    headers: { ...(scheme !== undefined && { Authorization: scheme }), 'Idempotency-Key': encodeURI(`dry-run:${path}:do`), ...(isObject(headers) ? (headers as Readonly<Record<string, string>>) : {}) },
    ...(isObject(query) && Object.keys(query).length > 0 && { query: query as Readonly<Record<string, string>> }),
    ...(args.body !== undefined && { body: body ?? null }),
    followRedirects: args.redirect ?? false,
    timeoutMs: 0,
  };
  return { ...shownRequest(request), ...(scheme !== undefined && { authentication: scheme }) };
}

const text = (value: Json | undefined): string => (typeof value === 'string' ? value : JSON.stringify(value));

function expanded(template: string, input: Guess, pointer: string): string {
  if (!input.known) return template.replaceAll(/\{[^{}]*\}/g, UNKNOWN_TEXT);
  const filled = expandTemplate(template, input.value);
  if ('missing' in filled) throw taskProblem('expression', pointer, `the input has no '${filled.missing}' for the URI template ${template}`);
  return filled.uri;
}

/** The scheme with which the call would authenticate; never what with. */
function schemeOf({ use }: WorkflowDefinition, { endpoint }: HttpArguments): string | undefined {
  const reference = typeof endpoint === 'object' ? endpoint.authentication : undefined;
  const authentication = reference && 'use' in reference ? use?.authentications?.[(reference).use] : (reference);
  return authentication && Object.keys(authentication)[0];
}
