import type { Actor, AuditEntry, JsonObject, NewEvent } from '#internal/kernel';
import type { RoutingSettings } from './routing-settings.ts';

/** What is known of a version without its settings. */
export interface RoutingVersion {
  /** Counted from 1 within the tenant; the latest one holds. */
  readonly version: number;
  /** Why, in the words of who changed it. */
  readonly note: string | null;
  /** The earlier version that was brought back by this one. */
  readonly restoredFrom: number | null;
  readonly createdAt: Date;
  /** Subject of who made it. */
  readonly createdBy: string;
}

/** A version of the routing configuration of a tenant. It never changes; who changes the routing makes another one. */
export interface RoutingConfig extends RoutingVersion {
  readonly settings: RoutingSettings;
}

/** Told when another version holds. */
export const ROUTING_CHANGED = 'alerting.routing.changed';

/** The version after `before`. */
export function nextRouting(before: RoutingVersion | undefined, settings: RoutingSettings, by: { readonly actor: Actor; readonly now: Date; readonly note: string | null; readonly restoredFrom?: number }): RoutingConfig {
  return { version: (before?.version ?? 0) + 1, settings, note: by.note, restoredFrom: by.restoredFrom ?? null, createdAt: by.now, createdBy: by.actor.subject };
}

/** Whether both say the same. */
export const isSameRouting = (one: RoutingSettings, other: RoutingSettings): boolean => canonical(one) === canonical(other);

/** JSON with the names of objects in order. */
const canonical = (value: unknown): string =>
  JSON.stringify(value, (_name, part: unknown) =>
    part !== null && typeof part === 'object' && !Array.isArray(part) ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1))) : part,
  );

/** For the audit log: how much there is of what; the settings themselves are kept by version. */
export const routingAudit = (verb: 'changed' | 'restored', before: RoutingConfig | undefined, after: RoutingConfig, { tenantId }: Actor): AuditEntry => ({
  action: `alerting.routing.${verb}`,
  entityType: 'routing',
  entityId: tenantId,
  ...(before && { before: factsOf(before) }),
  after: { ...factsOf(after), note: after.note, restored_from: after.restoredFrom },
});

/** For the other contexts and those who place alerts. */
export const routingChanged = ({ version }: RoutingVersion, { tenantId }: Actor): NewEvent => ({ type: ROUTING_CHANGED, aggregateId: tenantId, data: { version } });

const factsOf = ({ version, settings }: RoutingConfig): JsonObject => ({
  version,
  receivers: receiversOf(settings),
  routes: countRoutes(settings.route),
  time_intervals: settings.timeIntervals.length,
  inhibit_rules: settings.inhibitRules.length,
});

const countRoutes = ({ routes = [] }: RoutingSettings['route']): number => routes.reduce((sum, route) => sum + countRoutes(route), 1);

/** Names of the receivers that the routes name. */
export function receiversOf({ route }: RoutingSettings): string[] {
  const names = (node: RoutingSettings['route']): string[] => [...(node.receiver ? [node.receiver] : []), ...(node.routes ?? []).flatMap(names)];
  return [...new Set(names(route))].sort();
}
