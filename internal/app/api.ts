import { Health, httpServer, openApiDocument } from '#internal/platform/http';
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
}

/** Starts the API. `checkAnswers` holds every answer against the contract: for tests. */
export async function startApi(config: ApiConfig, { checkAnswers = false }: { readonly checkAnswers?: boolean } = {}): Promise<RunningApi> {
  const platform = openPlatform(config, { service: 'orchestrix-api', auditWriter: hashChainedAuditWriter, acquireTimeoutMs: config.databaseAcquireTimeoutMs });
  const contexts = createContexts(platform, config);
  const auth = createAuth({ ...platform, identity: config.identity, publicUrl: config.publicUrl, sessionSecret: config.sessionSecret, keyEnvironment: config.keyEnvironment });

  const server = await httpServer({
    ...platform,
    listen: { port: config.port, host: config.host },
    document: openApiDocument,
    operations: { ...contexts.operations, ...auth.operations },
    authenticate: auth.authenticator,
    health: new Health(apiHealthChecks(platform, config, contexts)),
    limits: { rate: { perSecond: config.rateLimitPerSecond, burst: 2 * config.rateLimitPerSecond } },
    trustedProxies: config.trustedProxies,
    corsOrigins: config.corsOrigins,
    mounts: [{ path: '/auth', router: auth.router }],
    checkAnswers,
  });

  const stop = async (): Promise<void> => {
    await server.stop();
    await contexts.stop();
    await platform.stop();
  };
  try {
    const { url } = await server.start();
    platform.logger.info({ url }, 'the API listens');
    return { address: url, stop };
  } catch (error) {
    await contexts.stop();
    await platform.stop();
    throw error;
  }
}
