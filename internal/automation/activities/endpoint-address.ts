import type { Json } from '#internal/kernel';
import { wrappedProgram } from '../domain/expression-syntax.ts';
import { expandTemplate } from '../domain/uri-template.ts';
import { taskProblem } from './task-problem.ts';

/** Where an endpoint leads: the result of its expression, or its URI template filled from the input. */
export function addressOf(endpoint: string, evaluated: Json, input: Json, pointer: string): string {
  if (wrappedProgram(endpoint) !== undefined) return evaluatedText(evaluated, 'endpoint', pointer);
  const filled = expandTemplate(endpoint, input);
  if ('missing' in filled) throw taskProblem('expression', pointer, `the input has no '${filled.missing}' for the URI template ${endpoint}`);
  return filled.uri;
}

/** What an expression gave where a text is needed. */
export function evaluatedText(value: Json, what: string, pointer: string): string {
  if (typeof value === 'string') return value;
  if (typeof value === 'number' || typeof value === 'boolean') return String(value);
  throw taskProblem('expression', pointer, `${what} must give a text, not ${JSON.stringify(value).slice(0, 100)}`);
}
