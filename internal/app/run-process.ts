import { AppError } from '#pkg/apperror';

/** A process that is up and can be asked to stop; `stop` finishes what is in flight. */
export interface RunningProcess {
  stop(): Promise<void>;
}

/** How long an orderly stop may take before the process ends anyway. */
const STOP_LIMIT_MS = 30_000;

/**
 * Runs one of our processes until SIGTERM, SIGINT or, when it was forked, until its parent is gone.
 * A start that fails says why in one sentence and exits with 1; a stop that hangs exits with 1 after 30 seconds.
 */
export async function runProcess(start: () => Promise<RunningProcess>): Promise<void> {
  let running: RunningProcess | undefined;
  let stopping = false;

  const stop = (): void => {
    if (stopping) return;
    stopping = true;
    setTimeout(() => process.exit(1), STOP_LIMIT_MS).unref();
    Promise.resolve(running?.stop()).then(
      () => process.exit(0),
      (error: unknown) => die('could not stop cleanly', error),
    );
  };
  process.once('SIGTERM', stop);
  process.once('SIGINT', stop);
  if (process.send) process.once('disconnect', stop);

  try {
    running = await start();
    process.send?.('ready');
  } catch (error) {
    die('could not start', error);
  }
}

function die(what: string, error: unknown): never {
  const reason = error instanceof AppError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error);
  process.stderr.write(`${what}: ${reason}\n`);
  process.exit(1);
}
