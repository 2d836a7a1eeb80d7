import { existsSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import type { Context } from '@temporalio/activity';
import type { DataConverter } from '@temporalio/common';
import { type ActivityInboundCallsInterceptor, DefaultLogger, NativeConnection, Runtime, Worker } from '@temporalio/worker';
import { Histogram, SpanKind, withSpan, type Logger } from '#pkg/observability';
import { registerSearchAttributes } from '#pkg/temporal';
import { SEARCH_ATTRIBUTES } from '#internal/automation';
import type { WorkerConfig } from './config.ts';
import type { Platform } from './platform.ts';

const LONGEST_PAUSE_MS = 5_000;

/** Keeps a Temporal worker polling until it is stopped, through any outage of the server. */
export function runTemporalWorker(platform: Platform, config: WorkerConfig, { activities, dataConverter }: { readonly activities: object; readonly dataConverter: DataConverter }): { stop(): Promise<void> } {
  const stopped = new AbortController();
  logThrough(platform.logger);
  const interceptors = { activity: [measured(platform)] };
  let worker: Worker | undefined;

  const attempt = async (): Promise<void> => {
    const connection = await NativeConnection.connect({ address: config.temporalAddress });
    try {
      await registerSearchAttributes(connection, config.temporalNamespace, SEARCH_ATTRIBUTES).catch((error: unknown) => {
        platform.logger.warn({ err: error }, 'search attributes cannot be registered: executions are found by their ids only');
      });
      worker = await Worker.create({
        connection,
        namespace: config.temporalNamespace,
        taskQueue: config.taskQueue,
        ...workflowCode(),
        activities,
        dataConverter,
        interceptors,
        maxConcurrentActivityTaskExecutions: config.maxConcurrentActivities,
        maxConcurrentWorkflowTaskExecutions: config.maxConcurrentWorkflowTasks,
        // After a kill the server waits this long for the dead worker's cache before it hands the execution to another one.
        stickyQueueScheduleToStartTimeout: '1 second',
        // Heartbeats are held back by the library for most of their timeout otherwise, and one that is a little late is taken for a death.
        maxHeartbeatThrottleInterval: '800 milliseconds',
        shutdownGraceTime: '10 seconds',
      });
      // A worker lets go of its threads at the end of its run only, so it has one even when it is stopped before.
      const run = worker.run();
      if (stopped.signal.aborted) worker.shutdown();
      await run;
    } finally {
      worker = undefined;
      await connection.close();
    }
  };

  const loop = (async () => {
    for (let failures = 0; !stopped.signal.aborted; ) {
      const since = Date.now();
      try {
        await attempt();
      } catch (error) {
        failures = Date.now() - since > 60_000 ? 1 : failures + 1;
        if (stopped.signal.aborted) return;
        platform.logger.warn({ err: error, attempt: failures }, 'Temporal does not answer; trying again');
        await pause(Math.min(LONGEST_PAUSE_MS, 250 * 2 ** failures), undefined, { signal: stopped.signal }).catch(() => undefined);
      }
    }
  })();

  return {
    async stop() {
      stopped.abort();
      if (worker?.getState() === 'RUNNING') worker.shutdown();
      await loop;
    },
  };
}

/** The bundle that the build made, or the sources when there is none (tests). */
function workflowCode(): { workflowBundle: { codePath: string } } | { workflowsPath: string; bundlerOptions: { webpackConfigHook: (config: WebpackConfig) => WebpackConfig } } {
  const built = path.resolve(__dirname, '../../workflow-bundle.js');
  if (existsSync(built)) return { workflowBundle: { codePath: built } };
  return { workflowsPath: path.resolve(__dirname, '../../cmd/worker/workflows.ts'), bundlerOptions: { webpackConfigHook: fromSources } };
}

type WebpackConfig = Parameters<NonNullable<NonNullable<Parameters<typeof Worker.create>[0]['bundlerOptions']>['webpackConfigHook']>>[0];

// `#internal/…` leads to the sources only under this condition; otherwise sources and compiled files would mix.
const fromSources = (config: WebpackConfig): WebpackConfig => ({ ...config, resolve: { ...config.resolve, conditionNames: ['source', 'require', 'node', 'default'] } });

/** A span and a duration per activity; the span continues the trace that the execution was started in. */
function measured({ registry }: Platform): (context: Context) => { inbound: ActivityInboundCallsInterceptor } {
  const duration = new Histogram({
    name: 'orchestrix_automation_activity_duration_seconds',
    help: 'Duration of activities, by type and result',
    labelNames: ['type', 'result'],
    buckets: [0.005, 0.025, 0.1, 0.5, 1, 5, 30, 120],
    registers: [registry],
  });
  return ({ info: { activityType: type } }) => ({
    inbound: {
      async execute(input, next) {
        const [argument] = input.args as readonly ({ readonly execution?: { readonly traceparent?: string } } | undefined)[];
        const done = duration.startTimer();
        try {
          const result: unknown = await withSpan(`activity ${type}`, { kind: SpanKind.CONSUMER, parent: argument?.execution?.traceparent }, () => next(input));
          done({ type, result: 'completed' });
          return result;
        } catch (error) {
          done({ type, result: 'failed' });
          throw error;
        }
      },
    },
  });
}

let installed = false;

/** Temporal's core logs through one logger per process, which has to be set before the first worker. */
function logThrough(logger: Logger): void {
  if (installed) return;
  installed = true;
  Runtime.install({
    logger: new DefaultLogger('WARN', ({ level, message, meta }) => {
      const fields = { ...meta, source: 'temporal' };
      if (level === 'ERROR') logger.error(fields, message);
      else logger.warn(fields, message);
    }),
    shutdownSignals: [],
  });
}
