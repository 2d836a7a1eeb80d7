import { compileRoutingPlan } from '../domain/compile-routing-plan.ts';
import type { CompiledRouting } from '../domain/compiled-routing.ts';
import type { RoutingPlan } from '../domain/routing-plan.ts';
import type { Routing } from './routing.ts';
import type { RoutingCache } from './routing-cache.ts';

/** Plans of what the cache has compiled; each is made once. */
export function cachedRouting(cache: RoutingCache): Routing {
  const plans = new WeakMap<CompiledRouting, RoutingPlan>();
  return {
    async planOf({ tenantId }, scope) {
      const compiled = await cache.current(tenantId, scope);
      if (!compiled) return undefined;
      const plan = plans.get(compiled) ?? compileRoutingPlan(compiled);
      plans.set(compiled, plan);
      return plan;
    },
  };
}
