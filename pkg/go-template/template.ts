import { Answers, Suspension } from './execution/suspension.ts';
import { TEMPLATE_LIMITS, type TemplateLimits } from './execution/template-limits.ts';
import { TemplateExecution } from './execution/template-execution.ts';
import { builtinFunctions } from './functions/builtin-functions.ts';
import { prometheusFunctions, sampleVector } from './functions/prometheus-functions.ts';
import { HtmlEscaper } from './execution/html-escaper.ts';
import { isBlank, parseTemplate, type TemplateSet } from './parsing/template-parser.ts';
import { TemplateError } from './template-error.ts';
import type { GoFunction, GoValue } from './values/go-value.ts';

/** An element of a query's result. */
export interface QueriedSample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: GoValue;
}

/** What a template is expanded with. */
export interface ExpansionContext {
  /** `.` and `$`. */
  readonly data: GoValue;
  /** Milliseconds since 1970, for `now`. */
  readonly timeMs: number;
  readonly externalUrl?: string;
  /** For the function `query`; without it the function fails. */
  readonly query?: (expr: string) => Promise<readonly QueriedSample[]>;
  readonly limits?: Partial<TemplateLimits>;
  /** Whether values are escaped for where they stand in HTML, as by Go's html/template. */
  readonly html?: boolean;
}

/** What templates of a kind may call. */
export interface TemplateLanguage {
  readonly functions: ReadonlyMap<string, GoFunction>;
  /** Templates that others may call by their names, or define anew. */
  readonly library?: TemplateLibrary;
}

/** Templates by name, of one text or of several. */
export class TemplateLibrary {
  private constructor(readonly templates: TemplateSet) {}

  /** Reads texts; what a later one defines takes the place of what an earlier one did. Throws {@link TemplateError}. */
  static parse(texts: readonly { readonly name: string; readonly text: string }[], functions: ReadonlyMap<string, GoFunction>): TemplateLibrary {
    const names = namesOf(functions);
    let templates: TemplateSet = new Map();
    for (const { name, text } of texts) templates = joined(templates, parseTemplate(name, checkedLength(name, text), names));
    return new TemplateLibrary(templates);
  }
}

function checkedLength(name: string, text: string): string {
  if (text.length > TEMPLATE_LIMITS.maxText) throw new TemplateError(`template: ${name}:1: a template has at most ${TEMPLATE_LIMITS.maxText} characters`);
  return text;
}

/** A definition that is blank does not replace another one. */
const joined = (known: TemplateSet, added: TemplateSet): TemplateSet => new Map([...known, ...[...added].filter(([name, list]) => !isBlank(list) || !known.has(name))]);

const prometheusLanguage: TemplateLanguage = { functions: prometheusFunctions };
const namesOf = (functions: ReadonlyMap<string, GoFunction>): ReadonlySet<string> => new Set([...builtinFunctions.keys(), ...functions.keys()]);
const prometheusNames = namesOf(prometheusFunctions);
const allPrometheusFunctions: ReadonlyMap<string, GoFunction> = new Map([...builtinFunctions, ...prometheusFunctions]);

/** A template of Go's text/template, read once; with the functions of Prometheus unless others are given. */
export class Template {
  private constructor(
    readonly name: string,
    private readonly text: string,
    private readonly templates: TemplateSet,
    private readonly functions: ReadonlyMap<string, GoFunction>,
  ) {}

  /** Throws {@link TemplateError} with Go's message: `template: name:line: …`. */
  static parse(name: string, text: string, { functions, library }: TemplateLanguage = prometheusLanguage): Template {
    const isPrometheus = functions === prometheusFunctions;
    const own = parseTemplate(name, checkedLength(name, text), isPrometheus ? prometheusNames : namesOf(functions));
    // The outermost one is meant even when it is blank.
    const templates = library ? new Map([...joined(library.templates, own), ...[...own].filter(([defined]) => defined === name)]) : own;
    return new Template(name, text, templates, isPrometheus ? allPrometheusFunctions : new Map([...builtinFunctions, ...functions]));
  }

  /** The text with its actions carried out; throws or rejects with {@link TemplateError}. Only a template that queries makes a promise. */
  expand(context: ExpansionContext): string | Promise<string> {
    const limits = context.limits ? { ...TEMPLATE_LIMITS, ...context.limits } : TEMPLATE_LIMITS;
    const answers = new Answers(limits.maxQueries);
    const query = (expr: string): GoValue => answers.next(() => ask(context, expr));
    const environment = { query, timeMs: context.timeMs, externalUrl: context.externalUrl ?? '' };
    const run = (): string => {
      answers.rewind();
      const { name, text, templates, functions } = this;
      return new TemplateExecution({ name, text, templates, functions, limits, environment, ...(context.html === true && { html: new HtmlEscaper() }) }, context.data).run();
    };
    try {
      return run();
    } catch (error) {
      if (error instanceof Suspension) return resume(error, run);
      throw error;
    }
  }
}

async function ask({ query }: ExpansionContext, expr: string): Promise<() => GoValue> {
  try {
    if (!query) throw new Error('there is nothing to query');
    const samples = await query(expr);
    return () => sampleVector(samples);
  } catch (error) {
    return () => {
      throw error;
    };
  }
}

async function resume(first: Suspension, run: () => string): Promise<string> {
  for (let waiting = first; ; ) {
    await waiting.resume();
    try {
      return run();
    } catch (error) {
      if (!(error instanceof Suspension)) throw error;
      waiting = error;
    }
  }
}
