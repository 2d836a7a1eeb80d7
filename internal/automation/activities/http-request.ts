import type { Json, JsonObject } from '#internal/kernel';
import type { Authentication, HttpArguments } from '../domain/definition.ts';
import { wrappedProgram } from '../domain/expression-syntax.ts';
import { isObject } from '../domain/json-shape.ts';
import { expandTemplate } from '../domain/uri-template.ts';
import type { HttpCall } from '../ports/http-caller.ts';
import type { Evaluator } from './evaluator.ts';
import { taskProblem } from './task-problem.ts';

const SECRET_HEADERS = ['authorization', 'proxy-authorization', 'cookie', 'x-api-key'];

/** The request of a `call: http` task: its arguments with every expression evaluated on the task's input. */
export async function httpRequest(
  evaluator: Evaluator,
  { args, authentication, input, pointer, idempotencyKey, timeoutMs }: {
    readonly args: HttpArguments;
    readonly authentication: Authentication | undefined;
    readonly input: Json;
    readonly pointer: string;
    readonly idempotencyKey: string;
    readonly timeoutMs: number;
  },
): Promise<HttpCall> {
  const endpoint = typeof args.endpoint === 'string' ? args.endpoint : args.endpoint.uri;
  const evaluated = await evaluator.template(
    { method: args.method, endpoint, headers: args.headers ?? {}, query: args.query ?? {}, body: args.body ?? null, authentication: (authentication ?? null) as Json },
    input,
  );
  const { method, endpoint: target, headers, query, body, authentication: credentials } = evaluated as JsonObject;
  const url = wrappedProgram(endpoint) === undefined ? expanded(endpoint, input, pointer) : text(target ?? null, 'endpoint', pointer);
  const fields = textFields(headers ?? null, 'headers', pointer);
  const own = { ...authorization(credentials ?? null), 'Idempotency-Key': idempotencyKey };
  const given = new Set(Object.keys(fields).map((name) => name.toLowerCase()));
  const parameters = textFields(query ?? null, 'query', pointer);
  return {
    method: text(method ?? null, 'method', pointer).toUpperCase(),
    url,
    headers: { ...Object.fromEntries(Object.entries(own).filter(([name]) => !given.has(name.toLowerCase()))), ...fields },
    ...(Object.keys(parameters).length > 0 && { query: parameters }),
    ...(args.body !== undefined && { body: body ?? null }),
    followRedirects: args.redirect ?? false,
    timeoutMs,
  };
}

/** What may be shown of a request: credentials may not. */
export const shownRequest = ({ method, url, headers, query, body }: HttpCall): JsonObject => ({
  method,
  url: url.replace(/^([^:/?#]+:\/\/)[^/?#]*@/, '$1'),
  headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, SECRET_HEADERS.includes(name.toLowerCase()) ? '***' : value])),
  ...(query && { query }),
  ...(body !== undefined && { body }),
});

function expanded(template: string, input: Json, pointer: string): string {
  const filled = expandTemplate(template, input);
  if ('missing' in filled) throw taskProblem('expression', pointer, `the input has no '${filled.missing}' for the URI template ${template}`);
  return filled.uri;
}

function authorization(credentials: Json): Readonly<Record<string, string>> {
  if (!isObject(credentials)) return {};
  const { basic, bearer } = credentials as { readonly basic?: { readonly username: string; readonly password: string }; readonly bearer?: { readonly token: string } };
  if (basic) return { Authorization: `Basic ${Buffer.from(`${basic.username}:${basic.password}`).toString('base64')}` };
  return bearer ? { Authorization: `Bearer ${bearer.token}` } : {};
}

function text(value: Json, what: string, pointer: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw taskProblem('expression', pointer, `${what} must give a text, not ${JSON.stringify(value).slice(0, 100)}`);
}

function textFields(value: Json, what: string, pointer: string): Readonly<Record<string, string>> {
  if (!isObject(value)) throw taskProblem('expression', pointer, `${what} must give an object`);
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, text(part, `${what}.${name}`, pointer)]));
}
