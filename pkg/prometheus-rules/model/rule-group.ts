/** Names and values; a label with an empty value is the same as none. Annotations have the same shape. */
export type LabelRecord = Readonly<Record<string, string>>;

/** What to do when the series that a rule reads are gone. `resolve` is what Prometheus does: it cannot tell that from a condition that is over. */
export type NoDataPolicy = 'resolve' | 'keep' | 'alert';

/** What to do when a rule cannot be evaluated. `keep` is what Prometheus does: alerts stay as they are. */
export type ErrorPolicy = 'keep' | 'alert';

/** Writes the value of an expression as a new series. */
export interface RecordingRule {
  readonly kind: 'recording';
  /** The name of the new series. */
  readonly record: string;
  readonly expr: string;
  readonly labels: LabelRecord;
}

/** Every element of the expression's value is an alert. */
export interface AlertingRule {
  readonly kind: 'alerting';
  /** The name, which becomes the label `alertname`. */
  readonly alert: string;
  readonly expr: string;
  /** How long an alert is pending before it fires. */
  readonly forMs: number;
  /** How long it goes on firing after its condition is over. */
  readonly keepFiringForMs: number;
  /** Templates. */
  readonly labels: LabelRecord;
  /** Templates. */
  readonly annotations: LabelRecord;
  /** Beyond Prometheus; default `resolve`. */
  readonly noData?: NoDataPolicy | undefined;
  /** Beyond Prometheus; default `keep`. */
  readonly onError?: ErrorPolicy | undefined;
}

export type Rule = RecordingRule | AlertingRule;

/** Rules that are evaluated together, one after the other. */
export interface RuleGroup {
  readonly name: string;
  /** Undefined: the default of whoever evaluates it. */
  readonly intervalMs?: number | undefined;
  /** How far back in time the rules look, so that late samples arrive before. Undefined: the default. */
  readonly queryOffsetMs?: number | undefined;
  /** A rule that yields more series or active alerts than this fails; 0: no limit. */
  readonly limit: number;
  /** Labels of every rule that does not set them itself. */
  readonly labels: LabelRecord;
  readonly rules: readonly Rule[];
}

/** The name of a rule, whichever kind it is. */
export const ruleName = (rule: Rule): string => (rule.kind === 'alerting' ? rule.alert : rule.record);

/** The labels of a rule with those of its group behind them. */
export const mergedLabels = (group: Pick<RuleGroup, 'labels'>, rule: Rule): LabelRecord => ({ ...group.labels, ...rule.labels });
