import { Document, visit } from 'yaml';
import { formatDuration } from '#pkg/promql';
import type { InhibitRuleConfig } from '../inhibition/inhibit-rule.ts';
import { matcherText } from '../matchers/matcher-text.ts';
import type { RouteConfig } from '../routing/route-config.ts';
import type { NamedTimeIntervals, TimeIntervalConfig } from '../times/time-interval.ts';
import type { ConfigObject } from './config-decoder.ts';

/** What a file is to say. */
export interface PrintedConfig {
  readonly resolveTimeoutMs: number;
  readonly route: RouteConfig;
  readonly timeIntervals: readonly NamedTimeIntervals<TimeIntervalConfig>[];
  readonly inhibitRules: readonly InhibitRuleConfig[];
  readonly receivers: readonly { readonly name: string; readonly integrations: readonly { readonly kind: string; readonly settings: ConfigObject }[] }[];
  /** Lines above everything else. */
  readonly remarks?: readonly string[];
}

/** An alertmanager.yml in the names of today (`matchers`, `time_intervals`), without what takes its default. */
export function printConfig({ resolveTimeoutMs, route, timeIntervals, inhibitRules, receivers, remarks = [] }: PrintedConfig): string {
  const document = new Document(
    withoutNothing({
      global: { resolve_timeout: formatDuration(resolveTimeoutMs) },
      route: printedRoute(route),
      inhibit_rules: given(inhibitRules.map(printedRule)),
      time_intervals: given(timeIntervals.map(({ name, intervals }) => ({ name, time_intervals: intervals.map(printedInterval) }))),
      receivers: receivers.map(({ name, integrations }) => ({ name, ...Object.fromEntries([...Map.groupBy(integrations, ({ kind }) => kind)].map(([kind, some]) => [`${kind}_configs`, some.map(({ settings }) => settings)])) })),
    }),
    { aliasDuplicateObjects: false },
  );
  if (remarks.length > 0) document.commentBefore = remarks.map((line) => ` ${line.replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ')}`).join('\n');
  visit(document, {
    Scalar: (_key, scalar) => {
      if (typeof scalar.value !== 'string') return;
      // Without quotes readers of YAML 1.1 take these for something else than text.
      if (/^(<<|=|y|n|yes|no|on|off|[-+]?0[bo]?[\d_]+|[-+]?\d[\d_:.]*)$/i.test(scalar.value)) scalar.type = 'QUOTE_DOUBLE';
    },
  });
  return document.toString({ lineWidth: 0 });
}

const given = <Item>(list: readonly Item[]): readonly Item[] | undefined => (list.length > 0 ? list : undefined);
const duration = (ms: number | undefined): string | undefined => (ms === undefined ? undefined : formatDuration(ms));

const printedRoute = (route: RouteConfig): Record<string, unknown> =>
  withoutNothing({
    receiver: route.receiver,
    group_by: route.groupBy === 'all' ? ['...'] : route.groupBy,
    group_wait: duration(route.groupWaitMs),
    group_interval: duration(route.groupIntervalMs),
    repeat_interval: duration(route.repeatIntervalMs),
    matchers: given((route.matchers ?? []).map(matcherText)),
    mute_time_intervals: given(route.muteTimeIntervals ?? []),
    active_time_intervals: given(route.activeTimeIntervals ?? []),
    continue: route.continue === true ? true : undefined,
    labels: route.labels,
    routes: given((route.routes ?? []).map(printedRoute)),
  });

const printedRule = ({ name, sourceMatchers, targetMatchers, equal }: InhibitRuleConfig): Record<string, unknown> =>
  withoutNothing({ name, source_matchers: given(sourceMatchers.map(matcherText)), target_matchers: given(targetMatchers.map(matcherText)), equal: given(equal) });

const printedInterval = ({ times, weekdays, daysOfMonth, months, years, location }: TimeIntervalConfig): Record<string, unknown> =>
  withoutNothing({ times: times?.map(({ startTime, endTime }) => ({ start_time: startTime, end_time: endTime })), weekdays, days_of_month: daysOfMonth, months, years, location });

const withoutNothing = (fields: Record<string, unknown>): Record<string, unknown> => Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
