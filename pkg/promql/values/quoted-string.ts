/*
 * Strings of PromQL are bytes. Bytes that are no UTF-8 are kept as lone surrogates U+DC80 … U+DCFF, so that nothing is lost
 * and `isWellFormed()` tells whether the text is valid.
 */

/** What a quoted string stands for, or undefined when its escapes are wrong. The quotes are `"`, `'` or `` ` ``. */
export function unquote(quoted: string): string | undefined {
  const quote = quoted[0];
  if (quote === undefined || quoted.length < 2 || quote !== quoted.at(-1)) return undefined;
  const inner = quoted.slice(1, -1);
  if (quote === '`') return inner.includes('`') ? undefined : inner;
  if (!inner.includes('\\')) return inner.includes(quote) || inner.includes('\n') ? undefined : inner;

  const bytes: number[] = [];
  const encoder = new TextEncoder();
  for (let i = 0; i < inner.length; ) {
    const char = String.fromCodePoint(inner.codePointAt(i) ?? 0);
    if (char === quote || char === '\n') return undefined;
    if (char !== '\\') {
      bytes.push(...encoder.encode(char));
      i += char.length;
      continue;
    }
    const escape = readEscape(inner, i + 1, quote);
    if (escape === undefined) return undefined;
    bytes.push(...(escape.isByte ? [escape.value] : encoder.encode(String.fromCodePoint(escape.value))));
    i = escape.end;
  }
  return decodeBytes(Uint8Array.from(bytes));
}

const simpleEscapes: Readonly<Record<string, number>> = { a: 7, b: 8, f: 12, n: 10, r: 13, t: 9, v: 11, '\\': 92 };
const hexLengths: Readonly<Record<string, number>> = { x: 2, u: 4, U: 8 };

interface Escape {
  readonly value: number;
  readonly end: number;
  /** A byte of its own, which may be part of a longer sequence, rather than a code point. */
  readonly isByte: boolean;
}

function readEscape(text: string, at: number, quote: string): Escape | undefined {
  const kind = text[at] ?? '';
  const simple = kind === quote ? kind.charCodeAt(0) : Object.hasOwn(simpleEscapes, kind) ? simpleEscapes[kind] : undefined;
  if (simple !== undefined) return { value: simple, end: at + 1, isByte: true };
  if (/[0-7]/.test(kind)) {
    const digits = text.slice(at, at + 3);
    const value = /^[0-7]{3}$/.test(digits) ? Number.parseInt(digits, 8) : 256;
    return value > 255 ? undefined : { value, end: at + 3, isByte: true };
  }
  const length = Object.hasOwn(hexLengths, kind) ? hexLengths[kind] : undefined;
  if (length === undefined) return undefined;
  const digits = text.slice(at + 1, at + 1 + length);
  if (digits.length !== length || !/^[0-9a-fA-F]+$/.test(digits)) return undefined;
  const value = Number.parseInt(digits, 16);
  if (value > 0x10ffff || (value >= 0xd800 && value < 0xe000)) return undefined;
  return { value, end: at + 1 + length, isByte: kind === 'x' };
}

function decodeBytes(bytes: Uint8Array): string {
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(bytes);
  } catch {
    return decodeLossless(bytes);
  }
}

/** Keeps every byte that is part of no valid sequence as U+DC00 plus the byte. */
function decodeLossless(bytes: Uint8Array): string {
  const decoder = new TextDecoder('utf-8', { fatal: true, ignoreBOM: true });
  let text = '';
  for (let i = 0; i < bytes.length; ) {
    const first = bytes[i] ?? 0;
    const length = first < 0x80 ? 1 : first >= 0xf0 ? 4 : first >= 0xe0 ? 3 : first >= 0xc0 ? 2 : 1;
    try {
      text += decoder.decode(bytes.subarray(i, i + length));
      i += length;
    } catch {
      text += String.fromCharCode(0xdc00 + first);
      i++;
    }
  }
  return text;
}

const shortEscapes: Readonly<Record<number, string>> = { 7: '\\a', 8: '\\b', 12: '\\f', 10: '\\n', 13: '\\r', 9: '\\t', 11: '\\v', 34: '\\"', 92: '\\\\' };

/** The text between double quotes, escaped as Go's `strconv.Quote` does. */
export function quote(text: string): string {
  let quoted = '"';
  for (const char of text) {
    const code = char.codePointAt(0) ?? 0;
    if (shortEscapes[code] !== undefined) quoted += shortEscapes[code];
    else if (code >= 0xdc80 && code <= 0xdcff) quoted += `\\x${(code - 0xdc00).toString(16)}`;
    else if (code < 0x20 || code === 0x7f) quoted += `\\x${code.toString(16).padStart(2, '0')}`;
    else if (isPrintable(char)) quoted += char;
    else quoted += code > 0xffff ? `\\U${code.toString(16).padStart(8, '0')}` : `\\u${code.toString(16).padStart(4, '0')}`;
  }
  return `${quoted}"`;
}

const isPrintable = (char: string): boolean => char === ' ' || /^[\p{L}\p{M}\p{N}\p{P}\p{S}]$/u.test(char);
