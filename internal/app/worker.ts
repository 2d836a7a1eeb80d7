import { hashChainedAuditWriter } from '#internal/audit';
import { Health, monitoringServer } from '#internal/platform/http';
import { createDirectorySync } from '../auth/module.ts';
import type { WorkerConfig } from './config.ts';
import { createContexts } from './contexts.ts';
import { countedEvents } from './counted-events.ts';
import { workerHealthChecks } from './health-checks.ts';
import { startPeriodicJobs } from './periodic-jobs.ts';
import { openPlatform } from './platform.ts';
import { startRelay } from './relay.ts';
import type { RunningProcess } from './run-process.ts';
import { subscriptions } from './subscriptions.ts';
import { runTemporalWorker } from './temporal-worker.ts';

export interface RunningWorker extends RunningProcess {
  /** Port of `/metrics` and `/health`. */
  readonly monitoringPort: number;
}

/** Starts the worker: outbox relay, Temporal worker, metrics. Temporal may be down at first; the relay works all the same. */
export async function startWorker(config: WorkerConfig): Promise<RunningWorker> {
  const platform = openPlatform(config, { service: 'orchestrix-worker', auditWriter: hashChainedAuditWriter, acquireTimeoutMs: 10_000 });
  const contexts = createContexts(platform, config);
  const { issuer, reachableAt, adminClientId, adminClientSecret } = config.identity;
  const directory = createDirectorySync({ ...platform, admin: { issuer, ...(reachableAt !== undefined && { reachableAt }), clientId: adminClientId, clientSecret: adminClientSecret } });

  const monitoring = monitoringServer({ listen: { port: config.metricsPort, host: config.metricsHost }, health: new Health(workerHealthChecks(platform, contexts)), registry: platform.registry });
  const { port } = await monitoring.start();
  const relay = await startRelay(platform, { url: config.databaseRelayUrl, subscriptions: subscriptions({ ...contexts.reactions, directory, metrics: countedEvents(platform.registry) }) });
  const temporal = runTemporalWorker(platform, config, { activities: contexts.activities, dataConverter: contexts.payloads.dataConverter });
  const jobs = startPeriodicJobs(contexts.jobs, platform.logger);
  platform.logger.info({ monitoring_port: port }, 'the worker runs');

  return {
    monitoringPort: port,
    async stop() {
      await Promise.all([temporal.stop(), relay.stop(), jobs.stop()]);
      await contexts.stop();
      await monitoring.stop();
      await platform.stop();
    },
  };
}
