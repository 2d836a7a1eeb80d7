import { compileMatchers, type InhibitRuleConfig, type Matcher, MatcherSyntaxError, parseTimeInterval, type RouteConfig, TimeIntervalError } from '#pkg/alertmanager';
import { invalid, limit } from '#pkg/apperror';
import { checkText, MAX_LABELS } from './labels.ts';
import { MAX_INHIBIT_RULES, MAX_MATCHERS, MAX_ROUTE_DEPTH, MAX_ROUTE_TIME_MS, MAX_ROUTES, MAX_TIME_INTERVALS, MIN_GROUP_INTERVAL_MS, type RoutingSettings } from './routing-settings.ts';

const MAX_NAME = 200;
const MAX_VALUE = 10_000;

/**
 * Throws `invalid` with the field, a JSON pointer in the words of the API, for everything that Alertmanager refuses (config.go of 0.34), and for what would
 * cost a server for many too much; `limit` for a configuration that is too large as a whole.
 */
export function checkRouting(settings: RoutingSettings, receivers: ReadonlySet<string>): void {
  checkTime(settings.resolveTimeoutMs, '/resolve_timeout_seconds', 1);
  const intervals = checkTimeIntervals(settings);
  checkRoot(settings.route);
  checkRoutes(settings.route, { receivers, intervals });
  if (settings.inhibitRules.length > MAX_INHIBIT_RULES) throw limit(`a routing configuration has at most ${MAX_INHIBIT_RULES} inhibition rules`);
  settings.inhibitRules.forEach((rule, index) => checkInhibitRule(rule, `/inhibit_rules/${index}`));
}

function checkTimeIntervals({ timeIntervals }: RoutingSettings): Set<string> {
  if (timeIntervals.reduce((sum, { intervals }) => sum + 1 + intervals.length, 0) > MAX_TIME_INTERVALS) throw limit(`a routing configuration has at most ${MAX_TIME_INTERVALS} time intervals`);
  const names = new Set<string>();
  timeIntervals.forEach(({ name, intervals }, index) => {
    const field = `/time_intervals/${index}`;
    checkName(name, `${field}/name`);
    if (names.has(name)) throw invalid(`${field}/name`, `time interval ${JSON.stringify(name)} is not unique`);
    names.add(name);
    intervals.forEach((interval, at) => {
      try {
        parseTimeInterval(interval);
      } catch (error) {
        if (error instanceof TimeIntervalError) throw invalid(`${field}/intervals/${at}${error.field.replace('daysOfMonth', 'days_of_month')}`, error.message);
        throw error;
      }
    });
  });
  return names;
}

function checkRoot(root: RouteConfig): void {
  if (root.receiver === undefined || root.receiver === '') throw invalid('/route/receiver', 'root route must specify a default receiver');
  if (root.continue === true) throw invalid('/route/continue', 'cannot have continue in root route');
  if (root.matchers?.length) throw invalid('/route/matchers', 'root route must not have any matchers');
  if (root.muteTimeIntervals?.length) throw invalid('/route/mute_time_intervals', 'root route must not have any mute time intervals');
  if (root.activeTimeIntervals?.length) throw invalid('/route/active_time_intervals', 'root route must not have any active time intervals');
}

interface Known {
  readonly receivers: ReadonlySet<string>;
  readonly intervals: ReadonlySet<string>;
}

function checkRoutes(root: RouteConfig, known: Known): void {
  const waiting = [{ route: root, field: '/route', depth: 1 }];
  let count = 0;
  for (let next = waiting.pop(); next; next = waiting.pop()) {
    const { route, field, depth } = next;
    count += 1;
    if (count > MAX_ROUTES) throw limit(`a routing configuration has at most ${MAX_ROUTES} routes`);
    if (depth > MAX_ROUTE_DEPTH) throw invalid(field, `routes are nested at most ${MAX_ROUTE_DEPTH} deep`);
    checkRoute(route, field, known);
    const children = (route.routes ?? []).map((child, index) => ({ route: child, field: `${field}/routes/${index}`, depth: depth + 1 }));
    waiting.push(...children.reverse());
  }
}

function checkRoute(route: RouteConfig, field: string, { receivers, intervals }: Known): void {
  const { receiver, groupBy } = route;
  if (receiver !== undefined && receiver !== '' && !receivers.has(receiver)) throw invalid(`${field}/receiver`, `undefined receiver ${JSON.stringify(receiver)} used in route`);
  if (groupBy !== undefined && groupBy !== 'all') checkNames(groupBy, `${field}/group_by`);
  checkTime(route.groupWaitMs, `${field}/group_wait_seconds`, 0);
  checkTime(route.groupIntervalMs, `${field}/group_interval_seconds`, MIN_GROUP_INTERVAL_MS);
  checkTime(route.repeatIntervalMs, `${field}/repeat_interval_seconds`, 1);
  checkMatchers(route.matchers ?? [], `${field}/matchers`);
  for (const [list, names] of [['mute_time_intervals', route.muteTimeIntervals], ['active_time_intervals', route.activeTimeIntervals]] as const) {
    (names ?? []).forEach((name, index) => {
      if (!intervals.has(name)) throw invalid(`${field}/${list}/${index}`, `undefined time interval ${JSON.stringify(name)} used in route`);
    });
  }
  checkNames(Object.keys(route.labels ?? {}), `${field}/labels`);
  for (const [name, value] of Object.entries(route.labels ?? {})) checkText(value, `${field}/labels/${name}`, MAX_VALUE);
}

function checkInhibitRule({ name, sourceMatchers, targetMatchers, equal }: InhibitRuleConfig, field: string): void {
  if (name !== undefined) checkName(name, `${field}/name`);
  checkMatchers(sourceMatchers, `${field}/source_matchers`);
  checkMatchers(targetMatchers, `${field}/target_matchers`);
  checkNames([...new Set(equal)], `${field}/equal`);
}

function checkMatchers(matchers: readonly Matcher[], field: string): void {
  if (matchers.length > MAX_MATCHERS) throw invalid(field, `has more than ${MAX_MATCHERS} matchers`);
  matchers.forEach((matcher, index) => {
    checkText(matcher.name, `${field}/${index}`, MAX_NAME);
    checkText(matcher.value, `${field}/${index}`, MAX_VALUE);
    try {
      compileMatchers([matcher]);
    } catch (error) {
      throw error instanceof MatcherSyntaxError ? invalid(`${field}/${index}`, error.message) : error;
    }
  });
}

function checkNames(names: readonly string[], field: string): void {
  if (names.length > MAX_LABELS) throw invalid(field, `has more than ${MAX_LABELS} entries`);
  names.forEach((name, index) => {
    if (name === '...') throw invalid(field, 'cannot have wildcard group_by (`...`) and other labels at the same time');
    checkName(name, `${field}/${index}`);
    if (names.indexOf(name) < index) throw invalid(`${field}/${index}`, `duplicated label ${JSON.stringify(name)}`);
  });
}

function checkName(name: string, field: string): void {
  if (name === '') throw invalid(field, 'is empty');
  checkText(name, field, MAX_NAME);
}

function checkTime(ms: number | undefined, field: string, leastMs: number): void {
  if (ms === undefined || (ms >= leastMs && ms <= MAX_ROUTE_TIME_MS)) return;
  throw invalid(field, ms === 0 ? 'cannot be zero' : `is at least ${leastMs / 1000} and at most ${MAX_ROUTE_TIME_MS / 1000} seconds`);
}
