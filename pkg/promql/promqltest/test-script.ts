import { lexPromql } from '../syntax/promql-lexer.ts';
import { parseDuration } from '../values/promql-duration.ts';
import type { Labels } from '../values/promql-labels.ts';
import { unquote } from '../values/quoted-string.ts';
import { parseMetric, parseSeriesDescription, type SequenceValue } from './series-description.ts';
import { parseStartSequence } from './start-sequence.ts';
import { parseTestNumber } from './test-number.ts';

/** A series to be loaded; `starts` are relative to the samples, in milliseconds. */
export interface LoadedSeries {
  readonly labels: Labels;
  readonly values: readonly SequenceValue[];
  readonly starts: readonly (number | undefined)[] | undefined;
}

export interface LoadCommand {
  readonly kind: 'load';
  readonly stepMs: number;
  readonly withCustomBuckets: boolean;
  readonly series: readonly LoadedSeries[];
}

/** What a message or annotation has to be. */
export type TextExpectation = (text: string) => boolean;

export interface EvalCommand {
  readonly kind: 'eval';
  readonly line: number;
  readonly query: string;
  readonly isRange: boolean;
  readonly startMs: number;
  readonly endMs: number;
  readonly stepMs: number;
  readonly isOrdered: boolean;
  readonly fails: TextExpectation | undefined;
  readonly warnings: readonly TextExpectation[] | 'none' | 'any';
  readonly infos: readonly TextExpectation[] | 'none' | 'any';
  /** A range vector is the answer to an instant query: these are its times. */
  readonly rangeVector: { readonly startMs: number; readonly endMs: number; readonly stepMs: number } | undefined;
  readonly scalar: number | undefined;
  readonly text: string | undefined;
  readonly series: readonly { readonly labels: Labels; readonly values: readonly SequenceValue[] }[];
}

export type TestCommand = LoadCommand | EvalCommand | { readonly kind: 'clear' };

/** Reads a test script of Prometheus (promql/promqltest/README.md). */
export function parseTestScript(text: string): TestCommand[] {
  const lines = text.split('\n').map((line) => (line.trim().startsWith('#') ? '' : line.trim()));
  const commands: TestCommand[] = [];
  for (let at = 0; at < lines.length; at++) {
    const line = lines[at] ?? '';
    if (line === '') continue;
    const block: string[] = [];
    if (!line.startsWith('clear')) while (at + 1 < lines.length && lines[at + 1] !== '') block.push(lines[++at] ?? '');
    commands.push(parseCommand(line, block, at - block.length + 1));
  }
  return commands;
}

function parseCommand(line: string, block: readonly string[], number: number): TestCommand {
  if (line.startsWith('clear')) return { kind: 'clear' };
  if (line.startsWith('load')) return parseLoad(line, block);
  if (line.startsWith('eval')) return parseEval(line, block, number);
  throw new Error(`line ${number}: no command: ${line}`);
}

function milliseconds(text: string): number {
  const duration = parseDuration(text.trim());
  if ('ms' in duration) return duration.ms;
  throw new Error(duration.problem);
}

function parseLoad(line: string, block: readonly string[]): LoadCommand {
  const [, nhcb, step = ''] = /^load(_with_nhcb)?\s+(.+)$/.exec(line) ?? [];
  const series: LoadedSeries[] = [];
  let starts: (number | undefined)[] | undefined;
  for (const description of block) {
    const startLine = /^(\S*)@st\s+(.+)$/.exec(description);
    if (startLine) {
      parseMetric(startLine[1] ?? '');
      starts = parseStartSequence(startLine[2] ?? '');
      continue;
    }
    series.push({ ...parseSeriesDescription(description), starts });
    starts = undefined;
  }
  return { kind: 'load', stepMs: milliseconds(step), withCustomBuckets: nhcb !== undefined, series };
}

function parseEval(line: string, block: readonly string[], number: number): EvalCommand {
  const instant = /^eval(?:_(fail|warn|ordered|info))?\s+instant\s+(?:at\s+(.+?))?\s+(.+)$/.exec(line);
  const range = /^eval(?:_(fail|warn|info))?\s+range\s+from\s+(.+)\s+to\s+(.+)\s+step\s+(.+?)\s+(.+)$/.exec(line);
  const match = instant ?? range;
  if (!match) throw new Error(`line ${number}: no evaluation: ${line}`);
  const mode = match[1];
  const times = instant
    ? { startMs: milliseconds(instant[2] ?? ''), endMs: milliseconds(instant[2] ?? ''), stepMs: 0 }
    : { startMs: milliseconds(match[2] ?? ''), endMs: milliseconds(match[3] ?? ''), stepMs: milliseconds(match[4] ?? '') };
  const expected = parseExpectations(block);
  return {
    kind: 'eval', line: number, query: match.at(-1) ?? '', isRange: range !== null, ...times, ...expected,
    isOrdered: expected.isOrdered || mode === 'ordered',
    fails: expected.fails ?? (mode === 'fail' ? () => true : undefined),
  };
}

type Expectations = Pick<EvalCommand, 'isOrdered' | 'fails' | 'warnings' | 'infos' | 'rangeVector' | 'scalar' | 'text' | 'series'>;

function parseExpectations(block: readonly string[]): Expectations {
  const annotations = { warn: [] as TextExpectation[], info: [] as TextExpectation[] };
  const result: { -readonly [Key in keyof Expectations]: Expectations[Key] } = {
    isOrdered: false, fails: undefined, warnings: 'any', infos: 'any', rangeVector: undefined, scalar: undefined, text: undefined, series: [],
  };
  const series: { labels: Labels; values: readonly SequenceValue[] }[] = [];
  for (const line of block) {
    const vector = /^expect range vector\s+from\s+(.+)\s+to\s+(.+)\s+step\s+(.+)$/.exec(line);
    const text = /^expect string (.+)$/.exec(line);
    const expectation = /^expect\s+(ordered|fail|warn|no_warn|info|no_info)(?:\s+(regex|msg):(.+))?$/.exec(line);
    if (vector) result.rangeVector = { startMs: milliseconds(vector[1] ?? ''), endMs: milliseconds(vector[2] ?? ''), stepMs: milliseconds(vector[3] ?? '') };
    else if (text) result.text = unquote(text[1] ?? '') ?? '';
    else if (expectation) {
      const [, kind, mode, pattern = ''] = expectation;
      const matches = textExpectation(mode, pattern.trim());
      if (kind === 'ordered') result.isOrdered = true;
      else if (kind === 'fail') result.fails = matches;
      else if (kind === 'no_warn') result.warnings = 'none';
      else if (kind === 'no_info') result.infos = 'none';
      else if (kind === 'warn') annotations.warn.push(matches);
      else annotations.info.push(matches);
    } else if (isNumber(line)) result.scalar = parseTestNumber(line);
    else series.push(parseSeriesDescription(line));
  }
  if (annotations.warn.length > 0) result.warnings = annotations.warn;
  if (annotations.info.length > 0) result.infos = annotations.info;
  result.series = series;
  return result;
}

function textExpectation(mode: string | undefined, pattern: string): TextExpectation {
  if (mode === undefined) return () => true;
  if (mode === 'msg') return (text) => text === pattern;
  const expression = new RegExp(pattern);
  return (text) => expression.test(text);
}

const isNumber = (line: string): boolean => {
  const { tokens, problem } = lexPromql(line.replace(/^[+-]/, ''));
  return problem === undefined && tokens.length === 2 && tokens[0]?.kind === 'number';
};
