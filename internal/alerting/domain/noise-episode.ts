import type { Resolution } from './alert.ts';
import type { AlertRuleId } from './alert-rule-id.ts';
import type { Fingerprint } from './fingerprint.ts';

/** What noise is counted of: one alert that fired. */
export interface NoiseEpisode {
  readonly ruleId: AlertRuleId | null;
  readonly name: string;
  readonly fingerprint: Fingerprint;
  readonly firedAt: Date;
  readonly resolvedAt: Date | null;
  readonly acknowledgedAt: Date | null;
  readonly escalatedAt: Date | null;
  readonly resolution: Resolution | null;
  readonly flappingSince: Date | null;
  /** Notifications that were delivered and told of it as firing. */
  readonly notified: number;
}
