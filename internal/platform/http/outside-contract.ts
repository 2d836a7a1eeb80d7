import express, { type ErrorRequestHandler, type RequestHandler, type Router } from 'express';
import { notFound } from '#pkg/apperror';
import type { Logger, Registry } from '#pkg/observability';
import { writeFailure } from './answer-writer.ts';
import type { OpenApiDocument } from './contract.ts';
import { documentation } from './documentation.ts';
import { malformed } from './problem.ts';
import { type RequestContext, requestContextOf } from './request-context.ts';
import { API_HEADERS } from './security-headers.ts';

export interface OutsideContractDeps {
  readonly document: OpenApiDocument;
  readonly registry: Registry;
  readonly mounts: readonly { readonly path: string; readonly router: Router }[];
  readonly logger: Logger;
}

// What body parsers and routers throw carries a status; whatever says 4xx is the caller's fault.
const isCallersFault = (error: unknown): error is Error =>
  error instanceof Error && 'status' in error && typeof error.status === 'number' && error.status >= 400 && error.status < 500;

/** Express, for what is not in the contract: documentation, metrics, mounted routers, and 404 for the rest. */
export function outsideContract({ document, registry, mounts, logger }: OutsideContractDeps): (context: RequestContext) => void {
  const app = express();
  app.disable('x-powered-by').disable('etag').set('query parser', 'simple');
  app.use((_request, response, next) => {
    response.set({ ...API_HEADERS, ...requestContextOf(response).headers });
    next();
  });
  const called = (operation: string): RequestHandler => (_request, response, next) => {
    requestContextOf(response).operation = operation;
    next();
  };
  app.use(['/openapi.json', '/docs', '/redoc'], called('documentation'));
  app.use(documentation(document));
  app.get('/metrics', called('metrics'), async (_request, response) => {
    response.set('Content-Type', registry.contentType).end(await registry.metrics());
  });
  for (const { path, router } of mounts) app.use(path, called(path), router);
  app.use((_request, _response, next) => next(notFound('resource')));
  const onError: ErrorRequestHandler = (error, _request, response, _next) => {
    writeFailure(requestContextOf(response), isCallersFault(error) ? malformed('', 'the request is malformed') : error, logger);
  };
  app.use(onError);
  return ({ request, response }) => void app(request as express.Request, response as express.Response);
}
