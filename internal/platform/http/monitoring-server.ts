import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { AppError } from '#pkg/apperror';
import type { Registry } from '#pkg/observability';
import { type Health, healthJson } from './health.ts';

export interface MonitoringServerOptions {
  /** Port 0 takes a free one. */
  readonly listen: { readonly port: number; readonly host?: string };
  readonly health: Health;
  readonly registry: Registry;
}

function json(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'Content-Type': 'application/json', 'Cache-Control': 'no-store' }).end(JSON.stringify(body));
}

/**
 * `/metrics` and `/health` on a port of their own: for processes without an API, and so that probes get through when the API's connections are used up.
 */
export function monitoringServer({ listen, health, registry }: MonitoringServerOptions) {
  const routes = new Map<string, (response: ServerResponse) => Promise<void>>([
    ['/metrics', async (response) => void response.writeHead(200, { 'Content-Type': registry.contentType }).end(await registry.metrics())],
    ['/health', async (response) => json(response, 200, healthJson(await health.report()))],
    ['/health/live', (response) => Promise.resolve(json(response, 200, { status: 'alive' }))],
    ['/health/ready', async (response) => health.assertReady().then(() => json(response, 200, { status: 'ready' }))],
  ]);
  const server = createServer({ headersTimeout: 3000, requestTimeout: 5000, connectionsCheckingInterval: 500 }, (request, response) => {
    const route = request.method === 'GET' ? routes.get(request.url ?? '') : undefined;
    if (!route) return json(response, 404, { status: 'not found' });
    route(response).catch((error: unknown) => json(response, error instanceof AppError ? 503 : 500, { status: 'unavailable' }));
  });
  server.maxConnections = 64;
  return {
    /** Listens; answers where. */
    start: (): Promise<{ readonly port: number }> =>
      new Promise((resolve, reject) => {
        server.once('error', reject);
        server.listen({ port: listen.port, host: listen.host ?? '127.0.0.1' }, () => resolve({ port: (server.address() as AddressInfo).port }));
      }),
    stop: (): Promise<void> =>
      new Promise((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
