import type { Actor } from '#internal/kernel';
import type { AgentChange } from '../domain/agent-change.ts';
import type { ChangeWaiter } from '../ports/change-signal.ts';
import type { RegistryUnitOfWork } from '../ports/registry-unit-of-work.ts';

/** What a watcher sees, in the order of the revisions. */
export type WatchEvent =
  | { readonly kind: 'change'; readonly change: AgentChange }
  /** Changes after the watcher's revision are not kept any more: list again; the stream goes on after this revision. */
  | { readonly kind: 'relist'; readonly revision: number }
  /** Nothing happened for a while. */
  | { readonly kind: 'alive'; readonly revision: number };

export interface WatchRequest {
  /** The last revision that was seen; absent: only what happens from now on. */
  readonly after?: number;
  /** Ends the stream. */
  readonly signal: AbortSignal;
}

export type WatchAgents = (actor: Actor, request: WatchRequest) => AsyncGenerator<WatchEvent, void, undefined>;

const BATCH = 100;
/** Shorter than what proxies take for a dead connection; also how long a lost ring can delay a change. */
const ALIVE_EVERY_MS = 15_000;

/** Changes of the tenant's agents as they commit. Watchers at the same revision share a read; they are woken by a bell and do not poll. */
export function watchAgents({ work, waiter }: { readonly work: RegistryUnitOfWork; readonly waiter: ChangeWaiter }): WatchAgents {
  const shared = new Map<string, Promise<readonly AgentChange[] | undefined>>();
  const changesAfter = (actor: Actor, revision: number): Promise<readonly AgentChange[] | undefined> => {
    const key = `${actor.tenantId} ${revision}`;
    const running = shared.get(key) ?? work.read(actor, ({ changes }) => changes.after(revision, BATCH)).finally(() => shared.delete(key));
    shared.set(key, running);
    return running;
  };

  return async function* watch(actor, { after, signal }) {
    const bell = waiter.subscribe(actor.tenantId);
    const revisionNow = () => work.read(actor, ({ changes }) => changes.revision());
    try {
      let revision = after ?? (await revisionNow());
      yield { kind: 'alive', revision };
      while (!signal.aborted) {
        const found = await changesAfter(actor, revision);
        if (found === undefined) {
          revision = await revisionNow();
          yield { kind: 'relist', revision };
        }
        for (const change of found ?? []) {
          revision = change.revision;
          yield { kind: 'change', change };
        }
        if (found?.length === BATCH) continue;
        const rung = await bell.wait(ALIVE_EVERY_MS, signal);
        if (rung === 'late') yield { kind: 'alive', revision };
      }
    } finally {
      bell.close();
    }
  };
}
