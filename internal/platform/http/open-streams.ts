import type { TenantId } from '#internal/kernel';
import { limit } from '#pkg/apperror';

/** Counts the streams that each tenant keeps open (server-sent events, gRPC), so that one tenant cannot take all connections. */
export class OpenStreams {
  private readonly counts = new Map<TenantId, number>();

  constructor(private readonly mostPerTenant: number) {}

  /** Throws `limit` when the tenant has too many; otherwise call the answer once when the stream ends. */
  open(tenantId: TenantId): () => void {
    const open = this.counts.get(tenantId) ?? 0;
    if (open >= this.mostPerTenant) throw limit(`the tenant has ${open} streams open, and not more are allowed`, 30);
    this.counts.set(tenantId, open + 1);
    return () => {
      const left = (this.counts.get(tenantId) ?? 1) - 1;
      if (left > 0) this.counts.set(tenantId, left);
      else this.counts.delete(tenantId);
    };
  }
}
