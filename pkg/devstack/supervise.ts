import { setTimeout as sleep } from 'node:timers/promises';
import type { ServerProcess } from './launch-server.ts';

/** What happened to a supervised server, in words that follow its name. */
export type SupervisionEvent =
  | { readonly kind: 'started'; readonly pid: number }
  | { readonly kind: 'ended'; readonly how: string }
  | { readonly kind: 'failed'; readonly why: string; readonly retryInMs: number };

export interface Supervision<Server extends ServerProcess> {
  /** Starts the server, each time with the same ports and data. */
  readonly start: () => Promise<Server>;
  readonly onEvent?: (event: SupervisionEvent) => void;
  /** Waits between two attempts: doubled from the first to the last, and back to the first once it has run for `steadyAfterMs`. */
  readonly backoff?: { readonly firstMs: number; readonly lastMs: number; readonly steadyAfterMs: number };
}

export interface Supervised<Server extends ServerProcess> {
  /** The first one; its addresses stay right over restarts, its `pid` does not. */
  readonly first: Server;
  /** Ends it for good. */
  stop(): Promise<void>;
}

const BACKOFF = { firstMs: 200, lastMs: 10_000, steadyAfterMs: 30_000 };

/** Starts a server and starts it again whenever it ends, whoever killed it. Throws what the first start throws; later failures are retried. */
export async function supervise<Server extends ServerProcess>({ start, onEvent = () => undefined, backoff = BACKOFF }: Supervision<Server>): Promise<Supervised<Server>> {
  const first = await start();
  onEvent({ kind: 'started', pid: first.pid });
  const stopping = new AbortController();
  let current: ServerProcess = first;

  const startAgain = async (): Promise<ServerProcess | undefined> => {
    for (let waitMs = backoff.firstMs; !stopping.signal.aborted; waitMs = Math.min(waitMs * 2, backoff.lastMs)) {
      await sleep(waitMs, undefined, { signal: stopping.signal }).catch(() => undefined);
      if (stopping.signal.aborted) return undefined;
      try {
        return await start();
      } catch (error) {
        onEvent({ kind: 'failed', why: error instanceof Error ? error.message : String(error), retryInMs: Math.min(waitMs * 2, backoff.lastMs) });
      }
    }
    return undefined;
  };

  const watch = async (): Promise<void> => {
    let shortLives = 0;
    while (!stopping.signal.aborted) {
      const startedAt = Date.now();
      const how = await current.exited;
      if (stopping.signal.aborted) return;
      onEvent({ kind: 'ended', how });
      // A server that comes up and falls over at once must not be restarted in a tight loop either.
      shortLives = Date.now() - startedAt < backoff.steadyAfterMs ? shortLives + 1 : 0;
      if (shortLives > 1) await sleep(Math.min(backoff.firstMs * 2 ** shortLives, backoff.lastMs), undefined, { signal: stopping.signal }).catch(() => undefined);
      const next = await startAgain();
      if (!next) return;
      current = next;
      onEvent({ kind: 'started', pid: next.pid });
    }
  };
  const watching = watch();

  return {
    first,
    async stop() {
      stopping.abort();
      await current.stop();
      await watching;
      await current.stop(); // One that was being started meanwhile.
    },
  };
}
