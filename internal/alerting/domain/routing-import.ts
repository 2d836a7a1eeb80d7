import type { AlertmanagerConfig, IntegrationConfig, RouteConfig } from '#pkg/alertmanager';
import type { ImportedIntegration, ImportOutcome, ImportRemark } from './imported-integration.ts';
import { MIN_GROUP_INTERVAL_MS, type RoutingSettings } from './routing-settings.ts';

/** One element of a file, and what became of it. */
export interface ImportedElement {
  /** JSON pointer into the file. */
  readonly path: string;
  /** Where it stands, from 1. */
  readonly line: number | null;
  readonly element: 'route' | 'receiver' | 'integration' | 'time_interval' | 'inhibit_rule' | 'global' | 'templates' | 'section';
  /** Name of a receiver, an interval, a rule or a section, kind of an integration; empty for what has none. */
  readonly name: string;
  readonly outcome: ImportOutcome;
  readonly remarks: readonly ImportRemark[];
}

/** The routing of a file in the form of Orchestrix; times that are too short for durable timers are raised. */
export function importedSettings({ resolveTimeoutMs, route, timeIntervals, inhibitRules }: AlertmanagerConfig): RoutingSettings {
  return { resolveTimeoutMs: Math.max(1, resolveTimeoutMs), route: raised(route), timeIntervals, inhibitRules };
}

const raised = (route: RouteConfig): RouteConfig => ({
  ...route,
  ...(isTooShort(route) && { groupIntervalMs: MIN_GROUP_INTERVAL_MS }),
  ...(route.routes && { routes: route.routes.map(raised) }),
});

const isTooShort = ({ groupIntervalMs }: RouteConfig): boolean => groupIntervalMs !== undefined && groupIntervalMs < MIN_GROUP_INTERVAL_MS;

/** What becomes of each element, in the order of a file; `made` are the integrations by path, with what is said of them. */
export function importReport(config: AlertmanagerConfig, lineOf: (path: string) => number | null, made: ReadonlyMap<string, ImportedIntegration>): ImportedElement[] {
  const element = (kind: ImportedElement['element'], path: string, name: string, remarks: readonly ImportRemark[] = [], isNothing = false): ImportedElement =>
    ({ path, line: lineOf(path), element: kind, name, outcome: isNothing ? 'none' : remarks.length > 0 ? 'partial' : 'full', remarks });
  const integrations = (receiver: AlertmanagerConfig['receivers'][number]): ImportedElement[] =>
    receiver.integrations.map((each: IntegrationConfig) => {
      const { integration, remarks } = made.get(each.path) ?? { integration: undefined, remarks: [] };
      return element('integration', each.path, each.kind, remarks, integration === undefined);
    });
  return [
    ...(Object.keys(config.global).length > 0 ? [element('global', '/global', 'global', globalRemarks(config))] : []),
    ...routeElements(config.route, '/route').map(({ path, route }) => element('route', path, route.receiver ?? '', routeRemarks(route))),
    ...config.receivers.flatMap((receiver, index) => {
      const below = integrations(receiver);
      const lost = below.filter(({ outcome }) => outcome === 'none').length;
      const labels = Object.keys(receiver.labels).filter((name) => name !== 'name');
      const remarks = [
        ...(lost > 0 ? [{ field: '', reason: `${lost} of its ${below.length} integrations were not taken` }] : []),
        ...(labels.length > 0 ? [{ field: 'labels', reason: 'receivers have no labels' }] : []),
      ];
      return [element('receiver', `/receivers/${index}`, receiver.name, remarks), ...below];
    }),
    ...config.timeIntervals.map(({ name, intervals }) => {
      const path = pathOfInterval(config, name);
      return element('time_interval', path, name, intervals.some(({ location }) => location === 'Local') ? [{ field: 'location', reason: '`Local` is UTC here' }] : []);
    }),
    ...config.inhibitRules.map(({ name = '' }, index) => element('inhibit_rule', `/inhibit_rules/${index}`, name)),
    ...(config.templates.length > 0 ? [element('templates', '/templates', config.templates.join(', '), [{ field: '', reason: 'files of the machine where Alertmanager runs cannot be read from here' }], true)] : []),
    ...config.processSections.map((section) => element('section', `/${section}`, section, [{ field: '', reason: 'is about the process of Alertmanager itself' }], true)),
  ];
}

/** Intervals of the older name stand in a list of their own, before the others. */
function pathOfInterval({ timeIntervals, muteTimeIntervals }: AlertmanagerConfig, name: string): string {
  const index = timeIntervals.findIndex((interval) => interval.name === name);
  return index < muteTimeIntervals ? `/mute_time_intervals/${index}` : `/time_intervals/${index - muteTimeIntervals}`;
}

function routeElements(route: RouteConfig, path: string): { readonly path: string; readonly route: RouteConfig }[] {
  return [{ path, route }, ...(route.routes ?? []).flatMap((child, index) => routeElements(child, `${path}/routes/${index}`))];
}

const routeRemarks = (route: RouteConfig): ImportRemark[] => [
  ...(isTooShort(route) ? [{ field: 'group_interval', reason: `groups are looked at every ${MIN_GROUP_INTERVAL_MS / 1000} s at most` }] : []),
];

/** Settings of `global` that integrations take are said there; here is what none of them asked for. */
function globalRemarks({ global }: AlertmanagerConfig): ImportRemark[] {
  return Object.keys(global).filter((field) => field.endsWith('_file')).map((field) => ({ field, reason: 'files of the machine where Alertmanager runs cannot be read from here' }));
}
