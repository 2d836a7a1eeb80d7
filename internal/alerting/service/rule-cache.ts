import type { Clock, TenantId } from '#internal/kernel';
import { ruleFinder, type EventRule, type RuleFinder } from '../domain/event-rule.ts';

const MAX_AGE_MS = 1000;
const MAX_TENANTS = 1000;

/** Compiled rules per tenant, at most a second old: reading and compiling them for every signal would cost more than the rest of its way. */
export class RuleCache {
  private readonly entries = new Map<TenantId, { readonly find: RuleFinder; readonly loadedAt: number }>();

  constructor(private readonly clock: Clock) {}

  async finder(tenantId: TenantId, load: () => Promise<readonly EventRule[]>): Promise<RuleFinder> {
    const now = this.clock.now().getTime();
    const known = this.entries.get(tenantId);
    if (known && now - known.loadedAt < MAX_AGE_MS) return known.find;
    const find = ruleFinder(await load());
    if (this.entries.size >= MAX_TENANTS) this.entries.clear();
    this.entries.set(tenantId, { find, loadedAt: now });
    return find;
  }

  /** Makes a change of rules count at once in this process; the others follow within a second. */
  forget(tenantId: TenantId): void {
    this.entries.delete(tenantId);
  }
}
