import type { AlertRuleId } from '../domain/alert-rule-id.ts';
import type { NoiseEpisode } from '../domain/noise-episode.ts';

/** Which alerts to count: those that fired in the period. */
export interface NoiseFilter {
  readonly since: Date;
  readonly until: Date;
  readonly ruleId?: AlertRuleId;
}

/** What noise is counted from, of one tenant. */
export interface NoiseRepository {
  /** Alerts that fired in the period, at most `limit`: the latest. */
  episodes(filter: NoiseFilter, limit: number): Promise<readonly NoiseEpisode[]>;
}
