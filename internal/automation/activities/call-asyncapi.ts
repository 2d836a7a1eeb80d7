import type { Json, JsonObject } from '#internal/kernel';
import { channelAddress } from '../domain/channel-address.ts';
import { isCallBy } from '../domain/definition.ts';
import type { AsyncApiTarget } from '../ports/asyncapi-operations.ts';
import { asCallProblem } from './authorization.ts';
import { calledDocument } from './called-document.ts';
import { httpExchange, withOwnHeaders } from './http-exchange.ts';
import { addressOf } from './endpoint-address.ts';
import { publication } from './publication.ts';
import type { PrepareCall } from './run-call-task.ts';

interface Evaluated {
  readonly channel?: string;
  readonly operation?: string;
  readonly server?: { readonly name: string; readonly variables?: JsonObject };
  readonly message: { readonly payload?: Json; readonly headers?: Readonly<Record<string, Json>> };
}

/** `call: asyncapi`: publishes a message where the document says. Over HTTP the message is a request, over anything else it goes to a broker. */
export const prepareAsyncApi: PrepareCall = async (deps, job) => {
  const { task, evaluator, input, pointer } = job;
  if (!isCallBy('asyncapi', task)) throw new TypeError('only for call: asyncapi');
  const { document, protocol, channel, operation, server, message } = task.with;
  const description = await calledDocument(deps, job, document);
  const evaluated = (await evaluator.template({ message: message as Json, ...(channel !== undefined && { channel }), ...(operation !== undefined && { operation }), ...(server && { server: server as Json }) }, input)) as unknown as Evaluated;
  const { payload, headers: given = {} } = evaluated.message;
  const headers = Object.fromEntries(Object.entries(given).map(([name, value]) => [name, typeof value === 'string' ? value : JSON.stringify(value)]));
  const target = await asCallProblem<AsyncApiTarget>(pointer, async () =>
    deps.outgoing.asyncapi.target(description, {
      variables: evaluated.server?.variables ?? {},
      ...(evaluated.channel !== undefined && { channel: evaluated.channel }),
      ...(evaluated.operation !== undefined && { operation: evaluated.operation }),
      ...(evaluated.server && { server: evaluated.server.name }),
      ...(protocol !== undefined && { protocol }),
    }),
  );
  if ('broker' in target) {
    const address = await asCallProblem(pointer, async () => channelAddress(target.channel, input, target.broker.protocol));
    return publication(deps, job, { ...target, channel: address }, { headers, ...(payload !== undefined && { payload }) });
  }
  const { method, url } = target;
  const request = { method, url: addressOf(url, url, input, pointer), headers, ...(payload !== undefined && { body: payload }) };
  return httpExchange(deps, job, withOwnHeaders(request, job, {}), {});
};
