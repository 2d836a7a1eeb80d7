import type { Json } from '#internal/kernel';
import type { InputRules, OutputRules } from '../domain/definition.ts';
import { fillPrograms, findPrograms, programOf } from '../domain/expression-syntax.ts';
import type { Evaluator } from './evaluator.ts';

/** A value, or that nobody can know it before something has really been called. */
export type Guess = { readonly known: true; readonly value: Json } | { readonly known: false };

export const UNKNOWN: Guess = { known: false };
/** How an unknown value is shown. */
export const UNKNOWN_TEXT = '(unknown)';
export const known = (value: Json): Guess => ({ known: true, value });
export const shown = (guess: Guess): Json => (guess.known ? guess.value : UNKNOWN_TEXT);

/** A path into a variable: the only kind of program that surely does not look at its input. */
const VARIABLE_PATH = /^\s*\$[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)*\s*$/;

/** The evaluator of a run, where data and variables may be unknown: what depends on them is unknown, too. */
export class Guesser {
  /** `unknown` names the variables that are. */
  constructor(
    private readonly evaluator: Evaluator,
    private readonly unknown: readonly string[],
  ) {}

  with(name: string, guess: Guess): Guesser {
    return guess.known ? new Guesser(this.evaluator.with({ [name]: guess.value }), this.unknown) : new Guesser(this.evaluator, [...this.unknown, name]);
  }

  /** Whether a condition holds; undefined when that is not known. */
  async holds(condition: string | undefined, data: Guess): Promise<boolean | undefined> {
    if (condition === undefined) return true;
    const result = await this.program(condition, data);
    return result.known ? result.value !== false && result.value !== null : undefined;
  }

  async input(rules: InputRules | undefined, data: Guess): Promise<Guess> {
    if (data.known && (rules?.from === undefined || this.decides(rules.from, data))) return known(await this.evaluator.input(rules, data.value));
    return rules?.from === undefined ? data : this.shape(rules.from, data);
  }

  async output(rules: OutputRules | undefined, data: Guess, what: 'output' | 'context' = 'output'): Promise<Guess> {
    const shaped = rules?.as === undefined ? data : await this.shape(rules.as, data);
    return shaped.known ? known(await this.evaluator.output(rules?.schema && { schema: rules.schema }, shaped.value, what)) : shaped;
  }

  async program(text: string, data: Guess): Promise<Guess> {
    return this.#evaluable(programOf(text), data) ? known(await this.evaluator.program(text, data.known ? data.value : null)) : UNKNOWN;
  }

  /** The value with its programs replaced; those that are not known by a text that says so. */
  async template(value: Json, data: Guess): Promise<{ readonly value: Json; readonly complete: boolean }> {
    const programs = findPrograms(value);
    const results: Json[] = [];
    for (const { program } of programs) results.push(shown(await this.program(program, data)));
    return { value: fillPrograms(value, results), complete: programs.every(({ program }) => this.#evaluable(program, data)) };
  }

  /** Whether all programs of a value, or the one that it is, can be evaluated. */
  decides(value: Json, data: Guess): boolean {
    const programs = typeof value === 'string' ? [programOf(value)] : findPrograms(value).map(({ program }) => program);
    return programs.every((program) => this.#evaluable(program, data));
  }

  /** A text is a program, anything else a template. */
  async shape(rule: Json, data: Guess): Promise<Guess> {
    return typeof rule === 'string' ? this.program(rule, data) : this.filled(rule, data);
  }

  /** The value with all of its programs replaced, if they are known. */
  async filled(rule: Json, data: Guess): Promise<Guess> {
    const { value, complete } = await this.template(rule, data);
    return complete ? known(value) : UNKNOWN;
  }

  #evaluable(program: string, data: Guess): boolean {
    const mentions = (name: string): boolean => new RegExp(`\\$${name}\\b`).test(program);
    return (data.known || VARIABLE_PATH.test(program)) && !this.unknown.some(mentions);
  }
}
