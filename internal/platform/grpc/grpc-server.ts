import { createServer } from 'nice-grpc';
import { errorDetailsServerMiddleware } from 'nice-grpc-error-details';
import { HealthDefinition } from 'nice-grpc-server-health';
import { ServerReflection, ServerReflectionService } from 'nice-grpc-server-reflection';
import type { IdGenerator } from '#internal/kernel';
import { AdmissionControl, type Authenticator, type Health, type OpenStreams, type RateLimiter } from '#internal/platform/http';
import type { Logger, Registry } from '#pkg/observability';
import { callAdmission } from './call-admission.ts';
import { callFrame } from './call-frame.ts';
import { grpcMetrics } from './grpc-metrics.ts';
import type { GrpcService } from './grpc-service.ts';
import { healthService } from './health-service.ts';
import { DESCRIPTORS } from './proto/descriptors.gen.ts';

/** What the server takes before it refuses. Sizes are bytes, times milliseconds. */
export interface GrpcLimits {
  readonly receiveBytes: number;
  readonly sendBytes: number;
  /** Calls in progress, streams not counted. */
  readonly concurrency: number;
  readonly callsPerConnection: number;
  /** A silent connection is asked whether it lives, and given up when it does not answer. */
  readonly keepAliveMs: number;
  readonly keepAliveTimeoutMs: number;
  /** From stopping until what is still in progress is cut off. */
  readonly graceMs: number;
}

export const DEFAULT_GRPC_LIMITS: GrpcLimits = {
  receiveBytes: 4 * 1024 * 1024,
  sendBytes: 16 * 1024 * 1024,
  concurrency: 512,
  callsPerConnection: 256,
  keepAliveMs: 30_000,
  keepAliveTimeoutMs: 10_000,
  graceMs: 25_000,
};

export interface GrpcServerOptions {
  /** Port 0 takes a free one. */
  readonly listen: { readonly port: number; readonly host: string };
  readonly services: readonly GrpcService[];
  readonly authenticate: Authenticator;
  readonly rateLimiter: RateLimiter;
  readonly streams: OpenStreams;
  readonly health: Health;
  readonly logger: Logger;
  readonly registry: Registry;
  readonly ids: IdGenerator;
  readonly limits?: Partial<GrpcLimits>;
}

export interface GrpcServer {
  /** Listens; answers where, as `host:port`. */
  start(): Promise<{ readonly address: string }>;
  /** Ends streams, finishes calls in progress, and stops. */
  stop(): Promise<void>;
}

interface Described {
  readonly fullName: string;
  readonly methods: Readonly<Record<string, { readonly name: string }>>;
}

function pathsOf({ definition, permissions }: GrpcService): ReadonlyMap<string, string> {
  const { fullName, methods } = definition as unknown as Described;
  return new Map(Object.entries(methods).flatMap(([key, { name }]) => (permissions[key] === undefined ? [] : [[`/${fullName}/${name}`, permissions[key]]])));
}

/** The driving gRPC adapter: serves the contexts' services, health (`grpc.health.v1`) and reflection (`grpc.reflection.v1`). Transport security is a proxy's business, as for HTTP. */
export function grpcServer(options: GrpcServerOptions): GrpcServer {
  const { services, authenticate, rateLimiter, streams, health, logger, registry, ids } = options;
  const limits: GrpcLimits = { ...DEFAULT_GRPC_LIMITS, ...options.limits };
  const stopping = new AbortController();

  const server = createServer({
    'grpc.max_receive_message_length': limits.receiveBytes,
    'grpc.max_send_message_length': limits.sendBytes,
    'grpc.max_concurrent_streams': limits.callsPerConnection,
    'grpc.keepalive_time_ms': limits.keepAliveMs,
    'grpc.keepalive_timeout_ms': limits.keepAliveTimeoutMs,
  })
    .use(errorDetailsServerMiddleware)
    .use(callFrame({ ids, logger, metrics: grpcMetrics(registry), stopping: stopping.signal }));
  const admission = new AdmissionControl(limits.concurrency);
  for (const service of services) {
    server.with(callAdmission({ authenticate, rateLimiter, admission, streams }, pathsOf(service))).add(service.definition, service.implementation);
  }
  const names = services.map(({ definition }) => (definition as unknown as Described).fullName);
  server.add(HealthDefinition, healthService(health, names));
  server.add(ServerReflectionService, ServerReflection(Buffer.from(DESCRIPTORS, 'base64'), names));

  return {
    async start() {
      const host = options.listen.host.includes(':') ? `[${options.listen.host}]` : options.listen.host;
      return { address: `${host}:${await server.listen(`${host}:${options.listen.port}`)}` };
    },
    async stop() {
      stopping.abort();
      const overdue = setTimeout(() => server.forceShutdown(), limits.graceMs);
      await server.shutdown();
      clearTimeout(overdue);
    },
  };
}
