import { type TypeFault, YamlDecoder, YamlFault, type YamlPosition, YamlSource } from '#pkg/go-yaml';
import type { PromqlSyntaxOptions } from '#pkg/promql';
import type { Rule, RuleGroup } from '../model/rule-group.ts';
import { decodeRuleFile, type RulePlaces, type WrittenGroup, type WrittenRule } from './decode-rule-file.ts';
import { duplicateRules } from './duplicate-rules.ts';
import type { RuleFileProblem } from './rule-file-problem.ts';
import { validateRuleGroups } from './validate-rule-groups.ts';

/** A file of rules as read. */
export interface RuleFile {
  /** Empty when the file has problems of form; otherwise also when rules have problems. */
  readonly groups: readonly RuleGroup[];
  /** Nothing: the file is valid. */
  readonly problems: readonly RuleFileProblem[];
  /** The lines that `promtool check rules` prints about them: it reads a file twice, and so says some things twice. */
  readonly report: readonly string[];
  /** What is no fault, but may not be meant. */
  readonly warnings: readonly string[];
  /** Where each node is written, by JSON pointer: `/groups/0/rules/1/expr`, `/groups/0/labels/team`. */
  readonly positions: ReadonlyMap<string, YamlPosition>;
}

/** How many rules a file may have: each takes about a third of a millisecond to check. */
const MAX_RULES = 5_000;

const empty = { groups: [], warnings: [], positions: new Map<string, YamlPosition>() };

/** Reads a file of recording and alerting rules (https://prometheus.io/docs/prometheus/latest/configuration/recording_rules/), and checks it as `promtool check rules` does. It does not throw. */
export function parseRuleFile(text: string, syntax?: PromqlSyntaxOptions): RuleFile {
  try {
    const source = new YamlSource(text);
    const decoder = new YamlDecoder(source);
    const groups = decodeRuleFile(decoder);
    if (decoder.faults.length > 0) return { ...empty, ...typeProblems(decoder.faults) };
    if (groups.reduce((total, { rules }) => total + rules.length, 0) > MAX_RULES) throw new YamlFault(`a file has at most ${MAX_RULES} rules`, undefined);
    const problems = validateRuleGroups(groups, syntax);
    const duplicates = problems.length === 0 ? duplicateRules(groups) : undefined;
    const documents = source.hasMoreDocuments ? ['Multiple document yaml rules files are not supported, only the first document is processed'] : [];
    return {
      groups: groups.map(toGroup),
      problems,
      report: problems.map((problem) => problem.text),
      warnings: [...documents, ...(duplicates === undefined ? [] : [duplicates])],
      positions: positionsOf(groups),
    };
  } catch (error) {
    const { message, position } = faultOf(error);
    return { ...empty, problems: [{ message, text: message, position }], report: [message, message] };
  }
}

function faultOf(error: unknown): YamlFault {
  if (error instanceof YamlFault) return error;
  if (error instanceof RangeError) return new YamlFault('yaml: anchor value contains itself', undefined);
  throw error;
}

function typeProblems(faults: readonly TypeFault[]): Pick<RuleFile, 'problems' | 'report'> {
  const problems = faults.map(({ line, problem, position }): RuleFileProblem => ({ message: problem, text: `line ${line}: ${problem}`, position }));
  const report = (lines: readonly string[]): string[] => (lines.length === 0 ? [] : [`yaml: unmarshal errors:\n${lines.map((line) => `  ${line}`).join('\n')}`]);
  const again = faults.flatMap((fault) => (fault.again === undefined ? [] : [`line ${fault.line}: ${fault.again}`]));
  return { problems, report: [...report(problems.map(({ text }) => text)), ...report(again)] };
}

const toGroup = ({ name, intervalMs, queryOffsetMs, limit, labels, rules }: WrittenGroup): RuleGroup => ({ name, intervalMs, queryOffsetMs, limit, labels, rules: rules.map(toRule) });

function toRule({ record, alert, expr, forMs, keepFiringForMs, labels, annotations }: WrittenRule): Rule {
  return alert === '' ? { kind: 'recording', record, expr, labels } : { kind: 'alerting', alert, expr, forMs, keepFiringForMs, labels, annotations };
}

function positionsOf(groups: readonly WrittenGroup[]): Map<string, YamlPosition> {
  const positions = new Map<string, YamlPosition>();
  const add = (pointer: string, { rule, fields, entries }: RulePlaces): void => {
    if (rule) positions.set(pointer, rule);
    for (const [name, position] of [...fields, ...entries]) {
      const [field = '', ...rest] = name.split('/');
      const entry = rest.join('/').replaceAll('~', '~0').replaceAll('/', '~1');
      positions.set(`${pointer}/${field}${rest.length > 0 ? `/${entry}` : ''}`, position);
    }
  };
  groups.forEach((group, g) => {
    add(`/groups/${g}`, group.places);
    group.rules.forEach((rule, r) => add(`/groups/${g}/rules/${r}`, rule.places));
  });
  return positions;
}
