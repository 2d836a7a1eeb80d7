import type { Actor } from '#internal/kernel';
import type { RoutingPlan } from '../domain/routing-plan.ts';
import type { AlertingRepositories } from '../ports/alerting-unit-of-work.ts';

/** Where the routing of a tenant comes from; compiled plans are remembered, which version counts is read in the transaction of `scope`. */
export interface Routing {
  /** `undefined` for a tenant without a routing configuration: its alerts are in no groups, and nothing is notified. */
  planOf(actor: Actor, scope: AlertingRepositories): Promise<RoutingPlan | undefined>;
}
