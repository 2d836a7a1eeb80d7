import type { TenantId } from '#internal/kernel';

/** Tells every API process, after the commit, that agents of a tenant have changed. */
export interface ChangeSignal {
  send(tenantId: TenantId): Promise<void>;
}

/** The other end: lets those who watch wait without asking again and again. */
export interface ChangeWaiter {
  /** A bell for one watcher. It keeps a ring that comes while nobody waits, so that a change between a look and the wait is not missed. */
  subscribe(tenantId: TenantId): ChangeBell;
}

export interface ChangeBell {
  /** `rung`: there may be changes; `late`: nobody rang for `ms`; `ended`: `signal` aborted. Never throws. */
  wait(ms: number, signal: AbortSignal): Promise<'rung' | 'late' | 'ended'>;
  close(): void;
}
