import { all, anything, flag, integerFrom, literal, map, object, oneOfThese, refused, text, type Shape } from './json-shape.ts';
import { anyObject, fields } from './data-shapes.ts';
import { authenticationOrName, endpoint, externalResource } from './endpoint-shapes.ts';

/* Arguments of the protocols that `call` speaks. */

const HOST = /^[a-zA-Z0-9](?:[a-zA-Z0-9.-]{0,61}[a-zA-Z0-9])?$/;
const ASYNC_PROTOCOLS = ['amqp', 'amqp1', 'anypointmq', 'googlepubsub', 'http', 'ibmmq', 'jms', 'kafka', 'mercure', 'mqtt', 'mqtt5', 'nats', 'pulsar', 'redis', 'sns', 'solace', 'sqs', 'stomp', 'ws'];

const httpOutput = literal('raw', 'content', 'response');

/** Shapes of `with`, by protocol. */
const protocols: Readonly<Record<string, Shape>> = {
  http: object({ method: text(), endpoint, headers: fields, query: fields, body: anything, output: httpOutput, redirect: flag }, ['method', 'endpoint']),
  openapi: object({ document: externalResource, operationId: text(), parameters: anyObject, authentication: authenticationOrName, output: httpOutput, redirect: flag }, ['document', 'operationId']),
  grpc: object(
    {
      proto: externalResource,
      service: object({ name: text(), host: text(HOST, 'must be a host name'), port: integerFrom(0, 65_535), authentication: authenticationOrName }, ['name', 'host']),
      method: text(),
      arguments: anyObject,
    },
    ['proto', 'service', 'method'],
  ),
  asyncapi: all(
    object(
      {
        document: externalResource,
        channel: text(),
        operation: text(),
        server: object({ name: text(), variables: anyObject }, ['name']),
        protocol: literal(...ASYNC_PROTOCOLS),
        message: object({ payload: anyObject, headers: anyObject }),
        subscription: refused('is not supported: a message that arrives from outside is an event, and `listen` waits for it'),
        authentication: authenticationOrName,
      },
      ['document', 'message'],
    ),
    oneOfThese('channel', 'operation'),
  ),
};

/** Calls that the specification knows and a server of ours does not make. */
const REFUSED: Readonly<Record<string, string>> = {
  a2a: "call 'a2a' is not supported: an agent is given work by a `run` task, whose ticket it leases",
  mcp: "call 'mcp' is not supported: a tool server keeps a session, which no execution could resume; use call 'http' or an agent",
};

/** A `call` task, of a protocol or of a function; `base` are the properties that every task may have. */
export const callShape =
  (base: Readonly<Record<string, Shape>>): Shape =>
  (value, pointer, faults) => {
    const { call } = value as { readonly call: unknown };
    if (typeof call !== 'string') return void faults.push({ field: pointer, reason: 'call must be a string' });
    const refusal = Object.hasOwn(REFUSED, call) ? REFUSED[call] : undefined;
    if (refusal !== undefined) return void faults.push({ field: pointer, reason: refusal });
    const protocol = Object.hasOwn(protocols, call) ? protocols[call] : undefined;
    const shape = protocol ? object({ ...base, call: anything, with: protocol }, ['with']) : object({ ...base, call: anything, with: map(anything) });
    shape(value, pointer, faults);
  };
