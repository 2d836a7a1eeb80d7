import { Answers, Suspension } from './execution/suspension.ts';
import { TEMPLATE_LIMITS, type TemplateLimits } from './execution/template-limits.ts';
import { TemplateExecution } from './execution/template-execution.ts';
import { builtinFunctions } from './functions/builtin-functions.ts';
import { prometheusFunctions, sampleVector } from './functions/prometheus-functions.ts';
import { parseTemplate } from './parsing/template-parser.ts';
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
}

const functions: ReadonlyMap<string, GoFunction> = new Map([...builtinFunctions, ...prometheusFunctions]);
const names: ReadonlySet<string> = new Set(functions.keys());

/** A template of Go's text/template with the functions of Prometheus, read once. */
export class Template {
  private constructor(
    readonly name: string,
    private readonly text: string,
    private readonly templates: ReturnType<typeof parseTemplate>,
  ) {}

  /** Throws {@link TemplateError} with Go's message: `template: name:line: …`. */
  static parse(name: string, text: string): Template {
    if (text.length > TEMPLATE_LIMITS.maxText) throw new TemplateError(`template: ${name}:1: a template has at most ${TEMPLATE_LIMITS.maxText} characters`);
    return new Template(name, text, parseTemplate(name, text, names));
  }

  /** The text with its actions carried out; throws or rejects with {@link TemplateError}. Only a template that queries makes a promise. */
  expand(context: ExpansionContext): string | Promise<string> {
    const limits = context.limits ? { ...TEMPLATE_LIMITS, ...context.limits } : TEMPLATE_LIMITS;
    const answers = new Answers(limits.maxQueries);
    const query = (expr: string): GoValue => answers.next(() => ask(context, expr));
    const environment = { query, timeMs: context.timeMs, externalUrl: context.externalUrl ?? '' };
    const run = (): string => {
      answers.rewind();
      const { name, text, templates } = this;
      return new TemplateExecution({ name, text, templates, functions, limits, environment }, context.data).run();
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
