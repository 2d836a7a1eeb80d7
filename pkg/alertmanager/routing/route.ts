import type { LabelSet, Matcher } from '#pkg/matchers';
import { compileMatchers } from '../matchers/compile-matchers.ts';
import { compareMatchers, matchersText } from '../matchers/matcher-text.ts';
import type { RouteConfig } from './route-config.ts';

/** What a route does with its alerts, once inheritance is applied. Times in milliseconds. */
export interface RouteOptions {
  readonly receiver: string;
  readonly groupBy: 'all' | readonly string[];
  readonly groupWaitMs: number;
  readonly groupIntervalMs: number;
  readonly repeatIntervalMs: number;
  readonly muteTimeIntervals: readonly string[];
  readonly activeTimeIntervals: readonly string[];
  readonly labels: LabelSet;
}

/** A node of a compiled routing tree. */
export interface Route extends RouteOptions {
  /** Unique in the tree: `{}/{severity="critical"}/0`. */
  readonly id: string;
  /** Alertmanager's route key, the first half of group keys: `{}/{severity="critical"}`. Routes with equal matchers share one. */
  readonly key: string;
  /** Where it stands in its parent's list, and its parents in theirs; the root's is empty. */
  readonly path: readonly number[];
  readonly continue: boolean;
  /** In Alertmanager's order. */
  readonly matchers: readonly Matcher[];
  readonly matches: (labels: LabelSet) => boolean;
  readonly children: readonly Route[];
}

/** Alertmanager's defaults of the root. */
export const DEFAULT_ROUTE_OPTIONS = {
  groupBy: [],
  groupWaitMs: 30_000,
  groupIntervalMs: 5 * 60_000,
  repeatIntervalMs: 4 * 3_600_000,
  muteTimeIntervals: [],
  activeTimeIntervals: [],
  labels: {},
} as const satisfies Omit<RouteOptions, 'receiver'>;

interface Parent extends Pick<Route, 'id' | 'key' | 'path'> {
  readonly options: RouteOptions;
}

/** Makes a tree that decides. Its config is to be valid: matchers that do not compile throw {@link MatcherSyntaxError}. */
export const compileRoute = (config: RouteConfig): Route => compileNode(config, undefined, 0);

function compileNode(config: RouteConfig, parent: Parent | undefined, index: number): Route {
  const inherited: RouteOptions = parent?.options ?? { ...DEFAULT_ROUTE_OPTIONS, receiver: '' };
  const matchers = [...(config.matchers ?? [])].sort(compareMatchers);
  const text = matchersText(matchers);
  const own: RouteOptions = {
    receiver: config.receiver === undefined || config.receiver === '' ? inherited.receiver : config.receiver,
    groupBy: config.groupBy ?? inherited.groupBy,
    groupWaitMs: config.groupWaitMs ?? inherited.groupWaitMs,
    groupIntervalMs: config.groupIntervalMs ?? inherited.groupIntervalMs,
    repeatIntervalMs: config.repeatIntervalMs ?? inherited.repeatIntervalMs,
    muteTimeIntervals: config.muteTimeIntervals ?? [],
    activeTimeIntervals: config.activeTimeIntervals ?? [],
    labels: { ...inherited.labels, ...config.labels },
  };
  const place = parent
    ? { id: `${parent.id}/${text}/${index}`, key: `${parent.key}/${text}`, path: [...parent.path, index] }
    : { id: text, key: text, path: [] };
  return {
    ...own,
    ...place,
    continue: config.continue ?? false,
    matchers,
    matches: compileMatchers(matchers),
    children: (config.routes ?? []).map((route, at) => compileNode(route, { ...place, options: own }, at)),
  };
}

/** All routes of a tree, parents before their children. */
export const walkRoutes = (root: Route): Route[] => [root, ...root.children.flatMap(walkRoutes)];
