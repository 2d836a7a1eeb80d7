import type { InhibitRuleConfig, NamedTimeIntervals, RouteConfig, TimeIntervalConfig } from '#pkg/alertmanager';

/** Who is told of which alerts, and when not, as Alertmanager's configuration says it. */
export interface RoutingSettings {
  /** How long an alert without an end lasts that nobody repeats. */
  readonly resolveTimeoutMs: number;
  readonly route: RouteConfig;
  readonly timeIntervals: readonly NamedTimeIntervals<TimeIntervalConfig>[];
  readonly inhibitRules: readonly InhibitRuleConfig[];
}

export const MAX_ROUTES = 2_000;
export const MAX_ROUTE_DEPTH = 30;
export const MAX_MATCHERS = 64;
export const MAX_TIME_INTERVALS = 500;
export const MAX_INHIBIT_RULES = 1_000;
/** Timers are durable, which costs more than one in memory: groups are looked at once a second at most. */
export const MIN_GROUP_INTERVAL_MS = 1_000;
export const MAX_ROUTE_TIME_MS = 366 * 86_400_000;
