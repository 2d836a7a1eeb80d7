import type { Json } from '#internal/kernel';
import { type TransportError, malformed } from './problem.ts';

/** Deeper nesting is refused before parsing: later `JSON.stringify` calls would exhaust the stack. */
const MAX_DEPTH = 64;
const NUMBER = /-?(?:0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?/y;
const HEX = /[0-9a-fA-F]{4}/y;
// Keys that change an object's prototype once somebody merges it.
const FORBIDDEN_KEYS = new Set(['__proto__', 'constructor']);
const [QUOTE, BACKSLASH, OPEN_BRACE, OPEN_BRACKET] = [0x22, 0x5c, 0x7b, 0x5b];
const isHighSurrogate = (unit: number): boolean => unit >= 0xd800 && unit <= 0xdbff;
const isLowSurrogate = (unit: number): boolean => unit >= 0xdc00 && unit <= 0xdfff;

/** What is done with a key that an object has twice: the body is refused, or the last one counts, as in the parsers of many senders and receivers. */
export type RepeatedKeys = 'refused' | 'last';

/**
 * Reads a text once, along the grammar of RFC 8259, and refuses what `JSON.parse` would let through: duplicate and dangerous keys, deep nesting, NUL, lone
 * surrogates, and numbers that a double cannot hold. Recursion is bounded by MAX_DEPTH.
 */
class JsonScanner {
  private at = 0;
  constructor(
    private readonly text: string,
    private readonly repeatedKeys: RepeatedKeys,
  ) {}

  scan(): void {
    this.space();
    this.value(1);
    this.space();
    if (this.at < this.text.length) throw this.unexpected('nothing more');
  }

  private value(depth: number): void {
    const code = this.text.charCodeAt(this.at);
    if (code === QUOTE) return void this.string();
    if (code === OPEN_BRACE || code === OPEN_BRACKET) {
      if (depth > MAX_DEPTH) throw this.error(`is nested deeper than ${MAX_DEPTH} levels`);
      return code === OPEN_BRACE ? this.object(depth) : this.array(depth);
    }
    if (code === 0x2d || (code >= 0x30 && code <= 0x39)) return this.number();
    for (const word of ['true', 'false', 'null']) {
      if (this.text.startsWith(word, this.at)) return void (this.at += word.length);
    }
    throw this.unexpected('a value');
  }

  private object(depth: number): void {
    const keys = new Set<string>();
    this.at += 1;
    this.space();
    if (this.taken('}')) return;
    do {
      this.space();
      if (this.text.charCodeAt(this.at) !== QUOTE) throw this.unexpected('a key in double quotes');
      const start = this.at;
      const key = this.string();
      if (FORBIDDEN_KEYS.has(key)) throw this.error(`has the key "${key}", which is not allowed`, start);
      if (this.repeatedKeys === 'refused' && keys.has(key)) throw this.error(`has the key "${key.slice(0, 64)}" twice`, start);
      keys.add(key);
      this.space();
      if (!this.taken(':')) throw this.unexpected('":"');
      this.space();
      this.value(depth + 1);
      this.space();
    } while (this.taken(','));
    if (!this.taken('}')) throw this.unexpected('"," or "}"');
  }

  private array(depth: number): void {
    this.at += 1;
    this.space();
    if (this.taken(']')) return;
    do {
      this.space();
      this.value(depth + 1);
      this.space();
    } while (this.taken(','));
    if (!this.taken(']')) throw this.unexpected('"," or "]"');
  }

  /** Passes a string and answers what it says. */
  private string(): string {
    const start = this.at;
    let escaped = false;
    for (this.at += 1; ; this.at += 1) {
      const code = this.text.charCodeAt(this.at);
      if (code === QUOTE) break;
      if (code === BACKSLASH) {
        escaped = true;
        this.escape();
      } else if (!(code >= 0x20)) throw this.unexpected('a character of a string'); // also NaN, at the end
    }
    this.at += 1;
    return escaped ? (JSON.parse(this.text.slice(start, this.at)) as string) : this.text.slice(start + 1, this.at - 1);
  }

  /** Passes an escape, up to its last character. */
  private escape(): void {
    const start = this.at;
    this.at += 1;
    if (!'"\\/bfnrtu'.includes(this.text.charAt(this.at)) || this.at >= this.text.length) throw this.unexpected('an escape');
    if (this.text.charAt(this.at) !== 'u') return;
    const unit = this.codeUnit(this.at + 1);
    this.at += 4;
    if (unit === 0) throw this.error('has a NUL character', start);
    if (isLowSurrogate(unit)) throw this.error('has a lone surrogate', start);
    if (!isHighSurrogate(unit)) return;
    if (!this.text.startsWith('\\u', this.at + 1) || !isLowSurrogate(this.codeUnit(this.at + 3))) throw this.error('has a lone surrogate', start);
    this.at += 6;
  }

  private codeUnit(at: number): number {
    HEX.lastIndex = at;
    if (!HEX.test(this.text)) throw this.error('expected four hexadecimal digits', at);
    return Number.parseInt(this.text.slice(at, at + 4), 16);
  }

  private number(): void {
    NUMBER.lastIndex = this.at;
    const found = NUMBER.exec(this.text);
    if (!found) throw this.unexpected('a number');
    const [digits, fraction, exponent] = found;
    const value = Number(digits);
    const exact = fraction !== undefined || exponent !== undefined ? Number.isFinite(value) : Number.isSafeInteger(value);
    if (!exact) throw this.error('has a number that cannot be kept exactly; send it as a string');
    this.at += digits.length;
  }

  private space(): void {
    for (; ; this.at += 1) {
      const code = this.text.charCodeAt(this.at);
      if (code !== 0x20 && code !== 0x0a && code !== 0x0d && code !== 0x09) return;
    }
  }

  private taken(sign: string): boolean {
    if (this.text.charAt(this.at) !== sign) return false;
    this.at += 1;
    return true;
  }

  private unexpected(wanted: string): TransportError {
    return this.error(this.at < this.text.length ? `is not JSON: expected ${wanted}` : `is not JSON: it ends where ${wanted} should be`);
  }

  private error(reason: string, at = this.at): TransportError {
    return malformed('body', `${reason}, at position ${at}`);
  }
}

/** Parses a JSON text that came from outside; throws `malformed` with the position of the first thing that is wrong. */
export function parseStrictJson(text: string, repeatedKeys: RepeatedKeys = 'refused'): Json {
  new JsonScanner(text, repeatedKeys).scan();
  return JSON.parse(text) as Json;
}
