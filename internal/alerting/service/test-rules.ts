import { runRuleTests, type RuleTestsResult } from '#pkg/prometheus-rules';

/** Tests of rules in promtool's format, and the rule files that they name, by their paths. */
export interface RuleTestFiles {
  readonly tests: string;
  readonly ruleFiles: Readonly<Record<string, string>>;
}

export type TestRules = (files: RuleTestFiles, signal: AbortSignal) => Promise<RuleTestsResult>;

/** How long tests may take, and how many evaluations of rules one of them may make. */
const MAX_TEST_MS = 20_000;
const MAX_EVALUATIONS = 100_000;
/** Samples in memory of one query: tests bring little data. */
const MAX_SAMPLES = 1_000_000;

/** Runs tests of rules on samples that they bring along: nothing is read and nothing is stored. */
export const testRules: TestRules = ({ tests, ruleFiles }, signal) =>
  runRuleTests(tests, ruleFiles, { maxEvaluations: MAX_EVALUATIONS, engine: { maxSamples: MAX_SAMPLES, timeoutMs: MAX_TEST_MS }, signal: AbortSignal.any([signal, AbortSignal.timeout(MAX_TEST_MS)]) });
