import type { TenantId } from '#internal/kernel';

/** Somebody of a tenant waiting for work. */
export interface WorkWaiter {
  /** Resolves when work was announced since the waiter was made or last resolved, after `ms`, or when `signal` aborts. */
  next(ms: number, signal: AbortSignal): Promise<void>;
  close(): void;
}

/** Tells those who wait that there may be work. A signal may be lost or come for nothing: whoever waits looks for himself, and sometimes unasked. */
export interface WorkSignal {
  waiterOf(tenantId: TenantId): WorkWaiter;
  /** Wakes the tenant's waiters in every process. */
  announce(tenantId: TenantId): Promise<void>;
}
