/** Where a quoted string ends, or what is wrong with it. */
export interface ScannedString {
  readonly end: number;
  readonly problem: string | undefined;
}

/** Reads from an opening quote: `"`, `'`, or `` ` `` for a raw string. */
export function scanString(text: string, start: number): ScannedString {
  const quote = text[start];
  if (quote === '`') {
    const close = text.indexOf('`', start + 1);
    return close < 0 ? failed('unterminated raw string') : { end: close + 1, problem: undefined };
  }
  for (let at = start + 1; at < text.length; at++) {
    const char = text[at];
    if (char === quote) return { end: at + 1, problem: undefined };
    if (char === '\n') break;
    if (char !== '\\') continue;
    const problem = escapeProblem(text, at + 1, quote);
    if (problem !== undefined) return failed(problem);
    at++;
  }
  return failed('unterminated quoted string');
}

const failed = (problem: string): ScannedString => ({ end: 0, problem });

const lengths: Readonly<Record<string, readonly [digits: number, base: RegExp]>> = {
  x: [2, /[0-9a-fA-F]/],
  u: [4, /[0-9a-fA-F]/],
  U: [8, /[0-9a-fA-F]/],
};

function escapeProblem(text: string, at: number, quote: string | undefined): string | undefined {
  const kind = text[at];
  if (kind === undefined) return 'escape sequence not terminated';
  if ('abfnrtv\\'.includes(kind) || kind === quote) return undefined;
  const isOctal = /[0-7]/.test(kind);
  const [count, base] = isOctal ? [3, /[0-7]/] : (lengths[kind] ?? [0, /./]);
  if (count === 0) return `unknown escape sequence ${unicodePoint(text, at)}`;
  const first = isOctal ? at : at + 1;
  for (let i = first; i < first + count; i++) {
    const digit = text[i];
    if (digit === undefined) return 'escape sequence not terminated';
    if (!base.test(digit)) return `illegal character ${unicodePoint(text, i)} in escape sequence`;
  }
  const value = Number.parseInt(text.slice(first, first + count), isOctal ? 8 : 16);
  const tooLarge = value > (isOctal || kind === 'x' ? 255 : 0x10ffff);
  return tooLarge || (value >= 0xd800 && value < 0xe000) ? 'escape sequence is an invalid Unicode code point' : undefined;
}

/** Go's `%#U`. */
function unicodePoint(text: string, at: number): string {
  const code = text.codePointAt(at) ?? 0xfffd;
  return `U+${code.toString(16).toUpperCase().padStart(4, '0')} '${String.fromCodePoint(code)}'`;
}
