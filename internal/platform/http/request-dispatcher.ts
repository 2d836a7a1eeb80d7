import type { IncomingMessage, ServerResponse } from 'node:http';
import { type Logger, SpanKind, withSpan } from '#pkg/observability';
import { writeAnswer, writeFailure } from './answer-writer.ts';
import type { ContractOperation } from './contract.ts';
import type { CrossOrigin } from './cross-origin.ts';
import type { HttpMetrics } from './http-metrics.ts';
import type { OperationEndpoint } from './operation-endpoint.ts';
import { TransportError } from './problem.ts';
import type { RequestContext } from './request-context.ts';
import type { Match, Routes } from './routes.ts';

export interface DispatcherDeps {
  readonly routes: Routes<ContractOperation>;
  readonly endpoint: OperationEndpoint;
  readonly crossOrigin: CrossOrigin;
  readonly contextOf: (request: IncomingMessage, response: ServerResponse) => RequestContext;
  readonly metrics: HttpMetrics;
  /** Serves paths that the contract does not know. */
  readonly outside: (context: RequestContext) => void;
  readonly logger: Logger;
}

const methodsOf = ({ methods }: Match<ContractOperation>): string => [...methods.keys()].join(', ');

/** Sends each request to its operation, or outside of the contract; counts and logs them all. Contract operations do not pass through Express, which would double their cost. */
export function requestDispatcher({ routes, endpoint, crossOrigin, contextOf, metrics, outside, logger }: DispatcherDeps) {
  function operationIn(context: RequestContext, match: Match<ContractOperation>): ContractOperation {
    const { method = 'GET' } = context.request;
    // HEAD is GET without the body, which Node leaves out by itself (RFC 9110 section 9.3.2).
    const operation = match.methods.get(method === 'HEAD' ? 'GET' : method);
    // A method that the path does not know is refused as the first of its operations would refuse it.
    context.errors = (operation ?? match.methods.values().next().value)?.errors ?? 'problem';
    if (operation) return operation;
    throw new TransportError('method_not_allowed', `this path does not know ${method}`, [], { Allow: methodsOf(match) });
  }

  async function serve(context: RequestContext, match: Match<ContractOperation>): Promise<void> {
    try {
      const operation = operationIn(context, match);
      context.operation = operation.id;
      const attributes = { 'http.request.method': operation.method, 'http.route': operation.template };
      await withSpan(`${operation.method} ${operation.template}`, { kind: SpanKind.SERVER, parent: context.parent, attributes }, async (span) => {
        await endpoint.serve(context, operation, match.placeholders).catch((error: unknown) => writeFailure(context, error, logger));
        span.setAttribute('http.response.status_code', context.response.statusCode);
      });
    } catch (error) {
      writeFailure(context, error, logger);
    }
  }

  return (request: IncomingMessage, response: ServerResponse): void => {
    const started = performance.now();
    const context = contextOf(request, response);
    response.once('close', () => {
      const status = response.headersSent ? response.statusCode : 0;
      metrics.observe(context.operation, methodLabel(request.method), status, (performance.now() - started) / 1000);
      logger.debug({ operation: context.operation, status, correlation_id: context.correlationId }, 'request finished');
    });
    const match = routes.match(context.path);
    if (!match) return outside(context);
    if (request.method === 'OPTIONS') {
      const headers = crossOrigin.preflight(context.origin, request.headers['access-control-request-method'], methodsOf(match));
      if (headers) return writeAnswer(context, { status: 204, headers });
    }
    void serve(context, match);
  };
}

const METHODS = new Set(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']);
// Anybody can invent methods; a label must not grow with them.
const methodLabel = (method: string | undefined): string => (method !== undefined && METHODS.has(method) ? method : 'other');
