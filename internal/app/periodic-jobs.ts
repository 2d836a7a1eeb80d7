import type { Logger } from '#pkg/observability';

/** Something to do again and again, in every worker; it has to bear that others do it at the same time. */
export interface PeriodicJob {
  readonly name: string;
  /** Milliseconds from the end of one run to the start of the next. */
  readonly everyMs: number;
  /** Answers how much there was to do; the next run follows at once while that is not nothing. */
  run(): Promise<number>;
}

/** Runs jobs until it is stopped, each by itself and never twice at once. One that fails is logged and tried again. */
export function startPeriodicJobs(jobs: readonly PeriodicJob[], logger: Logger): { stop(): Promise<void> } {
  const stopping = new AbortController();
  const running = jobs.map((job) => repeat(job, logger, stopping.signal));
  return {
    async stop() {
      stopping.abort();
      await Promise.all(running);
    },
  };
}

async function repeat(job: PeriodicJob, logger: Logger, signal: AbortSignal): Promise<void> {
  while (!signal.aborted) {
    const found = await job.run().catch((error: unknown) => {
      logger.warn({ err: error, job: job.name }, 'a periodic job failed and is tried again');
      return 0;
    });
    if (found === 0) await pause(job.everyMs, signal);
  }
}

const pause = (ms: number, signal: AbortSignal): Promise<void> =>
  new Promise((resolve) => {
    const done = () => {
      clearTimeout(timer);
      signal.removeEventListener('abort', done);
      resolve();
    };
    const timer = setTimeout(done, ms);
    signal.addEventListener('abort', done);
    if (signal.aborted) done();
  });
