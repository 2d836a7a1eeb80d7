import { parseAlertTemplate } from '#pkg/go-template';
import { isLabelName, parsePromql, type PromqlSyntaxOptions, quote } from '#pkg/promql';
import { messageOf } from '../evaluation/rule-vector.ts';
import type { WrittenGroup, WrittenRule } from './decode-rule-file.ts';
import type { RuleFileProblem } from './rule-file-problem.ts';
import type { YamlPosition } from '#pkg/go-yaml';

const METRIC_NAME = '__name__';

/** Places as Prometheus names them; what is not written stands at 0:0. */
const at = (position: YamlPosition | undefined): string => `${position?.line ?? 0}:${position?.column ?? 0}: `;

/** What is wrong with groups that are well-formed, worded as by `promtool check rules`, with the place of each. */
export function validateRuleGroups(groups: readonly WrittenGroup[], syntax: PromqlSyntaxOptions | undefined): RuleFileProblem[] {
  const known = new Set<string>();
  return groups.flatMap((group) => {
    const problems: RuleFileProblem[] = [];
    const add = (message: string, prefix: string, position = group.places.rule): void => void problems.push({ message, text: prefix + message, position, group: group.name });
    if (group.name === '') add('Groupname must not be empty', at(undefined));
    if (known.has(group.name)) add(`groupname: "${group.name}" is repeated in the same file`, at(undefined), group.places.fields.get('name'));
    known.add(group.name);
    for (const [name, value] of Object.entries(group.labels)) {
      const place = group.places.entries.get(`labels/${name}`);
      if (!isOwnLabelName(name)) add(`invalid label name: ${name}`, '', place);
      if (!value.isWellFormed()) add(`invalid label value: ${value}`, '', place);
    }
    return [...problems, ...group.rules.flatMap((rule, index) => validateRule(rule, group.name, index + 1, syntax))];
  });
}

const isOwnLabelName = (name: string): boolean => isLabelName(name) && name !== METRIC_NAME;

function validateRule(rule: WrittenRule, group: string, number: number, syntax: PromqlSyntaxOptions | undefined): RuleFileProblem[] {
  const problems: RuleFileProblem[] = [];
  const { record, alert, expr, places } = rule;
  const field = (name: string): YamlPosition | undefined => places.fields.get(name);
  const about = `group ${quote(group)}, rule ${number}, ${quote(alert === '' ? record : alert)}: `;
  const add = (message: string, prefix: string, position: YamlPosition | undefined): void =>
    void problems.push({ message, text: prefix + about + message, position: position ?? places.rule, group, rule: number });
  const both = at(field('record')) + at(field('alert'));

  if (record !== '' && alert !== '') add("only one of 'record' and 'alert' must be set", both, field('record'));
  if (record === '' && alert === '') add("one of 'record' or 'alert' must be set", both, undefined);
  if (expr === '') add("field 'expr' must be set in rule", at(field('expr')), field('expr'));
  else {
    const problem = expressionProblem(expr, syntax);
    if (problem !== undefined) add(`could not parse expression: ${problem}`, at(field('expr')), field('expr'));
  }
  if (record !== '') for (const problem of recordingProblems(rule)) add(problem, at(field('record')), field('record'));
  for (const [name, value] of Object.entries(rule.labels)) {
    if (!isOwnLabelName(name)) add(`invalid label name: ${name}`, '', places.entries.get(`labels/${name}`));
    if (!value.isWellFormed()) add(`invalid label value: ${value}`, '', places.entries.get(`labels/${name}`));
  }
  for (const name of Object.keys(rule.annotations)) if (!isLabelName(name)) add(`invalid annotation name: ${name}`, '', places.entries.get(`annotations/${name}`));
  for (const [kind, texts] of alert === '' ? [] : ([['label', rule.labels], ['annotation', rule.annotations]] as const)) {
    for (const [name, text] of Object.entries(texts)) {
      const problem = templateProblem(alert, text);
      if (problem !== undefined) add(`${kind} ${quote(name)}: ${problem}`, '', places.entries.get(`${kind}s/${name}`));
    }
  }
  return problems;
}

function recordingProblems({ record, annotations, forMs, keepFiringForMs }: WrittenRule): string[] {
  const problems: string[] = [];
  if (Object.keys(annotations).length > 0) problems.push("invalid field 'annotations' in recording rule");
  if (forMs !== 0) problems.push("invalid field 'for' in recording rule");
  if (keepFiringForMs !== 0) problems.push("invalid field 'keep_firing_for' in recording rule");
  if (!record.isWellFormed()) problems.push(`invalid recording rule name: ${record}`);
  if (/[{}]/.test(record)) problems.push(`braces present in the recording rule name; should it be in expr?: ${record}`);
  return problems;
}

function expressionProblem(expr: string, syntax: PromqlSyntaxOptions | undefined): string | undefined {
  try {
    parsePromql(expr, syntax);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}

function templateProblem(alert: string, text: string): string | undefined {
  try {
    parseAlertTemplate(alert, text);
    return undefined;
  } catch (error) {
    return messageOf(error);
  }
}
