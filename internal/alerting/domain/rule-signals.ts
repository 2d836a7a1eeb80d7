import type { AlertInstance, RuleOutcome, TransitionReason } from '#pkg/prometheus-rules';
import { Labels } from '#pkg/promql';
import type { StateReason } from './state-reason.ts';
import type { AlertRuleId } from './alert-rule-id.ts';
import type { ThresholdFinding } from './rule-group-progress.ts';
import { type Labels as LabelRecord, MAX_LABEL_VALUE_LENGTH } from './labels.ts';
import type { SignalInput } from './signal.ts';

/** Annotations of alerts that say why a rule found them, or why it ended them. */
export const EXPLANATION = 'explanation';
export const END_REASON = 'ended_because';

const ENDS: Partial<Readonly<Record<TransitionReason, string>>> = {
  no_data: 'the series that the rule reads are gone',
  error: 'the rule can be evaluated again',
  limit: 'the rule yields more alerts than its group may',
};

const CAUSES: Readonly<Record<NonNullable<AlertInstance['cause']>, StateReason>> = { no_data: 'NoData', error: 'Error', kept: 'KeepLast' };

/** Why an alert is in its state, in Grafana's words; undefined when its condition is. */
function stateReasonOf({ state, cause }: AlertInstance, reason: TransitionReason | undefined): StateReason | undefined {
  if (state !== 'inactive') return cause && CAUSES[cause];
  if (reason === 'no_data') return 'MissingSeries';
  return reason === 'for_raised' ? 'Updated' : undefined;
}

/**
 * How long a rule vouches for an alert, and when it says so again. It lasts as long as Prometheus's promise; but who is told stands in the same database, so that
 * half of it is soon enough.
 */
export function promiseOf(intervalMs: number): { readonly validForMs: () => number; readonly resendDelayMs: number } {
  const validForMs = 4 * Math.max(intervalMs, 60_000);
  // Told again by the first evaluation that is more than the delay away.
  return { validForMs: () => validForMs, resendDelayMs: validForMs / 2 - intervalMs };
}

/** The alerts that a rule has to tell about now. The end of one is told once: it is written down with what remembers it, so it cannot get lost. */
export const toldAlerts = ({ notifications }: RuleOutcome, timeMs: number): readonly AlertInstance[] =>
  notifications.filter(({ state, resolvedAtMs }) => state !== 'inactive' || resolvedAtMs === timeMs);

/** What a rule tells about alerts after an evaluation, as any source would. */
export function signalsOf(alerts: readonly AlertInstance[], { transitions }: Pick<RuleOutcome, 'transitions'>, ruleId: AlertRuleId, findings: readonly ThresholdFinding[], generatorUrl: string): readonly SignalInput[] {
  if (alerts.length === 0) return [];
  const explanations = new Map(findings.map(({ labels, explanation }) => [Labels.from(labels).key, explanation]));
  const reasons = new Map(transitions.map(({ alert, reason }) => [Labels.from(alert.labels).key, reason]));
  return alerts.map((alert) => {
    const explanation = alert.state === 'firing' ? explanations.get(Labels.from(alert.sourceLabels).key) : undefined;
    const reason = reasons.get(Labels.from(alert.labels).key);
    const ended = alert.state === 'inactive' && reason !== undefined ? ENDS[reason] : undefined;
    return {
      labels: alert.labels,
      annotations: clipped({ ...alert.annotations, ...(explanation !== undefined && { [EXPLANATION]: explanation }), ...(ended !== undefined && { [END_REASON]: ended }) }),
      ...timesOf(alert),
      generatorUrl,
      source: 'rule',
      ends: 'by_time',
      ruleId,
      stateReason: stateReasonOf(alert, reason),
    };
  });
}

/** An expanded template may be longer than an annotation can be; a text that ends early is better than no alert. */
const clipped = (annotations: LabelRecord): LabelRecord =>
  Object.fromEntries(Object.entries(annotations).map(([name, text]) => [name, text.length > MAX_LABEL_VALUE_LENGTH ? `${text.slice(0, MAX_LABEL_VALUE_LENGTH - 1).toWellFormed().replace(/\uFFFD$/, '')}…` : text]));

function timesOf({ state, activeAtMs, firedAtMs, resolvedAtMs, validUntilMs }: AlertInstance): Pick<SignalInput, 'startsAt' | 'endsAt'> {
  const endsAtMs = state === 'inactive' ? resolvedAtMs : validUntilMs;
  return { startsAt: new Date(firedAtMs ?? activeAtMs), endsAt: endsAtMs === undefined ? undefined : new Date(endsAtMs) };
}
