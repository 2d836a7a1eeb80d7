import type { Json, JsonObject } from '#internal/kernel';
import type { HttpArguments } from '../domain/definition.ts';
import { isObject } from '../domain/json-shape.ts';
import type { HttpCall } from '../ports/http-caller.ts';
import { addressOf, evaluatedText } from './endpoint-address.ts';
import type { CallJob } from './run-call-task.ts';
import { withOwnHeaders } from './http-exchange.ts';
import { taskProblem } from './task-problem.ts';

/** The request of a `call: http` task: its arguments with every expression evaluated on the task's input. */
export async function httpRequest(job: CallJob, args: HttpArguments): Promise<HttpCall> {
  const { evaluator, input, pointer } = job;
  const endpoint = typeof args.endpoint === 'string' ? args.endpoint : args.endpoint.uri;
  const evaluated = await evaluator.template({ method: args.method, endpoint, headers: args.headers ?? {}, query: args.query ?? {}, body: args.body ?? null }, input);
  const { method, endpoint: target, headers, query, body } = evaluated as JsonObject;
  const url = addressOf(endpoint, target ?? null, input, pointer);
  const parameters = textFields(query ?? null, 'query', pointer);
  const request = {
    method: evaluatedText(method ?? null, 'method', pointer).toUpperCase(),
    url,
    headers: textFields(headers ?? null, 'headers', pointer),
    ...(Object.keys(parameters).length > 0 && { query: parameters }),
    ...(args.body !== undefined && { body: body ?? null }),
  };
  return withOwnHeaders(request, job, args);
}

function textFields(value: Json, what: string, pointer: string): Readonly<Record<string, string>> {
  if (!isObject(value)) throw taskProblem('expression', pointer, `${what} must give an object`);
  return Object.fromEntries(Object.entries(value).map(([name, part]) => [name, evaluatedText(part, `${what}.${name}`, pointer)]));
}
