import { asTenantId } from '#internal/kernel';
import type { StoredResponse, Transactions } from '#internal/platform/transactions';
import { conflict, invalid, unauthenticated } from '#pkg/apperror';
import { createLogger, createRegistry, type Registry } from '#pkg/observability';
import type { Authenticator } from '../authenticator.ts';
import { Health, type HealthCheck } from '../health.ts';
import { type HttpServer, httpServer, type HttpServerOptions } from '../http-server.ts';
import type { AnyHandler } from '../operation-endpoint.ts';
import { specContract } from './spec-contract.ts';

export const TENANT = asTenantId('0192f0c8-0000-7000-8000-00000000000a');
/** Says `Bearer <permissions, separated by commas>`. */
const authenticateByPermissions: Authenticator = ({ authorization }, meta) => {
  const [, list] = /^Bearer (.+)$/.exec(authorization ?? '') ?? [];
  if (list === undefined || list === 'forged') return Promise.reject(unauthenticated());
  const permissions = new Set(list.split(','));
  const actor = { tenantId: TENANT, subject: 'ana', kind: 'user', correlationId: meta.correlationId, ip: meta.ip, via: meta.operation } as const;
  return Promise.resolve({ actor, kind: 'bearer', may: (permission) => permissions.has(permission) });
};

/** Keeps answers in memory, as the promise of `Transactions.runOnce` says. */
export function inMemoryOnce(): Pick<Transactions, 'runOnce'> {
  const kept = new Map<string, { readonly requestHash: string; response?: StoredResponse }>();
  return {
    async runOnce(_actor, { operation, key, requestHash }, handler) {
      const name = `${operation} ${key}`;
      const earlier = kept.get(name);
      if (earlier && earlier.requestHash !== requestHash) throw invalid('Idempotency-Key', 'was used for another request');
      if (earlier && !earlier.response) throw conflict('a request with this key is still running');
      if (earlier?.response) return { response: earlier.response, replayed: true };
      const entry: { readonly requestHash: string; response?: StoredResponse } = { requestHash };
      kept.set(name, entry);
      try {
        entry.response = await handler();
      } catch (error) {
        kept.delete(name);
        throw error;
      }
      return { response: entry.response, replayed: false };
    },
  };
}

const empty = () => Promise.resolve({ status: 200, body: { items: [], next_cursor: null } });
const handlers: Readonly<Record<string, AnyHandler>> = {
  listThings: empty,
  createThing: (input) => Promise.resolve({ status: 201, body: { got: (input as { body: unknown }).body }, etag: 1, location: '/things/1' }),
  exportThings: empty,
  watchThings: empty,
  getThing: (input) => Promise.resolve({ status: 200, body: { id: (input as { path: { thingId: string } }).path.thingId }, etag: 7 }),
  replaceThing: (input) => {
    const { ifMatch, body } = input as { ifMatch: number | undefined; body: unknown };
    return Promise.resolve({ status: 200, body: { if_match: ifMatch ?? null, got: body } });
  },
  deleteThing: () => Promise.resolve({ status: 204 }),
  readSamples: (input) => Promise.resolve({ status: 200, body: (input as { query: object }).query }),
  readSamplesByForm: (input) => Promise.resolve({ status: 200, body: (input as { query: object }).query }),
  acceptBulk: () => Promise.resolve({ status: 202 }),
  acceptBytes: () => Promise.resolve({ status: 204 }),
  acceptSignals: () => Promise.resolve({ status: 200, body: Uint8Array.of(1, 0, 255), mediaType: 'application/x-protobuf' }),
};

export interface SpecServer extends HttpServer {
  readonly url: string;
  readonly port: number;
  readonly registry: Registry;
  /** Lines of the log, parsed. */
  readonly log: readonly Record<string, unknown>[];
  fetch(path: string, init?: RequestInit): Promise<Response>;
}

export interface SpecOptions extends Partial<Omit<HttpServerOptions, 'operations'>> {
  readonly operations?: Readonly<Record<string, AnyHandler>>;
  readonly checks?: readonly HealthCheck[];
}

/** Serves the specimen contract on a free port; callers may do everything unless they say who they are. */
export async function startSpecServer({ operations, checks = [], ...options }: SpecOptions = {}): Promise<SpecServer> {
  const log: Record<string, unknown>[] = [];
  const registry = createRegistry('spec');
  let made = 0;
  const server = await httpServer({
    listen: { port: 0 },
    document: specContract,
    operations: { ...handlers, ...operations } as never,
    authenticate: authenticateByPermissions,
    transactions: inMemoryOnce(),
    health: new Health(checks),
    logger: createLogger({ service: 'spec', level: 'info', destination: { write: (line: string) => void log.push(JSON.parse(line) as Record<string, unknown>) } }),
    registry,
    clock: { now: () => new Date() },
    ids: { next: () => `0192f0c8-0000-7000-8000-${(made += 1).toString(16).padStart(12, '0')}` },
    ...options,
    limits: { drainMs: 10, graceMs: 2000, checkMs: 50, ...options.limits },
  });
  const { url, port } = await server.start();
  const signedIn = { authorization: 'Bearer things:read,things:write,things:admin' };
  return { ...server, url, port, registry, log, fetch: (path, init) => fetch(`${url}${path}`, { ...init, headers: { ...signedIn, ...(init?.headers as Record<string, string> | undefined) } }) };
}
