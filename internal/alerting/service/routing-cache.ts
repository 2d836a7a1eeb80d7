import type { TenantId } from '#internal/kernel';
import { type CompiledRouting, compileRouting } from '../domain/compiled-routing.ts';
import type { RoutingConfigRepository } from '../ports/routing-config-repository.ts';

const MAX_TENANTS = 1000;

/** Compiled routing per tenant and version: the version is read in the transaction that asks, so what it decides with is what holds. */
export class RoutingCache {
  private readonly entries = new Map<TenantId, CompiledRouting>();

  /** The routing that holds; undefined for a tenant without a routing configuration. */
  async current(tenantId: TenantId, { routing }: { readonly routing: RoutingConfigRepository }): Promise<CompiledRouting | undefined> {
    const version = await routing.currentVersion();
    if (version === undefined) return undefined;
    const known = this.entries.get(tenantId);
    if (known?.version === version) return known;
    const compiled = compileRouting(await routing.get(version));
    if (this.entries.size >= MAX_TENANTS) this.entries.clear();
    // Of two transactions the one that began first may come last.
    if (known === undefined || known.version < version) this.entries.set(tenantId, compiled);
    return compiled;
  }
}
