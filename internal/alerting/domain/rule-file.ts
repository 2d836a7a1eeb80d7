import { AppError, type ErrorDetail } from '#pkg/apperror';
import { parseRuleFile, printRuleFile, type Rule, type RuleFile, type RuleGroup as FileGroup } from '#pkg/prometheus-rules';
import type { RuleGroup, RuleGroupSettings } from './metric-rule-group.ts';
import { evaluatedRule, type MetricRuleSettings } from './metric-rule.ts';
import { DEFAULT_INTERVAL_MS } from './slots.ts';

/** Groups of a Prometheus rule file, and what is no fault of it but may not be meant. Throws `invalid` with the place of each fault. */
export function readRuleFile(text: string, namespace: string): { readonly groups: readonly RuleGroupSettings[]; readonly positions: RuleFile['positions']; readonly warnings: readonly string[] } {
  const file = parseRuleFile(text);
  if (file.problems.length > 0) {
    const details = file.problems.map(({ message, position, rule }): ErrorDetail => ({ field: pointerTo(file.positions, position) ?? (rule === undefined ? '/groups' : `/rules/${rule - 1}`), reason: message, ...position }));
    throw new AppError('invalid', file.problems[0]?.text ?? 'the file has faults', { details });
  }
  return { groups: file.groups.map((group) => settingsOfFile(group, namespace)), positions: file.positions, warnings: file.warnings };
}

/** Puts the place in the file to faults of a group that only the domain knows. */
export function placed(error: unknown, index: number, positions: RuleFile['positions']): unknown {
  if (!(error instanceof AppError) || error.code !== 'invalid') return error;
  const details = error.details.map(({ field, reason }): ErrorDetail => {
    // Fields that files spell otherwise than our API.
    const pointer = `/groups/${index}${field.replace(/_seconds$/, '')}`;
    return { field: pointer, reason, ...(positions.get(pointer) ?? positions.get(pointer.replace(/\/[^/]*$/, '')) ?? positions.get(`/groups/${index}`)) };
  });
  return new AppError('invalid', error.message, { details });
}

const pointerTo = (positions: RuleFile['positions'], at: { readonly line: number; readonly column: number } | undefined): string | undefined =>
  [...positions].filter(([, { line, column }]) => line === at?.line && column === at.column).map(([pointer]) => pointer).at(-1);

const settingsOfFile = ({ name, intervalMs, queryOffsetMs, limit, labels, rules }: FileGroup, namespace: string): RuleGroupSettings =>
  ({ namespace, name, intervalMs: intervalMs ?? DEFAULT_INTERVAL_MS, queryOffsetMs: queryOffsetMs ?? 0, limit, labels, rules: rules.map(settingsOfRule) });

function settingsOfRule(rule: Rule): MetricRuleSettings {
  const { labels, expr } = rule;
  if (rule.kind === 'recording') return { kind: 'recording', name: rule.record, labels, annotations: {}, enabled: true, condition: { expr } };
  const { alert, annotations, forMs, keepFiringForMs } = rule;
  return { kind: 'promql', name: alert, labels, annotations, enabled: true, condition: { expr, forMs, keepFiringForMs, noData: 'resolve', onError: 'keep' } };
}

/** Rules that a file cannot say keep what they have beyond it: their policies, and whether they are switched on. */
export function withPolicies(settings: RuleGroupSettings, before: RuleGroup): RuleGroupSettings {
  const rules = settings.rules.map((rule) => {
    const known = before.rules.find(({ kind, name, labels }) => kind === rule.kind && name === rule.name && sameLabels(labels, rule.labels));
    if (!known || rule.kind !== 'promql' || known.kind !== 'promql') return known ? { ...rule, enabled: known.enabled } : rule;
    const { noData, onError } = known.condition;
    return { ...rule, enabled: known.enabled, condition: { ...rule.condition, noData, onError } };
  });
  return { ...settings, rules };
}

const sameLabels = (one: Readonly<Record<string, string>>, other: Readonly<Record<string, string>>): boolean =>
  Object.keys(one).length === Object.keys(other).length && Object.entries(one).every(([name, value]) => other[name] === value);

/** Groups as a Prometheus rule file. What such a file cannot say stands in comments. */
export function writeRuleFile(groups: readonly RuleGroup[]): string {
  const isSayable = ({ kind, enabled }: RuleGroup['rules'][number]): boolean => kind !== 'dynamic' && enabled;
  const left = groups.flatMap(({ name, rules }) => rules.filter((rule) => !isSayable(rule)).map((rule) => `# Not in this file: ${oneLine(rule.name)} of ${oneLine(name)}, which ${rule.enabled ? 'is dynamic' : 'is switched off'}.\n`));
  const file = groups.map(({ name, intervalMs, queryOffsetMs, limit, labels, rules }): FileGroup =>
    ({ name, intervalMs, queryOffsetMs: queryOffsetMs === 0 ? undefined : queryOffsetMs, limit, labels, rules: rules.filter(isSayable).map(evaluatedRule) }));
  return left.join('') + printRuleFile(file);
}

const oneLine = (text: string): string => text.replace(/\s+/g, ' ');
