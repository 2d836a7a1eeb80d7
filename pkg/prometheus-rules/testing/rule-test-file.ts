import type { Node } from 'yaml';
import type { LabelRecord } from '../model/rule-group.ts';
import { type TypeFault, type TypeNames, YamlDecoder, YamlFault, YamlSource } from '#pkg/go-yaml';

/** Input as `promtool test rules` takes it. */
export interface InputSeries {
  readonly series: string;
  readonly values: string;
}

export interface ExpectedAlert {
  readonly labels: LabelRecord;
  readonly annotations: LabelRecord;
}

export interface AlertTest {
  readonly evalTimeMs: number;
  readonly alertname: string;
  readonly alerts: readonly ExpectedAlert[];
}

export interface ExpressionTest {
  readonly expr: string;
  readonly evalTimeMs: number;
  readonly samples: readonly { readonly labels: string; readonly value: number; readonly histogram: string }[];
}

/** One entry of `tests`. */
export interface RuleTest {
  readonly name: string;
  readonly intervalMs: number;
  readonly inputSeries: readonly InputSeries[];
  readonly alertTests: readonly AlertTest[];
  readonly expressionTests: readonly ExpressionTest[];
  readonly externalLabels: LabelRecord;
  readonly externalUrl: string;
  readonly startMs: number;
}

/** A file of tests of rules (https://prometheus.io/docs/prometheus/latest/configuration/unit_testing_rules/). */
export interface RuleTestFile {
  readonly ruleFiles: readonly string[];
  readonly evaluationIntervalMs: number;
  readonly groupOrder: readonly string[];
  readonly fuzzyCompare: boolean;
  readonly tests: readonly RuleTest[];
}

const type = (name: string): TypeNames => ({ first: name, second: undefined });

/** Reads fields of a struct, for each its node. */
type Get = (name: string) => Node | null | undefined;

/** Throws {@link YamlFault} with the message of promtool, where it has one. */
export function parseRuleTestFile(text: string): RuleTestFile {
  const decoder = new YamlDecoder(new YamlSource(text));
  const file = decodeFile(decoder);
  const [first] = decoder.faults;
  if (first) throw new YamlFault(`yaml: unmarshal errors:\n${decoder.faults.map(({ line, problem }: TypeFault) => `  line ${line}: ${problem}`).join('\n')}`, first.position);
  return file;
}

function structOf<Value>(decoder: YamlDecoder, node: Node | null | undefined, name: string, fields: readonly string[], make: (get: Get) => Value): Value | undefined {
  const known = decoder.struct(node, type(name), new Set(fields));
  return known && make((field) => known.get(field)?.value);
}

function decodeFile(decoder: YamlDecoder): RuleTestFile {
  const fields = ['rule_files', 'evaluation_interval', 'group_eval_order', 'tests', 'fuzzy_compare'];
  const none: RuleTestFile = { ruleFiles: [], evaluationIntervalMs: 60_000, groupOrder: [], fuzzyCompare: false, tests: [] };
  return (
    structOf(decoder, decoder.source.root, 'main.unitTestFile', fields, (get) => {
      const evaluationIntervalMs = decoder.duration(get('evaluation_interval')) || 60_000;
      return {
        ruleFiles: decoder.list(get('rule_files'), type('[]string'), (node) => decoder.text(node)),
        evaluationIntervalMs,
        groupOrder: decoder.list(get('group_eval_order'), type('[]string'), (node) => decoder.text(node)),
        fuzzyCompare: decoder.bool(get('fuzzy_compare')) ?? false,
        tests: decoder.list(get('tests'), type('[]main.testGroup'), (node) => decodeTest(decoder, node, evaluationIntervalMs)),
      };
    }) ?? none
  );
}

function decodeTest(decoder: YamlDecoder, node: Node, defaultIntervalMs: number): RuleTest | undefined {
  const fields = ['interval', 'input_series', 'alert_rule_test', 'promql_expr_test', 'external_labels', 'external_url', 'name', 'start_timestamp'];
  return structOf(decoder, node, 'main.testGroup', fields, (get) => ({
    name: decoder.text(get('name')) ?? '',
    intervalMs: decoder.duration(get('interval')) || defaultIntervalMs,
    inputSeries: decoder.list(get('input_series'), type('[]main.series'), (one) =>
      structOf(decoder, one, 'main.series', ['series', 'values'], (series) => ({ series: decoder.text(series('series')) ?? '', values: decoder.text(series('values')) ?? '' })),
    ),
    alertTests: decoder.list(get('alert_rule_test'), type('[]main.alertTestCase'), (one) => decodeAlertTest(decoder, one)),
    expressionTests: decoder.list(get('promql_expr_test'), type('[]main.promqlTestCase'), (one) => decodeExpressionTest(decoder, one)),
    externalLabels: decoder.texts(get('external_labels')) ?? {},
    externalUrl: decoder.text(get('external_url')) ?? '',
    startMs: timestamp(decoder, get('start_timestamp')),
  }));
}

function decodeAlertTest(decoder: YamlDecoder, node: Node): AlertTest | undefined {
  return structOf(decoder, node, 'main.alertTestCase', ['eval_time', 'alertname', 'exp_alerts'], (get) => ({
    evalTimeMs: decoder.duration(get('eval_time')) ?? 0,
    alertname: decoder.text(get('alertname')) ?? '',
    alerts: decoder.list(get('exp_alerts'), type('[]main.alert'), (one) =>
      structOf(decoder, one, 'main.alert', ['exp_labels', 'exp_annotations'], (alert) => ({ labels: decoder.texts(alert('exp_labels')) ?? {}, annotations: decoder.texts(alert('exp_annotations')) ?? {} })),
    ),
  }));
}

function decodeExpressionTest(decoder: YamlDecoder, node: Node): ExpressionTest | undefined {
  return structOf(decoder, node, 'main.promqlTestCase', ['expr', 'eval_time', 'exp_samples'], (get) => ({
    expr: decoder.text(get('expr')) ?? '',
    evalTimeMs: decoder.duration(get('eval_time')) ?? 0,
    samples: decoder.list(get('exp_samples'), type('[]main.sample'), (one) =>
      structOf(decoder, one, 'main.sample', ['labels', 'value', 'histogram'], (sample) => ({
        labels: decoder.text(sample('labels')) ?? '',
        value: decoder.float(sample('value')) ?? 0,
        histogram: decoder.text(sample('histogram')) ?? '',
      })),
    ),
  }));
}

/** Seconds since 1970, or a time by RFC 3339; in milliseconds. */
function timestamp(decoder: YamlDecoder, node: Node | null | undefined): number {
  const text = decoder.text(node);
  if (text === undefined) return 0;
  if (/^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i.test(text)) return Math.round(Number(text) * 1000);
  const ms = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?(Z|[-+]\d\d:\d\d)$/.test(text) ? Date.parse(text) : NaN;
  if (Number.isNaN(ms)) throw new YamlFault(`cannot parse "${text}" to a valid timestamp`, decoder.source.position(node));
  return ms;
}
