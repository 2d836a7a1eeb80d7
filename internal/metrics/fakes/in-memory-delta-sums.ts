import type { Actor } from '#internal/kernel';
import type { DeltaSum, DeltaSums, KnownSums } from '../ports/delta-sums.ts';

/** Sums by tenant and series. */
export class InMemoryDeltaSums implements DeltaSums {
  private readonly tenants = new Map<string, Map<string, DeltaSum>>();

  async change({ tenantId }: Actor, { series, maxSeries }: { readonly series: readonly string[]; readonly maxSeries: number }, change: (known: KnownSums) => Iterable<readonly [series: string, sum: DeltaSum]>): Promise<void> {
    const own = this.tenants.get(tenantId) ?? new Map<string, DeltaSum>();
    this.tenants.set(tenantId, own);
    const sums = new Map([...own].filter(([key]) => series.includes(key)));
    for (const [key, sum] of [...change({ sums, room: Math.max(0, maxSeries - own.size) })]) own.set(key, sum);
  }
}
