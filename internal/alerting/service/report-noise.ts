import { invalid } from '#pkg/apperror';
import type { Actor, Clock } from '#internal/kernel';
import type { AlertRuleId } from '../domain/alert-rule-id.ts';
import { noiseReport, type NoiseReport, noiseReports } from '../domain/noise.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';

/** A period; undefined: the last seven days. */
export interface NoisePeriod {
  readonly since?: Date | undefined;
  readonly until?: Date | undefined;
}

export interface NoiseList {
  readonly since: Date;
  readonly until: Date;
  /** There were more alerts than are counted: the latest are. */
  readonly isCut: boolean;
  readonly reports: readonly NoiseReport[];
}

/** Alerts that are counted at most. */
const MAX_EPISODES = 20_000;
const MAX_REPORTS = 100;
const DEFAULT_PERIOD_MS = 7 * 86_400_000;
const MAX_PERIOD_MS = 92 * 86_400_000;

interface NoiseDeps {
  readonly work: AlertingUnitOfWork;
  readonly clock: Clock;
}

/** How noisy rules, or alerts of a name, were in a period: the hundred that fired most. Throws `invalid`. */
export const listNoise = ({ work, clock }: NoiseDeps) => async (actor: Actor, period: NoisePeriod): Promise<NoiseList> => {
  const { since, until, now } = bounded(period, clock);
  const episodes = await work.read(actor, ({ noise }) => noise.episodes({ since, until }, MAX_EPISODES));
  return { since, until, isCut: episodes.length === MAX_EPISODES, reports: noiseReports(episodes, now).slice(0, MAX_REPORTS) };
};

/** How noisy one rule was in a period. Throws `not_found`, or `invalid`. */
export const getRuleNoise = ({ work, clock }: NoiseDeps) => async (actor: Actor, ruleId: AlertRuleId, period: NoisePeriod): Promise<NoiseList> => {
  const { since, until, now } = bounded(period, clock);
  return work.read(actor, async ({ noise, rules }) => {
    const { name } = await rules.get(ruleId);
    const episodes = await noise.episodes({ since, until, ruleId }, MAX_EPISODES);
    return { since, until, isCut: episodes.length === MAX_EPISODES, reports: [{ ...noiseReport(episodes, now), ruleId, name }] };
  });
};

function bounded({ since, until }: NoisePeriod, clock: Clock): { readonly since: Date; readonly until: Date; readonly now: Date } {
  const now = clock.now();
  const end = until ?? now;
  const begin = since ?? new Date(end.getTime() - DEFAULT_PERIOD_MS);
  if (begin >= end) throw invalid('since', 'is not before until');
  if (end.getTime() - begin.getTime() > MAX_PERIOD_MS) throw invalid('since', 'is more than 92 days before until');
  return { since: begin, until: end, now };
}
