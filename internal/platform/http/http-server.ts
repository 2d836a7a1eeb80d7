import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import type { AddressInfo, Socket } from 'node:net';
import { setTimeout as pause } from 'node:timers/promises';
import type { Router } from 'express';
import type { Clock, IdGenerator } from '#internal/kernel';
import type { Transactions } from '#internal/platform/transactions';
import type { Logger, Registry } from '#pkg/observability';
import { AdmissionControl } from './admission-control.ts';
import type { Authenticator } from './authenticator.ts';
import { BodyRoom } from './body-room.ts';
import { clientAddress } from './client-address.ts';
import { answerConnectionErrors } from './connection-errors.ts';
import { compileContract, type OpenApiDocument } from './contract.ts';
import { CrossOrigin } from './cross-origin.ts';
import { type Health, type HealthOperationId, healthOperations } from './health.ts';
import { DEFAULT_LIMITS, type HttpLimits } from './http-limits.ts';
import { httpMetrics } from './http-metrics.ts';
import { type AnyHandler, OperationEndpoint } from './operation-endpoint.ts';
import { OpenStreams } from './open-streams.ts';
import type { Operations } from './operations.ts';
import { outsideContract } from './outside-contract.ts';
import { RateLimiter } from './rate-limiter.ts';
import { requestContexts } from './request-context.ts';
import { requestDispatcher } from './request-dispatcher.ts';

export interface HttpServerOptions {
  /** Port 0 takes a free one. */
  readonly listen: { readonly port: number; readonly host?: string };
  readonly document: OpenApiDocument;
  /** Handlers of all operations, except those of health. */
  readonly operations: Omit<Operations, HealthOperationId>;
  readonly authenticate: Authenticator;
  /** Keeps answers under their `Idempotency-Key`. */
  readonly transactions: Pick<Transactions, 'runOnce'>;
  readonly health: Health;
  readonly logger: Logger;
  readonly registry: Registry;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly limits?: Partial<HttpLimits>;
  /** The quota of tenants, where another transport shares it; else one of its own after `limits.rate`. */
  readonly rateLimiter?: RateLimiter;
  /** Event streams of tenants, where another transport shares the count. */
  readonly streams?: OpenStreams;
  /** Proxies whose `X-Forwarded-For` counts. */
  readonly trustedProxies?: readonly string[];
  /** Origins whose pages may read answers. */
  readonly corsOrigins?: readonly string[];
  /** Routes outside of the contract, such as the browser's sign-in; they see no parsed body. */
  readonly mounts?: readonly { readonly path: string; readonly router: Router }[];
  /** Checks every answer against the contract and turns a breach into a 500 that says so: for tests. */
  readonly checkAnswers?: boolean;
}

export interface HttpServer {
  /** Listens; answers where. */
  start(): Promise<{ readonly url: string; readonly port: number }>;
  /** Finishes what is in progress and stops; nothing is cut off within the grace period. */
  stop(): Promise<void>;
}

function listening(server: Server, { port, host = '127.0.0.1' }: HttpServerOptions['listen']): Promise<AddressInfo> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen({ port, host }, () => {
      server.off('error', reject);
      resolve(server.address() as AddressInfo); // a TCP server has no other kind of address
    });
  });
}

/** The driving HTTP adapter: serves the contract, its documentation, health, metrics and the mounted routes. */
export async function httpServer(options: HttpServerOptions): Promise<HttpServer> {
  const { clock, ids, logger, health } = options;
  const limits: HttpLimits = { ...DEFAULT_LIMITS, ...options.limits };
  const contract = await compileContract(options.document);
  // The contract's types are proved by the compiler where handlers are written; from here on they are all alike.
  const handlers = new Map(Object.entries({ ...options.operations, ...healthOperations(health) } as unknown as Record<string, AnyHandler>));
  const unhandled = contract.operations.filter(({ id }) => !handlers.get(id)).map(({ id }) => id);
  if (unhandled.length > 0) throw new Error(`operations without a handler: ${unhandled.join(', ')}`);

  const stopping = new AbortController();
  const crossOrigin = new CrossOrigin(options.corsOrigins ?? []);
  const endpoint = new OperationEndpoint({
    handlers,
    authenticate: options.authenticate,
    transactions: options.transactions,
    rateLimiter: options.rateLimiter ?? new RateLimiter('tenant', limits.rate, clock),
    admission: new AdmissionControl(limits.concurrency),
    streams: options.streams ?? new OpenStreams(limits.streamsPerTenant),
    stopping: stopping.signal,
    bodyRoom: new BodyRoom(limits.bodyBytesInProgress),
    bodyLimit: limits.bodyBytes,
    checkAnswers: options.checkAnswers ?? false,
  });
  const dispatch = requestDispatcher({
    routes: contract.routes,
    endpoint,
    crossOrigin,
    contextOf: requestContexts({ ids, clientAddress: clientAddress(options.trustedProxies ?? []), crossOrigin }),
    metrics: httpMetrics(options.registry),
    outside: outsideContract({ document: options.document, registry: options.registry, mounts: options.mounts ?? [], logger }),
    logger,
  });

  const busy = new Set<ServerResponse>();
  const bySocket = new WeakMap<Socket, ServerResponse>();
  let draining = false;
  const onRequest = (request: IncomingMessage, response: ServerResponse): void => {
    busy.add(response);
    bySocket.set(request.socket, response);
    response.once('close', () => busy.delete(response));
    if (draining) response.setHeader('Connection', 'close');
    dispatch(request, response);
  };

  const server = createServer({ headersTimeout: limits.headersMs, requestTimeout: limits.requestMs, connectionsCheckingInterval: limits.checkMs, keepAliveTimeout: limits.keepAliveMs }, onRequest);
  server.maxConnections = limits.connections;
  server.timeout = limits.idleMs;
  answerConnectionErrors(server, ids, (socket) => bySocket.get(socket));

  return {
    async start() {
      const { port, family, address } = await listening(server, options.listen);
      return { port, url: `http://${family === 'IPv6' ? `[${address}]` : address}:${port}` };
    },
    async stop() {
      // Not ready first, so that balancers send no more; meanwhile every answer asks its connection to close.
      health.drain();
      draining = true;
      stopping.abort();
      for (const response of busy) if (!response.headersSent) response.setHeader('Connection', 'close');
      await pause(limits.drainMs);
      const closed = new Promise<void>((resolve) => server.close(() => resolve()));
      const overdue = setTimeout(() => server.closeAllConnections(), limits.graceMs);
      await closed;
      clearTimeout(overdue);
    },
  };
}
