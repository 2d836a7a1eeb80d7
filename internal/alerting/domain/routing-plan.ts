import type { Labels } from './labels.ts';

/** How the groups of one route are notified; times in milliseconds. */
export interface GroupTerms {
  /** Key of the route: the matchers of its ancestors and its own. */
  readonly route: string;
  readonly receiver: string;
  /** From the first alert of a group to its first flush. */
  readonly groupWaitMs: number;
  readonly groupIntervalMs: number;
  readonly repeatIntervalMs: number;
  /** Names of time intervals: with active ones, notifications go out inside of them only … */
  readonly activeTimeIntervals: readonly string[];
  /** … and inside of these none. */
  readonly muteTimeIntervals: readonly string[];
}

/** A group that an alert belongs to. */
export interface GroupSeat {
  /** As Alertmanager writes it: `{}/{severity="critical"}:{alertname="X"}`. */
  readonly key: string;
  readonly labels: Labels;
  readonly terms: GroupTerms;
}

/** A rule of inhibition, compiled: a source mutes targets that have equal values of some labels. */
export interface InhibitionRule {
  /** All that the rule says: a changed rule has another one. */
  readonly id: string;
  readonly name: string;
  isSource(labels: Labels): boolean;
  isTarget(labels: Labels): boolean;
  /** The values of the labels that must be equal, as one text; a missing label equals an empty one. */
  equalKeyOf(labels: Labels): string;
}

/** What a tenant's routing configuration says about alerts, compiled. */
export interface RoutingPlan {
  /** Of the configuration. */
  readonly version: number;
  /** Every group that an alert with these labels belongs to: at least one. */
  seatsOf(labels: Labels): readonly GroupSeat[];
  /** The terms of a route by its key and receiver; `undefined` when the tree has none like it any more. */
  termsOf(route: string, receiver: string): GroupTerms | undefined;
  readonly inhibitions: readonly InhibitionRule[];
  /** Whether a time interval of this name contains the time. */
  isIn(interval: string, at: Date): boolean;
}
