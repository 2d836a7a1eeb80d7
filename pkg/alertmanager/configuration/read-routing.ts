import type { Matcher } from '#pkg/matchers';
import { parseDuration } from '#pkg/promql';
import type { InhibitRuleConfig } from '../inhibition/inhibit-rule.ts';
import { MatcherSyntaxError } from '../matchers/matcher-syntax-error.ts';
import { compareMatchers } from '../matchers/matcher-text.ts';
import { parseMatchers } from '../matchers/parse-matchers.ts';
import type { RouteConfig } from '../routing/route-config.ts';
import { parseTimeInterval } from '../times/parse-time-interval.ts';
import { type NamedTimeIntervals, type TimeIntervalConfig, TimeIntervalError } from '../times/time-interval.ts';
import type { ConfigDecoder, ConfigObject, ConfigValue } from './config-decoder.ts';
import { listOf, objectOf, textOf } from './config-values.ts';

const textsOf = (value: ConfigValue | undefined): string[] | undefined => (Array.isArray(value) ? listOf(value).map(textOf) : undefined);

/** Milliseconds; undefined when it is not there, or none (which was noted before). */
export function durationOf(value: ConfigValue | undefined): number | undefined {
  if (typeof value !== 'string') return undefined;
  const parsed = parseDuration(value);
  return 'problem' in parsed ? undefined : parsed.ms;
}

/** Routes with everything below them. */
export function readRoute(decoder: ConfigDecoder, value: ConfigValue | undefined, path: string): RouteConfig {
  const route = objectOf(value);
  const groupBy = textsOf(route['group_by']);
  checkGroupBy(decoder, groupBy ?? [], `${path}/group_by`);
  for (const field of ['group_interval', 'repeat_interval']) if (durationOf(route[field]) === 0) decoder.problem(`${path}/${field}`, `${field} cannot be zero`);
  const labels = objectOf(route['labels']);
  for (const name of Object.keys(labels)) if (!isLabelName(name)) decoder.problem(`${path}/labels`, `invalid label name ${JSON.stringify(name)} in route labels`);
  const matchers = readMatchers(decoder, route, path, { equal: 'match', pattern: 'match_re', texts: 'matchers' });
  const read: { -readonly [Name in keyof RouteConfig]?: RouteConfig[Name] | undefined } = {
    receiver: textOf(route['receiver']) === '' ? undefined : textOf(route['receiver']),
    groupBy: groupBy?.includes('...') ? 'all' : groupBy,
    groupWaitMs: durationOf(route['group_wait']),
    groupIntervalMs: durationOf(route['group_interval']),
    repeatIntervalMs: durationOf(route['repeat_interval']),
    matchers: matchers.length > 0 ? matchers : undefined,
    muteTimeIntervals: textsOf(route['mute_time_intervals']),
    activeTimeIntervals: textsOf(route['active_time_intervals']),
    continue: route['continue'] === true ? true : undefined,
    labels: Object.keys(labels).length > 0 ? Object.fromEntries(Object.entries(labels).map(([name, text]) => [name, textOf(text)])) : undefined,
    routes: Array.isArray(route['routes']) ? listOf(route['routes']).map((child, index) => readRoute(decoder, child, `${path}/routes/${index}`)) : undefined,
  };
  return Object.fromEntries(Object.entries(read).filter(([, given]) => given !== undefined));
}

function checkGroupBy(decoder: ConfigDecoder, names: readonly string[], path: string): void {
  if (names.includes('...') && names.some((name) => name !== '...')) decoder.problem(path, 'cannot have wildcard group_by (`...`) and other labels at the same time');
  names.forEach((name, index) => {
    if (!isLabelName(name)) decoder.problem(`${path}/${index}`, `invalid label name ${JSON.stringify(name)} in group_by list`);
    else if (name !== '...' && names.indexOf(name) < index) decoder.problem(`${path}/${index}`, `duplicated label ${JSON.stringify(name)} in group_by`);
  });
}

/** Since 0.27 any text that is not empty. */
const isLabelName = (name: string): boolean => name !== '' && name.isWellFormed();
const isClassicName = (name: string): boolean => /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name);

/** The matchers of today and of before 0.22, in Alertmanager's order. */
function readMatchers(decoder: ConfigDecoder, object: ConfigObject, path: string, fields: { readonly equal: string; readonly pattern: string; readonly texts: string }): Matcher[] {
  const older = ([[fields.equal, '='], [fields.pattern, '=~']] as const).flatMap(([field, op]) =>
    Object.entries(objectOf(object[field])).map(([name, value]): Matcher => {
      if (!isClassicName(name)) decoder.problem(`${path}/${field}`, `invalid label name ${JSON.stringify(name)}`);
      else if (op === '=~' && typeof value !== 'string') decoder.problem(`${path}/${field}/${name}`, `invalid regexp value for ${JSON.stringify(name)}`);
      return { name, op, value: textOf(value) };
    }),
  );
  const written = listOf(object[fields.texts]).flatMap((text, index) => {
    try {
      return parseMatchers(textOf(text));
    } catch (error) {
      if (!(error instanceof MatcherSyntaxError)) throw error;
      decoder.problem(`${path}/${fields.texts}/${index}`, error.message);
      return [];
    }
  });
  return [...older, ...written].sort(compareMatchers);
}

/** A rule of inhibition. */
export function readInhibitRule(decoder: ConfigDecoder, value: ConfigValue, path: string): InhibitRuleConfig {
  const rule = objectOf(value);
  const equal = textsOf(rule['equal']) ?? [];
  equal.forEach((name, index) => {
    if (!isLabelName(name)) decoder.problem(`${path}/equal/${index}`, `invalid label name ${JSON.stringify(name)} in equal list`);
  });
  return {
    ...(textOf(rule['name']) !== '' && { name: textOf(rule['name']) }),
    sourceMatchers: readMatchers(decoder, rule, path, { equal: 'source_match', pattern: 'source_match_re', texts: 'source_matchers' }),
    targetMatchers: readMatchers(decoder, rule, path, { equal: 'target_match', pattern: 'target_match_re', texts: 'target_matchers' }),
    equal,
  };
}

/** Time intervals of both of their names. */
export function readTimeIntervals(decoder: ConfigDecoder, file: ConfigObject): NamedTimeIntervals<TimeIntervalConfig>[] {
  const names = new Set<string>();
  return ([['mute_time_intervals', 'mute time interval'], ['time_intervals', 'time interval']] as const).flatMap(([field, what]) =>
    listOf(file[field]).map((value, index) => {
      const path = `/${field}/${index}`;
      const { name: written, time_intervals: spans } = objectOf(value);
      const name = textOf(written);
      if (name === '') decoder.problem(path, `missing name in ${what}`);
      else if (names.has(name)) decoder.problem(`${path}/name`, `${what} ${JSON.stringify(name)} is not unique`);
      names.add(name);
      return { name, intervals: listOf(spans).map((span, at) => readTimeInterval(decoder, span, `${path}/time_intervals/${at}`)) };
    }),
  );
}

function readTimeInterval(decoder: ConfigDecoder, value: ConfigValue, path: string): TimeIntervalConfig {
  const { times, weekdays, days_of_month: daysOfMonth, months, years, location } = objectOf(value);
  const lists = { weekdays: textsOf(weekdays), daysOfMonth: textsOf(daysOfMonth), months: textsOf(months), years: textsOf(years) };
  const config = {
    ...(Array.isArray(times) && { times: listOf(times).map((range) => ({ startTime: textOf(objectOf(range)['start_time']), endTime: textOf(objectOf(range)['end_time']) })) }),
    ...Object.fromEntries(Object.entries(lists).filter(([, list]) => list !== undefined)),
    ...(typeof location === 'string' && location !== '' && { location }),
  } as TimeIntervalConfig;
  try {
    parseTimeInterval(config);
  } catch (error) {
    if (!(error instanceof TimeIntervalError)) throw error;
    decoder.problem(`${path}${error.field.replace('daysOfMonth', 'days_of_month')}`, error.message);
  }
  return config;
}
