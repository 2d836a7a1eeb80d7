import type { AlertRuleId } from './alert-rule-id.ts';
import type { NoiseEpisode } from './noise-episode.ts';
import { proposeChange, type NoiseCounts, type NoiseProposal } from './noise-proposal.ts';

/** How long people have to react before an alert that nobody took care of counts as ignored. */
export const IGNORED_AFTER_MS = 15 * 60_000;

/** How noisy the alerts of one rule, or of one name, were in a period. */
export interface NoiseReport extends NoiseCounts {
  readonly ruleId: AlertRuleId | null;
  readonly name: string;
  readonly notified: number;
  readonly proposal: NoiseProposal | null;
}

/** Counts the alerts of each rule, or of each name where no rule made them; what fired most comes first. */
export function noiseReports(episodes: readonly NoiseEpisode[], now: Date): readonly NoiseReport[] {
  const groups = new Map<string, NoiseEpisode[]>();
  for (const episode of episodes) {
    const key = episode.ruleId ?? `name ${episode.name}`;
    const group = groups.get(key);
    if (group) group.push(episode);
    else groups.set(key, [episode]);
  }
  const reports = [...groups.values()].map((group) => noiseReport(group, now));
  return reports.sort((a, b) => b.fired - a.fired || (a.name < b.name ? -1 : 1));
}

/** Counts alerts of one rule or name; there is at least one. */
export function noiseReport(episodes: readonly NoiseEpisode[], now: Date): NoiseReport {
  const sorted = [...episodes].sort((a, b) => a.firedAt.getTime() - b.firedAt.getTime());
  const last = sorted.at(-1);
  const count = (of: (episode: NoiseEpisode) => boolean): number => sorted.filter(of).length;
  const counts = {
    fired: sorted.length,
    labelSets: new Set(sorted.map(({ fingerprint }) => fingerprint)).size,
    acknowledged: count(({ acknowledgedAt }) => acknowledgedAt !== null),
    escalated: count(({ escalatedAt }) => escalatedAt !== null),
    autoResolved: count(wentByItself),
    ignored: count((episode) => nobodyCared(episode) && lastedMs(episode, now) >= IGNORED_AFTER_MS),
    flapped: count(({ flappingSince }) => flappingSince !== null),
    notified: sorted.reduce((sum, { notified }) => sum + notified, 0),
  };
  return { ruleId: last?.ruleId ?? null, name: last?.name ?? '', ...counts, proposal: proposeChange(sorted, counts) };
}

/** Nobody acknowledged it, nobody ended it by hand, and it was not escalated to anybody. */
export const nobodyCared = ({ acknowledgedAt, escalatedAt, resolution }: NoiseEpisode): boolean => acknowledgedAt === null && escalatedAt === null && resolution !== 'manual';

/** It is over, and nobody cared. */
export const wentByItself = (episode: NoiseEpisode): boolean => episode.resolvedAt !== null && nobodyCared(episode);

/** For how long it fired, or has been firing. */
export const lastedMs = ({ firedAt, resolvedAt }: NoiseEpisode, now: Date): number => (resolvedAt ?? now).getTime() - firedAt.getTime();
