import { grpcServer } from '#internal/platform/grpc';
import { DEFAULT_LIMITS, Health, httpServer, openApiDocument, OpenStreams, RateLimiter } from '#internal/platform/http';
import { codecRouter } from '#internal/platform/payloads';
import { hashChainedAuditWriter } from '#internal/audit';
import { createAuth } from '../auth/module.ts';
import type { ApiConfig } from './config.ts';
import { createContexts } from './contexts.ts';
import { apiHealthChecks } from './health-checks.ts';
import { openPlatform } from './platform.ts';
import type { RunningProcess } from './run-process.ts';

export interface RunningApi extends RunningProcess {
  /** Where it listens: `http://127.0.0.1:8080`. */
  readonly address: string;
  /** Where gRPC listens: `127.0.0.1:50051`. */
  readonly grpcAddress: string;
  /** Port that mail is taken in at, where that is configured. */
  readonly mailPort?: number;
}

/** Starts the API. `checkAnswers` holds every answer against the contract: for tests. */
export async function startApi(config: ApiConfig, { checkAnswers = false }: { readonly checkAnswers?: boolean } = {}): Promise<RunningApi> {
  const platform = openPlatform(config, { service: 'orchestrix-api', auditWriter: hashChainedAuditWriter, acquireTimeoutMs: config.databaseAcquireTimeoutMs });
  const contexts = createContexts(platform, config);
  const auth = createAuth({ ...platform, identity: config.identity, publicUrl: config.publicUrl, sessionSecret: config.sessionSecret, keyEnvironment: config.keyEnvironment });

  const authenticate = contexts.senderAuthenticator(contexts.ticketTokenAuthenticator(auth.authenticator));

  const health = new Health(apiHealthChecks(platform, config, contexts));
  // One quota and one count of streams per tenant, whatever it speaks.
  const rate = { perSecond: config.rateLimitPerSecond, burst: 2 * config.rateLimitPerSecond };
  const shared = { authenticate, health, rateLimiter: new RateLimiter('tenant', rate, platform.clock), streams: new OpenStreams(DEFAULT_LIMITS.streamsPerTenant) };

  const grpc = grpcServer({ ...platform, ...shared, listen: { port: config.grpcPort, host: config.grpcHost }, services: contexts.grpcServices });
  const server = await httpServer({
    ...platform,
    ...shared,
    listen: { port: config.port, host: config.host },
    document: openApiDocument,
    operations: { ...contexts.operations, ...auth.operations },
    trustedProxies: config.trustedProxies,
    corsOrigins: config.corsOrigins,
    mounts: [
      { path: '/auth', router: auth.router },
      { path: '/codec', router: codecRouter({ codec: contexts.payloads.codec, authenticate: auth.authenticator, origins: webUiOrigins(config.temporalUiUrl) }) },
    ],
    checkAnswers,
  });

  const mail = config.mailIn && contexts.mailListener();

  const stop = async (): Promise<void> => {
    await Promise.all([server.stop(), grpc.stop(), mail?.stop()]);
    await contexts.stop();
    await platform.stop();
  };
  try {
    await contexts.listen();
    const { address: grpcAddress } = await grpc.start();
    const { url } = await server.start();
    const mailPort = config.mailIn && (await mail?.start(config.mailIn.port, config.mailIn.host));
    platform.logger.info({ url, grpc: grpcAddress }, 'the API listens');
    return { address: url, grpcAddress, ...(mailPort !== undefined && { mailPort }), stop };
  } catch (error) {
    await grpc.stop();
    await contexts.stop();
    await platform.stop();
    throw error;
  }
}

/** Origins of Temporal's Web UI. On one's own machine it has two names; only pages of `localhost` count as the same site as the API there. */
function webUiOrigins(uiUrl: string): string[] {
  const { origin, port, protocol, hostname } = new URL(uiUrl);
  return hostname === '127.0.0.1' || hostname === 'localhost' ? ['127.0.0.1', 'localhost'].map((name) => `${protocol}//${name}${port === '' ? '' : `:${port}`}`) : [origin];
}
