import type { JsonObject } from '#internal/kernel';
import { isCallBy } from '../domain/definition.ts';
import { asCallProblem } from './authorization.ts';
import type { PrepareCall } from './run-call-task.ts';
import { calledDocument } from './called-document.ts';
import { httpExchange, withOwnHeaders } from './http-exchange.ts';

/** `call: openapi`: the request is what the operation of the document makes of the parameters; from there on it is an HTTP call like any other. */
export const prepareOpenApi: PrepareCall = async (deps, job) => {
  const { task, evaluator, input, pointer } = job;
  if (!isCallBy('openapi', task)) throw new TypeError('only for call: openapi');
  const { document, operationId, parameters = {} } = task.with;
  const description = await calledDocument(deps, job, document);
  const operation = (await evaluator.template({ operationId, parameters }, input)) as { readonly operationId: string; readonly parameters: JsonObject };
  const request = await asCallProblem(pointer, () => deps.outgoing.openapi.build(description, operation));
  return httpExchange(deps, job, withOwnHeaders(request, job, task.with), task.with);
};
