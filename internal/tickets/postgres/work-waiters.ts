import type { TenantId } from '#internal/kernel';
import type { WorkWaiter } from '../ports/work-signal.ts';

/** Who waits in this process. A signal that comes while a waiter is busy is kept for when it waits again. */
export class WorkWaiters {
  readonly #byTenant = new Map<TenantId, Set<Bell>>();

  waiterOf(tenantId: TenantId): WorkWaiter {
    const bells = this.#byTenant.get(tenantId) ?? new Set<Bell>();
    this.#byTenant.set(tenantId, bells);
    const bell = new Bell();
    bells.add(bell);
    return {
      next: (ms, signal) => bell.next(ms, signal),
      close: () => {
        bells.delete(bell);
        if (bells.size === 0 && this.#byTenant.get(tenantId) === bells) this.#byTenant.delete(tenantId);
      },
    };
  }

  wake(tenantId: TenantId): void {
    for (const bell of this.#byTenant.get(tenantId) ?? []) bell.ring();
  }

  wakeAll(): void {
    for (const tenantId of this.#byTenant.keys()) this.wake(tenantId);
  }
}

class Bell {
  #rung = false;
  #wake: (() => void) | undefined;

  ring(): void {
    this.#rung = true;
    this.#wake?.();
  }

  async next(ms: number, signal: AbortSignal): Promise<void> {
    if (!this.#rung && !signal.aborted) {
      await new Promise<void>((resolve) => {
        const done = () => {
          clearTimeout(timer);
          signal.removeEventListener('abort', done);
          resolve();
        };
        const timer = setTimeout(done, ms);
        this.#wake = done;
        signal.addEventListener('abort', done, { once: true });
      });
    }
    this.#rung = false;
    this.#wake = undefined;
  }
}
