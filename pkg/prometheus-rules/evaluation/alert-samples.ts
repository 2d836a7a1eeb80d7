import type { AlertState } from '../model/alert-instance.ts';
import type { LabelRecord } from '../model/rule-group.ts';
import type { RuleSample } from '../model/rule-outcome.ts';
import type { LiveAlert } from './live-alert.ts';
import { Labels } from '#pkg/promql';

export const ALERTS = 'ALERTS';
export const ALERTS_FOR_STATE = 'ALERTS_FOR_STATE';
export const ALERT_NAME = 'alertname';
export const METRIC_NAME = '__name__';

/**
 * The series `ALERTS` and `ALERTS_FOR_STATE` of an active alert. They carry the rule's labels, not expanded, below those of the alert: a label
 * whose template yields nothing keeps its text here, as in Prometheus.
 */
export function alertSamples(name: string, ruleLabels: LabelRecord, alert: Pick<LiveAlert, 'labels' | 'state' | 'activeAtMs'>, timeMs: number): RuleSample[] {
  const series = seriesOf.get(alert.labels) ?? {};
  seriesOf.set(alert.labels, series);
  const own = (): LabelRecord => ({ ...ruleLabels, ...alert.labels, [ALERT_NAME]: name });
  const alerts = (series[alert.state] ??= Labels.from({ ...own(), [METRIC_NAME]: ALERTS, alertstate: alert.state }));
  const forState = (series.forState ??= Labels.from({ ...own(), [METRIC_NAME]: ALERTS_FOR_STATE }));
  return [
    { labels: alerts, timeMs, value: 1 },
    { labels: forState, timeMs, value: Math.floor(alert.activeAtMs / 1000) },
  ];
}

/** An alert keeps its labels, the object itself, as long as it lasts; they belong to one rule. */
const seriesOf = new WeakMap<LabelRecord, { -readonly [Key in AlertState | 'forState']?: Labels }>();
