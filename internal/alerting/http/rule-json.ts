import { invalid } from '#pkg/apperror';
import type { components } from '#internal/platform/http';
import type { AlertRule, AlertRuleSettings } from '../domain/alert-rule.ts';
import type { AlertRuleId } from '../domain/alert-rule-id.ts';
import { type DynamicThreshold, thresholdDefaults } from '../domain/dynamic-threshold.ts';
import type { EventRule } from '../domain/event-rule.ts';
import type { AlertCondition, MetricRule, MetricRuleSettings } from '../domain/metric-rule.ts';
import type { GroupedRuleSettings } from '../domain/metric-rule-group.ts';
import type { RuleGroupId } from '../domain/rule-group-id.ts';

type Schemas = components['schemas'];
type Given = Schemas['AlertRuleSettings'];
type Grouped = Schemas['GroupedRuleSettings'];

const EVENT_ONLY = ['matchers', 'severity', 'position'] as const;
const METRIC_ONLY = ['expr', 'keep_firing_for_seconds', 'no_data', 'on_error', 'threshold', 'group_id', 'interval_seconds'] as const;
const ALERTING_ONLY = ['for_seconds', 'keep_firing_for_seconds', 'no_data', 'on_error', 'annotations'] as const;

/** The settings of one rule; the defaults are those of the contract. Throws `invalid` on what is missing for its kind, or not for it. */
export function toRuleSettings(body: Given): AlertRuleSettings {
  const kind = body.kind ?? 'event';
  if (kind !== 'event') {
    refuse(body, EVENT_ONLY, kind, '');
    if (body.expr === undefined) throw invalid('/expr', 'is required');
    const { group_id: groupId, interval_seconds: seconds } = body;
    if (groupId !== undefined && seconds !== undefined) throw invalid('/interval_seconds', 'is that of the group');
    return { ...metricSettings({ ...body, kind, expr: body.expr }, ''), groupId: groupId as RuleGroupId | undefined, intervalMs: seconds === undefined ? undefined : toMs(seconds) };
  }
  refuse(body, METRIC_ONLY, kind, '');
  const { matchers, for_seconds: forSeconds = 0 } = body;
  if (!matchers) throw invalid('/matchers', 'is required');
  if (!Number.isInteger(forSeconds) || forSeconds > 86_400) throw invalid('/for_seconds', 'is a whole number up to 86400 in an event rule');
  return {
    kind,
    name: body.name,
    matchers,
    forSeconds,
    severity: body.severity ?? null,
    labels: body.labels ?? {},
    annotations: body.annotations ?? {},
    enabled: body.enabled ?? true,
    position: body.position ?? 100,
  };
}

/** The settings of a rule over metrics; `field` is where it stands. */
export const toMetricSettings = (body: Grouped, field: string): MetricRuleSettings => metricSettings({ ...body, kind: body.kind ?? 'promql' }, field);

/** The settings of one rule of a group. */
export const toGroupedSettings = (body: Grouped, index: number): GroupedRuleSettings => {
  const settings = toMetricSettings(body, `/rules/${index}`);
  return body.id === undefined ? settings : { ...settings, id: body.id as AlertRuleId };
};

type GivenMetric = Pick<Grouped, 'name' | 'expr' | 'for_seconds' | 'keep_firing_for_seconds' | 'no_data' | 'on_error' | 'threshold' | 'labels' | 'annotations' | 'enabled'> & { readonly kind: MetricRuleSettings['kind'] };

function metricSettings(body: GivenMetric, field: string): MetricRuleSettings {
  const { kind, expr, threshold } = body;
  if (kind !== 'dynamic') refuse(body, ['threshold'], kind, field);
  const shared = { name: body.name, labels: body.labels ?? {}, enabled: body.enabled ?? true };
  if (kind === 'recording') {
    refuse(body, ALERTING_ONLY, kind, field);
    return { kind, condition: { expr }, ...shared, annotations: {} };
  }
  const condition: AlertCondition = {
    expr,
    forMs: toMs(body.for_seconds ?? 0),
    keepFiringForMs: toMs(body.keep_firing_for_seconds ?? 0),
    noData: body.no_data ?? 'resolve',
    onError: body.on_error ?? 'keep',
  };
  const alerting = { ...shared, annotations: body.annotations ?? {} };
  if (kind === 'promql') return { kind, condition, ...alerting };
  if (!threshold) throw invalid(`${field}/threshold`, 'is required');
  return { kind, condition: { ...condition, threshold: toThreshold(threshold) }, ...alerting };
}

function toThreshold({ method, ...given }: Schemas['DynamicThresholdSettings']): DynamicThreshold {
  const defaults = thresholdDefaults(method);
  return {
    method,
    maxScore: given.sensitivity ?? defaults.maxScore,
    direction: given.direction ?? defaults.direction,
    minDeviation: given.min_deviation ?? defaults.minDeviation,
    historyMs: given.history_seconds === undefined ? defaults.historyMs : toMs(given.history_seconds),
    stepMs: given.step_seconds === undefined ? defaults.stepMs : toMs(given.step_seconds),
    minSamples: given.min_samples ?? defaults.minSamples,
    minWeeks: given.min_weeks ?? defaults.minWeeks,
    timeZone: given.time_zone ?? defaults.timeZone,
  };
}

function refuse<Body extends object>(body: Body, fields: readonly (string & keyof Body)[], kind: string, below: string): void {
  const foreign = fields.find((field) => body[field] !== undefined && body[field] !== null);
  if (foreign !== undefined) throw invalid(`${below}/${foreign}`, `is not for rules of the kind ${kind}`);
}

const toMs = (seconds: number): number => Math.round(seconds * 1000);

/** A rule of any kind as it is shown. */
export const toAlertRuleJson = (rule: AlertRule) => (rule.kind === 'event' ? eventRuleJson(rule) : toMetricRuleJson(rule));

const eventRuleJson = (rule: EventRule) => ({
  id: rule.id,
  kind: rule.kind,
  name: rule.name,
  matchers: rule.matchers,
  for_seconds: rule.forSeconds,
  severity: rule.severity,
  labels: rule.labels,
  annotations: rule.annotations,
  enabled: rule.enabled,
  position: rule.position,
  ...life(rule),
});

/** A rule over metrics as it is shown. */
export function toMetricRuleJson(rule: MetricRule) {
  const { id, kind, name, labels, annotations, enabled, condition, groupId } = rule;
  if (kind === 'recording') return { id, kind, name, expr: condition.expr, labels, enabled, group_id: groupId, ...life(rule) };
  const { expr, forMs, keepFiringForMs, noData, onError } = rule.condition;
  const policies = { for_seconds: forMs / 1000, keep_firing_for_seconds: keepFiringForMs / 1000, no_data: noData, on_error: onError };
  const threshold = rule.kind === 'dynamic' ? thresholdJson(rule.condition.threshold) : null;
  return { id, kind, name, expr, ...policies, threshold, labels, annotations, enabled, group_id: groupId, ...life(rule) };
}

const life = ({ createdAt, updatedAt, version }: AlertRule) => ({ created_at: createdAt.toISOString(), updated_at: updatedAt.toISOString(), version });

const thresholdJson = (threshold: DynamicThreshold) => ({
  method: threshold.method,
  sensitivity: threshold.maxScore,
  direction: threshold.direction,
  min_deviation: threshold.minDeviation,
  history_seconds: threshold.historyMs / 1000,
  step_seconds: threshold.stepMs / 1000,
  min_samples: threshold.minSamples,
  min_weeks: threshold.minWeeks,
  time_zone: threshold.timeZone,
});
