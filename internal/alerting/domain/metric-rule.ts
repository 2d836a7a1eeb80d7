import { invalid } from '#pkg/apperror';
import type { ErrorPolicy, NoDataPolicy, Rule } from '#pkg/prometheus-rules';
import { isLabelName, parsePromql, typeOf } from '#pkg/promql';
import type { AlertRuleId } from './alert-rule-id.ts';
import { checkThreshold, type DynamicThreshold } from './dynamic-threshold.ts';
import { checkText, type Labels, MAX_LABEL_NAME_LENGTH, MAX_LABEL_VALUE_LENGTH, MAX_LABELS } from './labels.ts';
import type { RuleGroupId } from './rule-group-id.ts';

/** Characters of an expression, and of an annotation's template. */
export const MAX_EXPRESSION_LENGTH = 20_000;
export const MAX_ANNOTATION_LENGTH = 16_384;

/** When an alert of a rule over metrics is on. Durations in milliseconds. */
export interface AlertCondition {
  /** PromQL. */
  readonly expr: string;
  /** How long an alert is pending before it fires. */
  readonly forMs: number;
  /** How long it goes on firing after its condition is over. */
  readonly keepFiringForMs: number;
  /** What happens when the series that it reads are gone. */
  readonly noData: NoDataPolicy;
  /** What happens when it cannot be evaluated. */
  readonly onError: ErrorPolicy;
}

/** What differs between the kinds of rules over metrics. */
export type MetricCondition =
  /** Every element of the expression's value is an alert. */
  | { readonly kind: 'promql'; readonly condition: AlertCondition }
  /** Every element whose value is not what its history lets expect is an alert. */
  | { readonly kind: 'dynamic'; readonly condition: AlertCondition & { readonly threshold: DynamicThreshold } }
  /** The value of the expression is a new series. */
  | { readonly kind: 'recording'; readonly condition: { readonly expr: string } };

/** What people decide about a rule over metrics. */
export type MetricRuleSettings = MetricCondition & {
  /** The label `alertname` of its alerts, or the name of the series that it records. Need not be unique: the labels tell rules apart. */
  readonly name: string;
  /** Added to what the expression yields; templates, unless it records. */
  readonly labels: Labels;
  /** Templates; none for a rule that records. */
  readonly annotations: Labels;
  readonly enabled: boolean;
};

/** A rule that is evaluated over metrics, at its place in a group. */
export type MetricRule = MetricRuleSettings & {
  readonly id: AlertRuleId;
  readonly groupId: RuleGroupId;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly version: number;
};

/** Throws `invalid`, with a JSON pointer below `field`, when an expression, a name or a label makes no sense. */
export function checkMetricRule(rule: MetricRuleSettings, field: string): void {
  checkText(rule.name, `${field}/name`, 200);
  checkExpression(rule.condition.expr, `${field}/expr`);
  checkTemplates(rule.labels, `${field}/labels`, MAX_LABEL_VALUE_LENGTH);
  checkTemplates(rule.annotations, `${field}/annotations`, MAX_ANNOTATION_LENGTH);
  if (rule.kind === 'recording') {
    if (!isLabelName(rule.name)) throw invalid(`${field}/name`, 'is not the name of a metric');
    if (Object.keys(rule.annotations).length > 0) throw invalid(`${field}/annotations`, 'a rule that records has no annotations');
  }
  if (rule.kind === 'dynamic') checkThreshold(rule.condition.threshold, `${field}/threshold`);
}

function checkExpression(expr: string, field: string): void {
  checkText(expr, field, MAX_EXPRESSION_LENGTH);
  let type;
  try {
    type = typeOf(parsePromql(expr));
  } catch (error) {
    throw invalid(field, error instanceof Error ? error.message : 'does not parse');
  }
  if (type !== 'vector' && type !== 'scalar') throw invalid(field, 'yields neither an instant vector nor a scalar');
}

function checkTemplates(templates: Labels, field: string, maxLength: number): void {
  const entries = Object.entries(templates);
  if (entries.length > MAX_LABELS) throw invalid(field, `has more than ${MAX_LABELS} entries`);
  for (const [name, text] of entries) {
    if (!isLabelName(name) || name === '__name__' || name.length > MAX_LABEL_NAME_LENGTH) throw invalid(field, `${JSON.stringify(name.slice(0, 200))} is not a label name`);
    checkText(text, `${field}/${name}`, maxLength);
  }
}

/**
 * The rule as the evaluator knows it. The condition of a dynamic rule is not PromQL: the text that stands for it carries its id, so that it is recognized;
 * without its comparison it is the plain expression, by which missing data is noticed.
 */
export function evaluatedRule(rule: MetricRule): Rule {
  const { name, labels, annotations } = rule;
  if (rule.kind === 'recording') return { kind: 'recording', record: name, expr: rule.condition.expr, labels };
  const { expr, forMs, keepFiringForMs, noData, onError } = rule.condition;
  return { kind: 'alerting', alert: name, expr: rule.kind === 'dynamic' ? dynamicText(rule) : expr, forMs, keepFiringForMs, labels, annotations, noData, onError };
}

/** What stands for the condition of a dynamic rule. */
export const dynamicText = ({ id, condition: { expr } }: Extract<MetricRule, { readonly kind: 'dynamic' }>): string => `(${expr}\n) > -Inf # ${id}`;
