import type { Label } from '#pkg/sample-model';
import { ExpositionError } from './exposition-error.ts';

/** How strict a format is about what separates tokens: one space, or any number of spaces and tabs. */
export type Blanks = 'one' | 'many';

/** Far above what any store takes. */
const MAX_LABELS = 1000;
const METRIC_NAME = /[a-zA-Z_:][a-zA-Z0-9_:]*/y;
const LABEL_NAME = /[a-zA-Z_][a-zA-Z0-9_]*/y;
const TOKEN = /[^ \t]+/y;
const PLAIN = /[^"\\]*/y;
const DECIMAL = /^[+-]?(\d+\.?\d*|\.\d+)(e[+-]?\d+)?$/i;
const NAMED = /^([+-]?)(inf|infinity|nan)$/i;

/** Reads one line, token by token. Everything throws ExpositionError at the place where the text goes wrong. */
export class LineScanner {
  private at = 0;

  constructor(
    readonly text: string,
    readonly line: number,
    private readonly blanks: Blanks,
  ) {}

  get atEnd(): boolean {
    return this.at === this.text.length;
  }

  /** The next character; '' at the end. */
  get next(): string {
    return this.text.charAt(this.at);
  }

  fail(reason: string, at = this.at): never {
    throw new ExpositionError(this.line, at + 1, reason);
  }

  /** Where the scanner is, for `fail`. */
  get position(): number {
    return this.at;
  }

  /** Goes back to a place where the scanner was. */
  rewind(position: number): void {
    this.at = position;
  }

  /** Takes `token` if it comes next. */
  take(token: string): boolean {
    if (!this.text.startsWith(token, this.at)) return false;
    this.at += token.length;
    return true;
  }

  expect(token: string, what: string): void {
    if (!this.take(token)) this.fail(`expected ${what}, found ${this.found()}`);
  }

  /** Blanks that may be there. Where one space separates tokens, no others are allowed. */
  skipBlanks(): boolean {
    const start = this.at;
    while (this.blanks === 'many' && (this.next === ' ' || this.next === '\t')) this.at += 1;
    return this.at > start;
  }

  /** Blanks that must be there. */
  separate(what: string): void {
    if (this.blanks === 'one' ? !this.take(' ') : !this.skipBlanks()) this.fail(`expected a space before ${what}, found ${this.found()}`);
  }

  token(what: string): string {
    return this.match(TOKEN, what);
  }

  /** What is left of the line. */
  rest(): string {
    const rest = this.text.slice(this.at);
    this.at = this.text.length;
    return rest;
  }

  metricName(): string {
    return this.next === '"' ? this.quoted('a metric name') : this.match(METRIC_NAME, 'a metric name');
  }

  /** A label set after its `{`. `withName`: the first entry may be the metric name, in quotes; it is returned beside the labels. */
  labels(withName: boolean): { readonly labels: Label[]; readonly name: string | undefined } {
    const labels: Label[] = [];
    let name: string | undefined;
    for (let first = true; ; first = false) {
      this.skipBlanks();
      if (this.take('}')) return { labels, name };
      const start = this.at;
      const key = this.next === '"' ? this.quoted('a label name') : this.match(LABEL_NAME, 'a label name or "}"');
      this.skipBlanks();
      if (first && withName && this.text[start] === '"' && this.next !== '=') name = key;
      else this.addLabel(labels, key, start);
      this.skipBlanks();
      if (this.next !== '}') this.expect(',', '"," or "}"');
      else continue;
      // A comma may end the set in the Prometheus format only.
      if (this.blanks === 'one' && this.next === '}') this.fail('expected a label after ","');
    }
  }

  /** A number: decimal, or infinity and NaN by name. */
  number(what: string): number {
    const start = this.at;
    const text = this.match(TOKEN, what);
    const named = NAMED.exec(text);
    if (named) return named[2]?.toLowerCase() === 'nan' ? NaN : named[1] === '-' ? -Infinity : Infinity;
    if (!DECIMAL.test(text)) this.fail(`${JSON.stringify(text)} is not a number`, start);
    const value = Number(text);
    return Number.isFinite(value) ? value : this.fail(`${text} is beyond what a double holds`, start);
  }

  found(): string {
    return this.atEnd ? 'the end of the line' : JSON.stringify(this.next);
  }

  private addLabel(labels: Label[], key: string, start: number): void {
    if (key === '') this.fail('a label name is empty', start);
    if (labels.length === MAX_LABELS) this.fail(`more than ${MAX_LABELS} labels`, start);
    if (labels.some(({ name }) => name === key)) this.fail(`the label ${JSON.stringify(key)} is there twice`, start);
    this.expect('=', '"=" after the label name');
    this.skipBlanks();
    labels.push({ name: key, value: this.quoted('a label value') });
  }

  private match(pattern: RegExp, what: string): string {
    pattern.lastIndex = this.at;
    const found = pattern.exec(this.text)?.[0] ?? this.fail(`expected ${what}, found ${this.found()}`);
    this.at += found.length;
    return found;
  }

  /** A text in double quotes, with `\\`, `\"` and `\n` in it. */
  private quoted(what: string): string {
    this.expect('"', `${what} in double quotes`);
    const start = this.at;
    let text = '';
    for (;;) {
      text += this.match(PLAIN, what);
      if (this.take('"')) return text;
      if (this.atEnd) this.fail(`${what} has no closing quote`, start - 1);
      text += this.escape();
    }
  }

  private escape(): string {
    const meant = { '\\\\': '\\', '\\"': '"', '\\n': '\n' }[this.text.slice(this.at, this.at + 2)];
    if (meant === undefined) this.fail('after a backslash comes a backslash, a double quote or n');
    this.at += 2;
    return meant;
  }
}
