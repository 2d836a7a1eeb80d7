import { invalid } from '#pkg/apperror';
import type { AlertRuleId } from './alert-rule-id.ts';
import { fingerprintOf, type Fingerprint } from './fingerprint.ts';
import { checkText, parseLabels, type Labels } from './labels.ts';
import type { StateReason } from './state-reason.ts';

/** How long a source that promises nothing is believed where the routing configuration does not say it; Alertmanager's default of `resolve_timeout`. */
export const RESOLVE_TIMEOUT_MS = 5 * 60_000;

const MAX_URL_LENGTH = 8192;

// As they are spelled in our API and in the protocols of Prometheus and Alertmanager.
const FIELDS = {
  ours: { startsAt: '/starts_at', endsAt: '/ends_at', generatorUrl: '/generator_url' },
  theirs: { startsAt: '/startsAt', endsAt: '/endsAt', generatorUrl: '/generatorURL' },
} as const;

/** Through what a signal came: Prometheus' or amtool's `POST /api/v2/alerts`, Alertmanager's webhook, a person, a rule over metrics, or an integration of the tenant. */
export type SignalSource = 'prometheus' | 'alertmanager' | 'manual' | 'rule' | 'integration';

/** What a source tells about one alert, before anything was checked. */
export interface SignalInput {
  readonly labels: Labels;
  readonly annotations?: Labels | undefined;
  /** When it began; left out, it began when the signal arrived. */
  readonly startsAt?: Date | undefined;
  /** When it ended or, in the future, until when the source vouches for it. */
  readonly endsAt?: Date | undefined;
  readonly generatorUrl?: string | undefined;
  readonly source: SignalSource;
  /**
   * `by_time` (Prometheus): it has ended when `endsAt` is over, and ends by itself when no further signal arrives in time.
   * `by_word` (Alertmanager's webhook, people): it goes on until `ended` says otherwise, because the source repeats itself rarely.
   */
  readonly ends: 'by_time' | 'by_word';
  readonly ended?: boolean;
  /** What the fingerprint is made of in place of the labels, where not every label tells alerts apart. */
  readonly identity?: Labels | undefined;
  /** The rule over metrics that tells it; of the source `rule` only. */
  readonly ruleId?: AlertRuleId | undefined;
  /** Why the rule says so, where it is not its condition. */
  readonly stateReason?: StateReason | undefined;
}

/** One notification of a source about one alert, checked. */
export interface Signal {
  readonly fingerprint: Fingerprint;
  readonly labels: Labels;
  readonly annotations: Labels;
  readonly generatorUrl: string | null;
  readonly source: SignalSource;
  readonly ruleId: AlertRuleId | null;
  readonly stateReason: StateReason | null;
  readonly receivedAt: Date;
  readonly startsAt: Date | null;
  /** Set when the source says that it is over. */
  readonly endedAt: Date | null;
  /** Until when the source vouches for it; `null` for a source that will say when it is over. */
  readonly expiresAt: Date | null;
}

/** Whether the source neither says until when it vouches for the alert nor that it will say when it is over. */
export const isWithoutPromise = ({ ends, endsAt }: SignalInput): boolean => ends === 'by_time' && endsAt === undefined;

/** Checks what a source sent. Throws `invalid` with a JSON pointer into the alert: `/labels/service`. */
export function toSignal(input: SignalInput, now: Date, resolveTimeoutMs: number = RESOLVE_TIMEOUT_MS): Signal {
  // What PromQL yields may have any text as the name of a label.
  const names = input.source === 'rule' ? 'any' : 'plain';
  const labels = parseLabels(input.labels, '/labels', names);
  if (Object.keys(labels).length === 0) throw invalid('/labels', 'at least one label with a value is required');
  const { startsAt, endsAt } = input;
  const fields = FIELDS[input.source === 'manual' || input.source === 'integration' ? 'ours' : 'theirs'];
  if (startsAt && !isStorable(startsAt)) throw invalid(fields.startsAt, 'is not a time between 1970 and 9999');
  if (endsAt && !isStorable(endsAt)) throw invalid(fields.endsAt, 'is not a time between 1970 and 9999');
  if (startsAt && endsAt && endsAt < startsAt) throw invalid(fields.endsAt, 'is before the start');

  const over = input.ends === 'by_word' ? input.ended === true : endsAt !== undefined && endsAt <= now;
  return {
    fingerprint: fingerprintOf(input.identity ? parseLabels(input.identity, '/identity') : labels),
    labels,
    annotations: parseLabels(input.annotations ?? {}, '/annotations', names),
    generatorUrl: input.generatorUrl ? checkText(input.generatorUrl, fields.generatorUrl, MAX_URL_LENGTH) : null,
    source: input.source,
    ruleId: input.ruleId ?? null,
    stateReason: input.stateReason ?? null,
    receivedAt: now,
    startsAt: startsAt ?? null,
    endedAt: over ? (endsAt && endsAt < now ? endsAt : now) : null,
    expiresAt: over || input.ends === 'by_word' ? null : (endsAt ?? new Date(now.getTime() + resolveTimeoutMs)),
  };
}

const isStorable = (time: Date): boolean => time.getUTCFullYear() >= 1970 && time.getUTCFullYear() <= 9999;
