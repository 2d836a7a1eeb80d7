import type { InhibitRuleConfig } from '../inhibition/inhibit-rule.ts';
import type { RouteConfig } from '../routing/route-config.ts';
import type { NamedTimeIntervals, TimeIntervalConfig } from '../times/time-interval.ts';
import type { ConfigObject } from './config-decoder.ts';

/** One way in which a receiver is told. */
export interface IntegrationConfig {
  /** What stands before `_configs`: `webhook`, `email`, `slack` … */
  readonly kind: string;
  /** JSON pointer to it in the file: `/receivers/0/webhook_configs/1`. */
  readonly path: string;
  /** With the name and in the form of the file, and what it takes from `global`; secrets are among them. */
  readonly settings: ConfigObject;
  readonly sendResolved: boolean;
}

/** Whom routes name. */
export interface ReceiverConfig {
  readonly name: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly integrations: readonly IntegrationConfig[];
}

/** A whole alertmanager.yml, read. */
export interface AlertmanagerConfig {
  readonly resolveTimeoutMs: number;
  /** As written; secrets are among it. */
  readonly global: ConfigObject;
  readonly route: RouteConfig;
  readonly inhibitRules: readonly InhibitRuleConfig[];
  /** Those of `time_intervals` and of `mute_time_intervals`, its older name. */
  readonly timeIntervals: readonly NamedTimeIntervals<TimeIntervalConfig>[];
  /** How many of them stand under the older name; they come first. */
  readonly muteTimeIntervals: number;
  readonly receivers: readonly ReceiverConfig[];
  /** Files with templates, by patterns of their names. */
  readonly templates: readonly string[];
  /** Sections about the process itself that are there: `tracing`, `event_recorder`. */
  readonly processSections: readonly string[];
}
