import type { LabelSet, Matcher } from '#pkg/matchers';

/** A node of a routing tree as written; what is undefined is inherited (https://prometheus.io/docs/alerting/latest/configuration/#route). */
export interface RouteConfig {
  readonly receiver?: string;
  /** `all` is `['...']`; an empty list puts all alerts of the route into one group. */
  readonly groupBy?: readonly string[] | 'all';
  readonly groupWaitMs?: number;
  readonly groupIntervalMs?: number;
  readonly repeatIntervalMs?: number;
  readonly matchers?: readonly Matcher[];
  /** Names of time intervals; not inherited. */
  readonly muteTimeIntervals?: readonly string[];
  /** Names of time intervals; not inherited. */
  readonly activeTimeIntervals?: readonly string[];
  /** Whether later routes of the same parent are tried too, once this one has matched. */
  readonly continue?: boolean;
  readonly routes?: readonly RouteConfig[];
  /** Labels of the route itself, inherited and merged; values may be templates (since 0.33). */
  readonly labels?: LabelSet;
}
