import { type InhibitRuleConfig, type Matcher, MatcherSyntaxError, matcherText, type NamedTimeIntervals, parseMatchers, type RouteConfig, type TimeIntervalConfig } from '#pkg/alertmanager';
import { invalid } from '#pkg/apperror';
import type { Json, JsonObject } from '#internal/kernel';
import type { components } from '#internal/platform/http';
import type { RoutingConfig, RoutingVersion } from '../domain/routing-config.ts';
import { MAX_ROUTE_DEPTH, type RoutingSettings } from '../domain/routing-settings.ts';
import { RESOLVE_TIMEOUT_MS } from '../domain/signal.ts';

type Schemas = components['schemas'];

/** The settings of a body; the contract has no recursive schemas, so routes are read here. Throws `invalid` with the field. */
export const toRoutingSettings = (body: Omit<Schemas['WriteRouting'], 'note'>): RoutingSettings => ({
  resolveTimeoutMs: body.resolve_timeout_seconds === undefined ? RESOLVE_TIMEOUT_MS : Math.round(body.resolve_timeout_seconds * 1000),
  route: toRoute(body.route, '/route', 1),
  timeIntervals: (body.time_intervals ?? []).map(toTimeIntervals),
  inhibitRules: (body.inhibit_rules ?? []).map(toInhibitRule),
});

const ROUTE_FIELDS: ReadonlySet<string> = new Set(['receiver', 'group_by', 'group_wait_seconds', 'group_interval_seconds', 'repeat_interval_seconds', 'matchers', 'mute_time_intervals', 'active_time_intervals', 'continue', 'labels', 'routes']);

function toRoute(json: Json, field: string, depth: number): RouteConfig {
  if (depth > MAX_ROUTE_DEPTH) throw invalid(field, `routes are nested at most ${MAX_ROUTE_DEPTH} deep`);
  const route = objectAt(json, field);
  const unknown = Object.keys(route).find((name) => !ROUTE_FIELDS.has(name));
  if (unknown !== undefined) throw invalid(`${field}/${unknown}`, 'is not known');
  const at = <Value>(name: string, read: (value: Json, field: string) => Value): Value | undefined => {
    const value = route[name];
    return value === undefined ? undefined : read(value, `${field}/${name}`);
  };
  const groupBy = at('group_by', texts);
  return withoutUndefined({
    receiver: at('receiver', text),
    groupBy: groupBy?.length === 1 && groupBy[0] === '...' ? ('all' as const) : groupBy,
    groupWaitMs: at('group_wait_seconds', milliseconds),
    groupIntervalMs: at('group_interval_seconds', milliseconds),
    repeatIntervalMs: at('repeat_interval_seconds', milliseconds),
    matchers: at('matchers', (value, below) => toMatchers(texts(value, below), below)),
    muteTimeIntervals: at('mute_time_intervals', texts),
    activeTimeIntervals: at('active_time_intervals', texts),
    continue: at('continue', flag),
    labels: at('labels', (value, below) => Object.fromEntries(Object.entries(objectAt(value, below)).map(([name, label]) => [name, text(label, `${below}/${name}`)]))),
    routes: at('routes', (value, below) => listAt(value, below).map((child, index) => toRoute(child, `${below}/${index}`, depth + 1))),
  });
}

function objectAt(json: Json, field: string): JsonObject {
  if (json === null || typeof json !== 'object' || Array.isArray(json)) throw invalid(field, 'is an object');
  return json as JsonObject;
}

function listAt(json: Json, field: string): readonly Json[] {
  if (!Array.isArray(json)) throw invalid(field, 'is a list');
  return json as readonly Json[];
}

function text(json: Json, field: string): string {
  if (typeof json !== 'string') throw invalid(field, 'is a text');
  return json;
}

const texts = (json: Json, field: string): readonly string[] => listAt(json, field).map((each, index) => text(each, `${field}/${index}`));

function milliseconds(json: Json, field: string): number {
  if (typeof json !== 'number') throw invalid(field, 'is a number of seconds');
  return Math.round(json * 1000);
}

function flag(json: Json, field: string): boolean {
  if (typeof json !== 'boolean') throw invalid(field, 'is true or false');
  return json;
}

/** Matchers in Alertmanager's syntax; one text may hold several. Throws `invalid`. */
export const toMatchers = (written: readonly string[], field: string): readonly Matcher[] =>
  written.flatMap((each, index) => {
    try {
      return parseMatchers(each);
    } catch (error) {
      throw error instanceof MatcherSyntaxError ? invalid(`${field}/${index}`, error.message) : error;
    }
  });

const toTimeIntervals = ({ name, intervals }: Schemas['NamedTimeIntervals']): NamedTimeIntervals<TimeIntervalConfig> => ({
  name,
  intervals: intervals.map(({ times, weekdays, days_of_month: daysOfMonth, months, years, location }) =>
    withoutUndefined({ times: times?.map((range) => ({ startTime: range.start_time, endTime: range.end_time })), weekdays, daysOfMonth, months, years, location }),
  ),
});

const toInhibitRule = (rule: Schemas['InhibitRule'], index: number): InhibitRuleConfig => ({
  ...(rule.name !== undefined && { name: rule.name }),
  sourceMatchers: toMatchers(rule.source_matchers, `/inhibit_rules/${index}/source_matchers`),
  targetMatchers: toMatchers(rule.target_matchers, `/inhibit_rules/${index}/target_matchers`),
  equal: rule.equal ?? [],
});

/** What is known of a version, as it is shown. */
export const toRoutingVersionJson = ({ version, note, restoredFrom, createdAt, createdBy }: RoutingVersion) => ({ version, note, restored_from: restoredFrom, created_at: createdAt.toISOString(), created_by: createdBy });

/** A version with all that it says, as it is shown. */
export const toRoutingJson = ({ settings, ...version }: RoutingConfig) => ({ ...toRoutingSettingsJson(settings), ...toRoutingVersionJson(version) });

/** Settings as a body says them. */
export const toRoutingSettingsJson = ({ resolveTimeoutMs, route, timeIntervals, inhibitRules }: RoutingSettings) => ({
  resolve_timeout_seconds: resolveTimeoutMs / 1000,
  route: toRouteJson(route),
  time_intervals: timeIntervals.map(({ name, intervals }) => ({
    name,
    intervals: intervals.map(({ times, weekdays, daysOfMonth, months, years, location }) =>
      withoutUndefined({ times: times?.map((range) => ({ start_time: range.startTime, end_time: range.endTime })), weekdays: copy(weekdays), days_of_month: copy(daysOfMonth), months: copy(months), years: copy(years), location }),
    ),
  })),
  inhibit_rules: inhibitRules.map(({ name, sourceMatchers, targetMatchers, equal }) => ({
    ...(name !== undefined && { name }),
    source_matchers: sourceMatchers.map(matcherText),
    target_matchers: targetMatchers.map(matcherText),
    equal: [...equal],
  })),
});

const copy = (texts_: readonly string[] | undefined): string[] | undefined => texts_ && [...texts_];

function toRouteJson(route: RouteConfig): JsonObject {
  const seconds = (ms: number | undefined): number | undefined => (ms === undefined ? undefined : ms / 1000);
  return withoutUndefined({
    receiver: route.receiver,
    group_by: route.groupBy === 'all' ? ['...'] : route.groupBy,
    group_wait_seconds: seconds(route.groupWaitMs),
    group_interval_seconds: seconds(route.groupIntervalMs),
    repeat_interval_seconds: seconds(route.repeatIntervalMs),
    matchers: route.matchers?.map(matcherText),
    mute_time_intervals: route.muteTimeIntervals,
    active_time_intervals: route.activeTimeIntervals,
    continue: route.continue,
    labels: route.labels,
    routes: route.routes?.map(toRouteJson),
  });
}

type Defined<Fields> = { [Name in keyof Fields]: Exclude<Fields[Name], undefined> };

const withoutUndefined = <Fields extends object>(fields: Fields): Partial<Defined<Fields>> => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined)) as Partial<Defined<Fields>>;
