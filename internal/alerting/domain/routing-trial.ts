import { containingIntervals, groupKeyOf, groupLabelsOf, matcherText, matchRoutes, type Route, type TimeMuting, timeMuting } from '#pkg/alertmanager';
import type { CompiledRouting } from './compiled-routing.ts';
import type { Labels } from './labels.ts';

/** A route on the way of an alert, and why it was, or was not, taken. */
export interface TriedRoute {
  readonly path: readonly number[];
  readonly matchers: readonly string[];
  readonly matched: boolean;
  /** Whether it is a group of this route that the alert gets into. */
  readonly taken: boolean;
  readonly reason: string;
}

/** What a route makes of an alert. */
export interface RouteTrial {
  readonly route: Route;
  readonly groupKey: string;
  readonly groupLabels: Labels;
  /** What time intervals do at the time of the alert. */
  readonly muting: TimeMuting;
  /** When a new group of this route is told first, if the alert still fires then; undefined when intervals mute it for a year. */
  readonly firstAtMs: number | undefined;
  readonly words: string;
}

/** How many times a group is looked at before it is said that it is never told. */
const MOST_FLUSHES = 20_000;
const YEAR_MS = 366 * 86_400_000;

/** Every route that an alert is held against, in order. */
export function triedRoutes({ root }: Pick<CompiledRouting, 'root'>, labels: Labels): TriedRoute[] {
  const taken = new Set(matchRoutes(root, labels));
  const tried: TriedRoute[] = [];
  const visit = (route: Route): boolean => {
    const matched = route.matches(labels);
    const at = tried.length;
    tried.push({ path: route.path, matchers: route.matchers.map(matcherText), matched, taken: taken.has(route), reason: '' });
    let into = 0;
    if (matched) for (const child of route.children) {
      if (!visit(child)) continue;
      into += 1;
      if (!child.continue) break;
    }
    tried[at] = { path: route.path, matchers: route.matchers.map(matcherText), matched, taken: taken.has(route), reason: reasonOf(route, matched, into) };
    return matched;
  };
  visit(root);
  return tried;
}

function reasonOf(route: Route, matched: boolean, into: number): string {
  if (!matched) return 'its matchers do not hold';
  const goesOn = route.continue ? ', and later routes are tried too' : '';
  if (into > 0) return `the alert went on into ${into === 1 ? 'a child' : `${into} children`}${goesOn}`;
  return `${route.children.length > 0 ? 'no child matches' : route.path.length === 0 ? 'it is the only route' : 'its matchers hold'}${goesOn}`;
}

/** What each route that an alert takes would do with it, were it to begin at this time in a group of its own. */
export function routeTrials(routing: CompiledRouting, labels: Labels, atMs: number): RouteTrial[] {
  return matchRoutes(routing.root, labels).map((route) => {
    const groupLabels = groupLabelsOf(route, labels);
    const muting = timeMuting(route, routing.timeIntervals, atMs);
    const firstAtMs = firstNotification(route, routing, atMs);
    return { route, groupKey: groupKeyOf(route, groupLabels), groupLabels, muting, firstAtMs, words: wordsOf(route, muting, atMs, firstAtMs) };
  });
}

/** Groups are looked at after group_wait and then every group_interval; one that is muted then is told at the next time at which it is not. */
function firstNotification(route: Route, routing: CompiledRouting, atMs: number): number | undefined {
  const first = atMs + route.groupWaitMs;
  if (route.activeTimeIntervals.length === 0 && route.muteTimeIntervals.length === 0) return first;
  for (let flush = 0, time = first; flush < MOST_FLUSHES && time < atMs + YEAR_MS; flush += 1, time += route.groupIntervalMs) {
    if (!timeMuting(route, routing.timeIntervals, time).muted) return time;
  }
  return undefined;
}

function wordsOf(route: Route, muting: TimeMuting, atMs: number, firstAtMs: number | undefined): string {
  const to = `${JSON.stringify(route.receiver)} is told`;
  if (firstAtMs === undefined) return `${to} nothing within a year: ${mutingWords(muting)}`;
  const after = `${to} ${(firstAtMs - atMs) / 1000} s after the alert begins, if it still fires then`;
  return firstAtMs > atMs + route.groupWaitMs ? `${after}: before, ${mutingWords(muting)}` : after;
}

function mutingWords({ by, names }: TimeMuting): string {
  if (by === 'active_time') return `the time lies in none of ${names.join(', ')}`;
  return by === 'mute_time' ? `the time lies in ${names.join(', ')}` : 'its time intervals mute it';
}

/** Which time intervals of the configuration contain a time. */
export const intervalsAt = ({ timeIntervals }: CompiledRouting, atMs: number): string[] => containingIntervals([...timeIntervals.keys()], timeIntervals, atMs);
