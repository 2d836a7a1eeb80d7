import { compileInhibitRule, compileRoute, type InhibitRule, type NamedTimeIntervals, parseTimeInterval, type Route } from '#pkg/alertmanager';
import type { RoutingConfig } from './routing-config.ts';

/** A version of the routing configuration that decides. */
export interface CompiledRouting {
  readonly version: number;
  readonly resolveTimeoutMs: number;
  readonly root: Route;
  readonly timeIntervals: ReadonlyMap<string, NamedTimeIntervals>;
  readonly inhibitRules: readonly InhibitRule[];
}

/** Of settings that were checked before. */
export function compileRouting({ version, settings }: Pick<RoutingConfig, 'version' | 'settings'>): CompiledRouting {
  return {
    version,
    resolveTimeoutMs: settings.resolveTimeoutMs,
    root: compileRoute(settings.route),
    timeIntervals: new Map(settings.timeIntervals.map(({ name, intervals }) => [name, { name, intervals: intervals.map(parseTimeInterval) }])),
    inhibitRules: settings.inhibitRules.map(compileInhibitRule),
  };
}
