/** Where a number or duration ends; no kind when it is malformed, and then how far it was read. */
export interface ScannedNumber {
  readonly kind: 'number' | 'duration' | undefined;
  readonly end: number;
}

const numberSyntax = /(?:0[xX]_?[0-9a-fA-F]+(?:_[0-9a-fA-F]+)*|(?:\d+(?:_\d+)*)?(?:\.(?:\d+(?:_\d+)*)?)?(?:[eE][+-]?\d+(?:_\d+)*)?)/y;
// Units like `hs` are found out when the duration is read.
const durationSyntax = /\d+[smhdwy]s?(?:\d+[smhdw]s?)*/y;
const wordCharacter = /[a-zA-Z0-9_]/;

/** Reads from a digit, or from a point in front of one. */
export function scanNumberOrDuration(text: string, start: number): ScannedNumber {
  const numberEnd = endOf(numberSyntax, text, start);
  if (numberEnd > start && !/[a-zA-Z0-9_.]/.test(text[numberEnd] ?? '')) return { kind: 'number', end: numberEnd };
  const durationEnd = endOf(durationSyntax, text, start);
  if (durationEnd > start && !wordCharacter.test(text[durationEnd] ?? '')) return { kind: 'duration', end: durationEnd };
  const end = durationEnd > start ? durationEnd + 1 : /[._eE]/.test(text[numberEnd] ?? '') ? numberEnd + 1 : numberEnd;
  return { kind: undefined, end: Math.min(text.length, end) };
}

function endOf(syntax: RegExp, text: string, start: number): number {
  syntax.lastIndex = start;
  return syntax.test(text) ? syntax.lastIndex : start;
}

/** The value of a number token; undefined when it is none after all (`0x` without digits, or too large). */
export function numberValue(text: string): number | undefined {
  const plain = text.replaceAll('_', '').toLowerCase();
  if (plain === 'inf') return Infinity;
  if (plain === 'nan') return NaN;
  // As in Go, a leading zero makes an integer octal, if it can be one.
  if (/^0[0-7]+$/.test(plain)) return Number.parseInt(plain, 8);
  const value = Number(plain);
  return Number.isFinite(value) ? value : undefined;
}
