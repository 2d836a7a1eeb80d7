import { formatDuration, PromqlEngine, type PromqlEngineOptions } from '#pkg/promql';
import { RuleGroupEvaluator } from '../evaluation/rule-group-evaluator.ts';
import { messageOf } from '../evaluation/rule-vector.ts';
import { type RuleGroup, ruleName } from '../model/rule-group.ts';
import { parseRuleFile } from '../parsing/parse-rule-file.ts';
import { alertFailure, expressionFailure } from './check-expectations.ts';
import { matchRuleFiles } from './match-rule-files.ts';
import { parseRuleTestFile, type RuleTest, type RuleTestFile } from './rule-test-file.ts';
import { goDurationText } from './test-notation.ts';
import { TestStorage } from './test-storage.ts';

/** What became of one entry of `tests`. */
export interface RuleTestResult {
  readonly name: string;
  readonly passed: boolean;
  /** promtool's explanations. */
  readonly failures: readonly string[];
}

export interface RuleTestsResult {
  readonly passed: boolean;
  readonly tests: readonly RuleTestResult[];
  /** Why no test could run. */
  readonly problem: string | undefined;
  readonly warnings: readonly string[];
}

export interface RuleTestOptions {
  /** How the expressions are evaluated; the defaults are those of promtool. */
  readonly engine?: Pick<PromqlEngineOptions, 'syntax' | 'maxSamples' | 'timeoutMs' | 'lookbackMs' | 'delayedNameRemoval'>;
  /** Evaluations of the rules in one test. */
  readonly maxEvaluations?: number;
  readonly signal?: AbortSignal;
}

/**
 * Runs tests of rules as `promtool test rules` does.
 *
 * @param ruleFiles the files that `rule_files` names, by path relative to the file of tests
 */
export async function runRuleTests(testFileText: string, ruleFiles: Readonly<Record<string, string>>, options: RuleTestOptions = {}): Promise<RuleTestsResult> {
  const failed = (problem: string): RuleTestsResult => ({ passed: false, tests: [], problem, warnings: [] });
  let file: RuleTestFile;
  try {
    file = parseRuleTestFile(testFileText);
  } catch (error) {
    return failed(messageOf(error));
  }
  const repeated = file.groupOrder.find((name, index) => file.groupOrder.indexOf(name) < index);
  if (repeated !== undefined) return failed(`group name repeated in evaluation order: ${repeated}`);
  const { names, warnings } = matchRuleFiles(file.ruleFiles, Object.keys(ruleFiles));
  const groups = loadGroups(names, ruleFiles);
  const tests: RuleTestResult[] = [];
  for (const [index, test] of file.tests.entries()) {
    const failures = 'failures' in groups ? groups.failures : await runTest(test, file, groups.groups, options);
    tests.push({ name: test.name === '' ? `unnamed#${index}` : test.name, passed: failures.length === 0, failures });
  }
  return { passed: tests.every(({ passed }) => passed), tests, problem: undefined, warnings };
}

type LoadedGroups = { readonly groups: readonly RuleGroup[] } | { readonly failures: readonly string[] };

function loadGroups(names: readonly string[], ruleFiles: Readonly<Record<string, string>>): LoadedGroups {
  const groups: RuleGroup[] = [];
  for (const name of names) {
    const file = parseRuleFile(ruleFiles[name] ?? '');
    if (file.report.length > 0) return { failures: file.report.map((line) => `${name}: ${line}`) };
    groups.push(...file.groups);
  }
  return { groups };
}

async function runTest(test: RuleTest, file: RuleTestFile, groups: readonly RuleGroup[], options: RuleTestOptions): Promise<string[]> {
  const unnamed = test.alertTests.find(({ alertname }) => alertname === '');
  if (unnamed) return [`an item under alert_rule_test misses required attribute alertname at eval_time ${formatDuration(unnamed.evalTimeMs)}${test.name === '' ? '' : ` (in TestGroup ${test.name})`}`];
  try {
    return await new RuleTestRun(test, file, groups, options).run();
  } catch (error) {
    return [messageOf(error)];
  }
}

class RuleTestRun {
  private readonly storage: TestStorage;
  private readonly engine: PromqlEngine;
  private readonly evaluators: readonly RuleGroupEvaluator[];
  private readonly failures: string[] = [];

  constructor(
    private readonly test: RuleTest,
    private readonly file: RuleTestFile,
    groups: readonly RuleGroup[],
    private readonly options: RuleTestOptions,
  ) {
    const { storage } = (this.storage = new TestStorage(test.inputSeries, test.startMs, test.intervalMs), this);
    this.engine = new PromqlEngine(storage, { maxSamples: 1_000_000, ...options.engine, defaultSubqueryStepMs: file.evaluationIntervalMs });
    const host = { query: (expr: string, timeMs: number) => this.engine.instant(expr, timeMs), append: storage.append.bind(storage) };
    const order = (group: RuleGroup): number => Math.max(0, file.groupOrder.indexOf(group.name));
    const { externalLabels, externalUrl } = test;
    this.evaluators = [...groups].sort((a, b) => order(a) - order(b)).map((group) => new RuleGroupEvaluator(group, host, { defaultIntervalMs: test.intervalMs, externalLabels, externalUrl, now: () => 0 }));
  }

  async run(): Promise<string[]> {
    const { startMs, alertTests, expressionTests } = this.test;
    const stepMs = this.file.evaluationIntervalMs;
    const lastMs = Math.max(0, ...[...alertTests, ...expressionTests].map(({ evalTimeMs }) => evalTimeMs));
    const most = this.options.maxEvaluations ?? 20_000;
    if (lastMs / stepMs > most) throw new Error(`a test of more than ${most} evaluations is not supported`);
    for (let offsetMs = 0; offsetMs <= lastMs; offsetMs += stepMs) {
      this.options.signal?.throwIfAborted();
      const errors = await this.evaluate(startMs + offsetMs);
      if (errors.length > 0) return [...this.failures, ...errors];
      this.checkAlerts(offsetMs, offsetMs + stepMs);
    }
    for (const expression of expressionTests) {
      const failure = await expressionFailure(expression, startMs + expression.evalTimeMs, this.engine, this.file.fuzzyCompare);
      if (failure !== undefined) this.failures.push(failure);
    }
    return this.failures;
  }

  private async evaluate(timeMs: number): Promise<string[]> {
    this.storage.advanceTo(timeMs);
    const errors: string[] = [];
    for (const evaluator of this.evaluators) {
      const { rules } = await evaluator.evaluate(timeMs, this.options.signal);
      for (const { rule, lastError } of rules) {
        if (lastError !== undefined) errors.push(`    rule: ${ruleName(rule)}, time: ${goDurationText(timeMs)}, err: ${lastError}`);
      }
    }
    return errors;
  }

  /** The tests of alerts whose time lies in this step see what was evaluated at its beginning. */
  private checkAlerts(fromMs: number, toMs: number): void {
    const due = this.test.alertTests.filter(({ evalTimeMs }) => evalTimeMs >= fromMs && evalTimeMs < toMs).sort((a, b) => a.evalTimeMs - b.evalTimeMs);
    for (const test of due) {
      const alerts = this.evaluators.flatMap((evaluator) => evaluator.group.rules.flatMap((rule, index) => (ruleName(rule) === test.alertname ? evaluator.alertsOf(index) : [])));
      const failure = alertFailure(test, alerts, this.test.name);
      if (failure !== undefined) this.failures.push(failure);
    }
  }
}
