import type { Json, JsonObject } from '#internal/kernel';
import { isCallBy } from '../domain/definition.ts';
import { asCallProblem } from './authorization.ts';
import type { PrepareCall } from './run-call-task.ts';
import { calledDocument } from './called-document.ts';
import { httpExchange, withOwnHeaders } from './http-exchange.ts';
import { addressOf } from './http-request.ts';

interface Evaluated {
  readonly channel?: string;
  readonly operation?: string;
  readonly server?: { readonly name: string; readonly variables?: JsonObject };
  readonly message: { readonly payload?: Json; readonly headers?: Readonly<Record<string, Json>> };
}

/** `call: asyncapi`: publishes a message where the document says. Over HTTP, which is the protocol that is supported, the message is a request. */
export const prepareAsyncApi: PrepareCall = async (deps, job) => {
  const { task, evaluator, input, pointer } = job;
  if (!isCallBy('asyncapi', task)) throw new TypeError('only for call: asyncapi');
  const { document, protocol, channel, operation, server, message } = task.with;
  const description = await calledDocument(deps, job, document);
  const evaluated = (await evaluator.template({ message: message as Json, ...(channel !== undefined && { channel }), ...(operation !== undefined && { operation }), ...(server && { server: server as Json }) }, input)) as unknown as Evaluated;
  const { payload, headers = {} } = evaluated.message;
  const { url, method } = await asCallProblem(pointer, async () =>
    deps.outgoing.asyncapi.target(description, {
      variables: evaluated.server?.variables ?? {},
      ...(evaluated.channel !== undefined && { channel: evaluated.channel }),
      ...(evaluated.operation !== undefined && { operation: evaluated.operation }),
      ...(evaluated.server && { server: evaluated.server.name }),
      ...(protocol !== undefined && { protocol }),
    }),
  );
  const request = {
    method,
    url: addressOf(url, url, input, pointer),
    headers: Object.fromEntries(Object.entries(headers).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)])),
    ...(payload !== undefined && { body: payload }),
  };
  return httpExchange(deps, job, withOwnHeaders(request, job, {}), {});
};
