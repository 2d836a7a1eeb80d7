import type { PromqlEngine } from '../evaluation/promql-engine.ts';
import { timeDependentFunctions } from '../evaluation/plan-query.ts';
import type { QueryResult, QueryValue } from '../evaluation/query-result.ts';
import { parsePromql } from '../syntax/parse-promql.ts';
import { printPromql } from '../syntax/print-promql.ts';
import type { Expression } from '../syntax/promql-ast.ts';
import type { PromqlSyntaxOptions } from '../syntax/promql-options.ts';
import { childExpressions, withChildren } from '../syntax/walk-ast.ts';
import { PromqlError } from '../values/promql-error.ts';
import { compareResult } from './compare-result.ts';
import type { EvalCommand, TextExpectation } from './test-script.ts';

/** Everything the test files use. */
export const allSyntax: PromqlSyntaxOptions = { experimentalFunctions: true, durationExpressions: true, extendedRangeSelectors: true, fillModifiers: true };

/**
 * Why an evaluation does not give what the script expects; undefined when it does. As in Prometheus's own runner an instant query is
 * also tried pinned to its time by `@` at other times, and as the middle of a range query.
 */
export async function runEvaluation(engine: PromqlEngine, command: EvalCommand): Promise<string | undefined> {
  if (command.isRange) {
    return attempt(() => engine.range(command.query, command), command, (result) => check(result, command, command.query));
  }
  for (const { query, timeMs } of [{ query: command.query, timeMs: command.startMs }, ...pinned(command)]) {
    const failure = await attempt(() => engine.instant(query, timeMs), command, async (result) => check(result, command, query) ?? inRange(engine, command, query, timeMs, result.value));
    if (failure !== undefined) return `${failure} [${query} at ${timeMs}]`;
  }
  return undefined;
}

type Check = (result: QueryResult) => string | undefined | Promise<string | undefined>;

async function attempt(run: () => Promise<QueryResult>, { fails }: EvalCommand, checkResult: Check): Promise<string | undefined> {
  let result: QueryResult;
  try {
    result = await run();
  } catch (error) {
    if (!(error instanceof PromqlError)) throw error;
    return fails?.(error.message) ? undefined : `failed: ${error.message}`;
  }
  return fails ? 'expected it to fail' : checkResult(result);
}

function check(result: QueryResult, command: EvalCommand, query: string): string | undefined {
  return checkTexts('warning', result.warnings, command.warnings, query) ?? checkTexts('info', result.infos, command.infos, query) ?? compareResult(result.value, command);
}

function checkTexts(what: string, actual: readonly string[], expected: readonly TextExpectation[] | 'none' | 'any', query: string): string | undefined {
  if (expected === 'any') return undefined;
  const found = `${actual.join(' | ')} for ${query}`;
  if (expected === 'none') return actual.length === 0 ? undefined : `unexpected ${what}: ${found}`;
  if (!expected.every((matches) => actual.some(matches))) return `missing ${what}, found: ${found}`;
  return actual.every((text) => expected.some((matches) => matches(text))) ? undefined : `unexpected ${what}: ${found}`;
}

async function inRange(engine: PromqlEngine, command: EvalCommand, query: string, timeMs: number, instant: QueryValue): Promise<string | undefined> {
  if (command.rangeVector || command.text !== undefined || command.isOrdered || /(start|end|range|step)\(\)/.test(query)) return undefined;
  const { value } = await engine.range(query, { startMs: timeMs - 60_000, endMs: timeMs + 60_000, stepMs: 60_000 });
  if (value.type !== 'matrix') return 'a range query has no matrix';
  const samples = value.series.flatMap(({ labels, floats, histograms }) => {
    const at = floats.times.indexOf(timeMs);
    const histogram = histograms.find((candidate) => candidate.timeMs === timeMs)?.histogram;
    return [...(at < 0 ? [] : [{ labels, value: floats.values[at] as number }]), ...(histogram ? [{ labels, value: histogram }] : [])];
  });
  const first = samples[0]?.value;
  const middle: QueryValue = instant.type === 'scalar' && typeof first === 'number' ? { type: 'scalar', timeMs, value: first } : { type: 'vector', timeMs, samples };
  const failure = compareResult(middle, command);
  return failure && `in a range query: ${failure}`;
}

/** The query with every selector fixed to its time, at other times; none for what depends on the evaluation time. */
function pinned({ query, startMs }: EvalCommand): { query: string; timeMs: number }[] {
  const expr = parsePromql(query, allSyntax);
  if (dependsOnTime(expr)) return [];
  const fixed = printPromql(pin(expr, startMs));
  const times = startMs === 0 ? [-1000, 0, 1000] : [-10 * startMs, 0, Math.trunc(startMs / 5), startMs, 10 * startMs];
  return times.map((timeMs) => ({ query: fixed, timeMs: timeMs + 0 }));
}

const dependsOnTime = (expr: Expression): boolean => (expr.kind === 'call' && timeDependentFunctions.has(expr.func.name)) || childExpressions(expr).some(dependsOnTime);

function pin(expr: Expression, timeMs: number): Expression {
  if (expr.kind === 'vector' || expr.kind === 'subquery') {
    const fixed = { ...expr, timestampMs: expr.timestampMs ?? timeMs, ...(expr.timestampMs === undefined ? { startOrEnd: undefined } : {}) };
    // Below a subquery that is fixed nothing else changes.
    return fixed;
  }
  return withChildren(expr, (child) => pin(child, timeMs));
}
