import type { TenantId } from '#internal/kernel';

interface Waiter {
  readonly mostOfTenant: number;
  readonly start: () => void;
}

/** Lets a bounded number of queries run at once. Tenants that wait get their turns one after the other, however many queries one of them has. */
export class QueryTurns {
  private readonly running = new Map<TenantId, number>();
  /** The tenant that had its last turn longest ago comes first. */
  private readonly waiting = new Map<TenantId, Waiter[]>();
  private total = 0;

  constructor(private readonly most: number) {}

  /** Resolves with what ends the turn; to be called once. Rejects with the signal's reason when it fires before the turn comes. */
  async take(tenantId: TenantId, mostOfTenant: number, signal: AbortSignal): Promise<() => void> {
    signal.throwIfAborted();
    if (!this.waiting.has(tenantId) && this.hasRoom(tenantId, mostOfTenant)) this.begin(tenantId);
    else await this.wait(tenantId, mostOfTenant, signal);
    let isOver = false;
    return () => {
      if (isOver) return;
      isOver = true;
      this.end(tenantId);
    };
  }

  private wait(tenantId: TenantId, mostOfTenant: number, signal: AbortSignal): Promise<void> {
    return new Promise((resolve, reject) => {
      const leave = (): void => {
        this.remove(tenantId, waiter);
        reject(signal.reason as Error);
      };
      const waiter: Waiter = {
        mostOfTenant,
        start: () => {
          signal.removeEventListener('abort', leave);
          this.begin(tenantId);
          resolve();
        },
      };
      this.waiting.set(tenantId, [...(this.waiting.get(tenantId) ?? []), waiter]);
      signal.addEventListener('abort', leave, { once: true });
    });
  }

  private hasRoom(tenantId: TenantId, mostOfTenant: number): boolean {
    return this.total < this.most && (this.running.get(tenantId) ?? 0) < mostOfTenant;
  }

  private begin(tenantId: TenantId): void {
    this.total += 1;
    this.running.set(tenantId, (this.running.get(tenantId) ?? 0) + 1);
  }

  private end(tenantId: TenantId): void {
    this.total -= 1;
    const left = (this.running.get(tenantId) ?? 1) - 1;
    if (left > 0) this.running.set(tenantId, left);
    else this.running.delete(tenantId);
    this.startNext();
  }

  private startNext(): void {
    for (const [tenantId, waiters] of [...this.waiting]) {
      const [first] = waiters;
      if (!first || !this.hasRoom(tenantId, first.mostOfTenant)) continue;
      this.remove(tenantId, first);
      first.start();
    }
  }

  private remove(tenantId: TenantId, waiter: Waiter): void {
    const others = (this.waiting.get(tenantId) ?? []).filter((other) => other !== waiter);
    // To the end of the order.
    this.waiting.delete(tenantId);
    if (others.length > 0) this.waiting.set(tenantId, others);
  }
}
