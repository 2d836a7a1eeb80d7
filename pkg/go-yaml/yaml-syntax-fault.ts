import type { ErrorCode, YAMLError } from 'yaml';
import { YamlFault } from './yaml-fault.ts';

/** What Prometheus's reader of YAML says in the same case. */
const messages: Partial<Record<ErrorCode, string>> = {
  TAB_AS_INDENT: 'found character that cannot start any token',
  BAD_SCALAR_START: 'found character that cannot start any token',
  BAD_DQ_ESCAPE: 'found unknown escape character',
  BLOCK_AS_IMPLICIT_KEY: 'mapping values are not allowed in this context',
  BAD_ALIAS: 'did not find expected alphabetic or numeric character',
};

/** A text that is no YAML, worded as by Prometheus where its reader and ours agree on what is wrong. */
export function syntaxFault({ code, message, pos }: YAMLError, { line, col }: { readonly line: number; readonly col: number }, text: string): YamlFault {
  const isUnclosedQuote = code === 'MISSING_CHAR' && /closing .*quote/.test(message);
  const isOpenFlow = !isUnclosedQuote && /flow (map|sequence|collection).*(end with|must|closing)/i.test(message);
  const flow = isOpenFlow ? flowProblem(message, text) : undefined;
  const said = isUnclosedQuote ? 'found unexpected end of stream' : (flow ?? messages[code] ?? lowered(message));
  const shown = isUnclosedQuote ? quoteLine(message, text) : code === 'BLOCK_AS_IMPLICIT_KEY' ? colonLine(text, pos[0], line) : isOpenFlow ? flowLine(text, pos[0], line) : line;
  return new YamlFault(`yaml: line ${shown}: ${said}`, { line: shown, column: shown === line ? col : 1 });
}

const flowProblem = (message: string, text: string): string =>
  /map/i.test(message) ? "did not find expected ',' or '}'" : /\[\s*$/.test(text) ? 'did not find expected node content' : "did not find expected ',' or ']'";

const linesTo = (text: string, at: number): number => text.slice(0, at).split('\n').length;

/** A collection that is not closed is noticed at the end. */
const flowLine = (text: string, at: number, line: number): number => (at >= text.trimEnd().length ? linesTo(text, text.trimEnd().length) : line);

/** A text that is not closed: where it begins. */
const quoteLine = (message: string, text: string): number => linesTo(text, text.lastIndexOf(message.includes("'") ? "'" : '"'));

/** A second colon: where it stands. */
const colonLine = (text: string, from: number, line: number): number => line + text.slice(from, from + Math.max(0, text.slice(from).search(/:(\s|$)/))).split('\n').length - 1;

const lowered = (message: string): string => message.charAt(0).toLowerCase() + message.slice(1);
