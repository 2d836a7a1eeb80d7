import { formatVerb, noFlags, type VerbFlags } from './format-verb.ts';
import { type GoValue, typeName } from './go-value.ts';

/** No width or precision beyond this; more counts as a mistake, as in Go. */
const MAX_NUMBER = 1_000_000;
/** Text that a template may make at most of one value. */
const MAX_WIDTH = 10_000;

/** A value as `fmt.Print` writes it. */
export const printValue = (value: GoValue): string => (typeof value === 'string' ? value : formatVerb(value, 'v', noFlags));

/** `fmt.Sprint`: spaces between values when neither is a string. */
export function sprint(values: readonly GoValue[]): string {
  let text = '';
  values.forEach((value, index) => {
    if (index > 0 && typeof value !== 'string' && typeof values[index - 1] !== 'string') text += ' ';
    text += printValue(value);
  });
  return text;
}

/** `fmt.Sprintln`: spaces between all values, and an end of the line. */
export const sprintln = (values: readonly GoValue[]): string => `${values.map(printValue).join(' ')}\n`;

/** `fmt.Sprintf`, with its remarks on verbs that do not fit. */
export function sprintf(format: string, values: readonly GoValue[]): string {
  return new Printer(format, values).print();
}

class Printer {
  private at = 0;
  private argument = 0;
  private reordered = false;
  private text = '';

  constructor(
    private readonly format: string,
    private readonly values: readonly GoValue[],
  ) {}

  print(): string {
    while (this.at < this.format.length) {
      const next = this.format.indexOf('%', this.at);
      const end = next < 0 ? this.format.length : next;
      this.text += this.format.slice(this.at, end);
      this.at = end + 1;
      if (next >= 0) this.directive();
    }
    if (!this.reordered && this.argument < this.values.length) this.text += `%!(EXTRA ${this.values.slice(this.argument).map(describe).join(', ')})`;
    return this.text;
  }

  private directive(): void {
    const flags = this.flags();
    let isBad = !this.index();
    let width = this.number();
    let minus = flags.minus;
    if (width === 'bad') {
      this.text += '%!(BADWIDTH)';
      width = undefined;
    }
    if (width !== undefined && width < 0) [width, minus] = [-width, true];
    let precision: number | undefined;
    if (this.format[this.at] === '.') {
      this.at += 1;
      isBad = !this.index() || isBad;
      const given = this.number();
      if (given === 'bad') this.text += '%!(BADPREC)';
      else precision = given === undefined ? 0 : given < 0 ? undefined : given;
    }
    isBad = !this.index() || isBad;
    const verb = String.fromCodePoint(this.format.codePointAt(this.at) ?? 0);
    if (this.at >= this.format.length) {
      this.text += '%!(NOVERB)';
      return;
    }
    this.at += verb.length;
    if (verb === '%') this.text += '%';
    else if (isBad) this.text += `%!${verb}(BADINDEX)`;
    else if (this.argument >= this.values.length) this.text += `%!${verb}(MISSING)`;
    else {
      if ((width ?? 0) > MAX_WIDTH || (precision ?? 0) > MAX_WIDTH) throw new Error(`a width of more than ${MAX_WIDTH} is not supported`);
      this.text += formatVerb(this.values[this.argument], verb, { ...flags, minus, width, precision });
      this.argument += 1;
    }
  }

  private flags(): VerbFlags {
    const set = /[-+# 0]*/y;
    set.lastIndex = this.at;
    const found = set.exec(this.format)?.[0] ?? '';
    this.at += found.length;
    return { ...noFlags, minus: found.includes('-'), plus: found.includes('+'), sharp: found.includes('#'), space: found.includes(' '), zero: found.includes('0') };
  }

  /** `[3]` says which argument comes next; false when there is no such. */
  private index(): boolean {
    if (this.format[this.at] !== '[') return true;
    this.reordered = true;
    const [all = '', digits = ''] = /^\[(\d+)\]/.exec(this.format.slice(this.at)) ?? [];
    const close = this.format.indexOf(']', this.at);
    this.at = all !== '' ? this.at + all.length : close < 0 ? this.at + 1 : close + 1;
    const wanted = Number(digits) - 1;
    if (all === '' || wanted < 0 || wanted >= this.values.length) return false;
    this.argument = wanted;
    return true;
  }

  private number(): number | 'bad' | undefined {
    if (this.format[this.at] === '*') {
      this.at += 1;
      const value = this.values[this.argument];
      this.argument += 1;
      return typeof value === 'bigint' && value <= MAX_NUMBER && value >= -MAX_NUMBER ? Number(value) : 'bad';
    }
    const digits = /^\d*/.exec(this.format.slice(this.at, this.at + 12))?.[0] ?? '';
    this.at += digits.length;
    return digits === '' ? undefined : Math.min(Number(digits), MAX_NUMBER);
  }
}

const describe = (value: GoValue): string => (value === undefined || value === null ? '<nil>' : `${typeName(value)}=${printValue(value)}`);
