import type { JsonValue } from './plain-path.ts';

/**
 * What an expression cannot reach: the process has no files and no environment, and these would end the run or read what is not there.
 * One line, so that the line numbers of jq's messages fit the expression.
 */
const unavailable = ['halt', 'halt_error', 'input', 'inputs', 'debug', 'stderr', 'input_filename', 'input_line_number', 'get_search_list', 'env'];
const PRELUDE = `${unavailable.map((name) => `def ${name}: error("${name} is not available here");`).join(' ')} def halt_error($code): halt_error; def debug($message): debug;`;

const bind = (names: readonly string[], value: (name: string) => string): string => names.map((name) => `${value(name)} as $${name} | `).join('');

/** A program that jq compiles as it stands, and then has no input to run it on. */
export const checkProgram = (program: string, variables: readonly string[]): string => `${PRELUDE} ${bind(variables, () => 'null')}${program}\n`;

/** One program that runs several on the same input and prints `{"v": [results]}` or `{"e": error}` for each. */
export function batchProgram(programs: readonly string[], variables: readonly string[]): string {
  const each = programs.map((program) => `(try {v: [(${program}\n)]} catch {e: .})`).join(', ');
  return `${PRELUDE} ${bind(variables, (name) => `.v.${name}`)}.i | ${each}`;
}

export const batchInput = (input: JsonValue, variables: Readonly<Record<string, JsonValue>>): string => JSON.stringify({ i: input, v: variables });

/** jq's words about a program, without the parts that speak of its command line. */
export const compileMessage = (stderr: string): string =>
  (stderr.split('\n')[0] ?? '').replace(/^jq: error: /, '').replace(' (Unix shell quoting issues?)', '').replace(/ at <top-level>, line (\d+):$/, ' (line $1)') || 'does not compile';
