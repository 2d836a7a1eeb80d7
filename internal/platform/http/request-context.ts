import type { IncomingMessage, ServerResponse } from 'node:http';
import type { IdGenerator } from '#internal/kernel';
import type { ClientAddress } from './client-address.ts';
import type { ErrorFormat } from './contract.ts';
import { correlationOf } from './correlation.ts';
import type { CrossOrigin } from './cross-origin.ts';

/** What is known of every request from its first moment, whoever answers it. */
export interface RequestContext {
  readonly request: IncomingMessage;
  readonly response: ServerResponse;
  /** W3C trace id; also sent as `X-Correlation-Id`. */
  readonly correlationId: string;
  /** W3C traceparent of the cause. */
  readonly parent: string;
  /** Address of the caller, behind trusted proxies only. */
  readonly ip: string;
  /** Path of the request, not decoded, without the query. */
  readonly path: string;
  /** Query string without the question mark. */
  readonly query: string;
  readonly origin: string | undefined;
  /** Headers that go out with any answer: correlation id and CORS. */
  readonly headers: Record<string, string>;
  /** What the request turned out to ask for, for metrics and logs. */
  operation: string;
  /** How errors are told (`ContractOperation.errors`). */
  errors: ErrorFormat;
}

const contexts = new WeakMap<object, RequestContext>();

/** The context of a request or response that the HTTP server is serving, for Express routers mounted beside the contract. */
export function requestContextOf(message: object): RequestContext {
  const context = contexts.get(message);
  if (!context) throw new Error('the request was not received by the HTTP server');
  return context;
}

/** Makes the contexts of requests. */
export function requestContexts(deps: { readonly ids: IdGenerator; readonly clientAddress: ClientAddress; readonly crossOrigin: CrossOrigin }) {
  return (request: IncomingMessage, response: ServerResponse): RequestContext => {
    const url = request.url ?? '/';
    const mark = url.indexOf('?');
    const { traceparent, origin } = request.headers;
    const { correlationId, parent } = correlationOf(typeof traceparent === 'string' ? traceparent : undefined, deps.ids);
    const context: RequestContext = {
      request,
      response,
      correlationId,
      parent,
      ip: deps.clientAddress(request),
      path: mark < 0 ? url : url.slice(0, mark),
      query: mark < 0 ? '' : url.slice(mark + 1),
      origin,
      headers: { 'X-Correlation-Id': correlationId, ...deps.crossOrigin.headersFor(origin) },
      operation: 'unknown',
      errors: 'problem',
    };
    contexts.set(request, context);
    contexts.set(response, context);
    return context;
  };
}
