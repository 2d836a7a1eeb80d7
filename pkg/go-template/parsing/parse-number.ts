import { unquote } from '#pkg/promql';
import type { NumberNode } from './template-node.ts';

const MIN_INT = -(2n ** 63n);
const MAX_INT = 2n ** 63n - 1n;

/** A character or number constant; undefined when it is none. */
export function parseNumber(at: number, text: string, isChar: boolean): NumberNode | undefined {
  if (isChar) {
    const char = unquote(text);
    if (char === undefined || [...char].length !== 1) return undefined;
    const code = char.codePointAt(0) ?? 0;
    return { kind: 'number', at, text, int: BigInt(code), float: code };
  }
  const int = parseInt64(text);
  // A whole number that is written with a point or an exponent may be used as an int, too.
  const float = parseFloat64(text) ?? (int === undefined ? undefined : Number(int));
  if (int === undefined && float === undefined) return undefined;
  if (int === undefined && !/[.eEpP]/.test(text) && !isUint64(text)) return undefined;
  const whole = int ?? (float !== undefined && Number.isInteger(float) && Math.abs(float) < 2 ** 63 ? BigInt(float) : undefined);
  return { kind: 'number', at, text, int: whole, float };
}

function parseInt64(text: string): bigint | undefined {
  const [, sign = '', digits = ''] = /^([-+]?)(0[xX](?:_?[0-9a-fA-F])+|0[oO]?(?:_?[0-7])+|0[bB](?:_?[01])+|0|[1-9](?:_?[0-9])*)$/.exec(text) ?? [];
  if (digits === '') return undefined;
  const plain = digits.replaceAll('_', '').replace(/^0(?=\d)/, '0o');
  const value = BigInt(plain) * (sign === '-' ? -1n : 1n);
  return value < MIN_INT || value > MAX_INT ? undefined : value;
}

const isUint64 = (text: string): boolean => /^[1-9](?:_?[0-9])*$/.test(text) && BigInt(text.replaceAll('_', '')) < 2n ** 64n;

function parseFloat64(text: string): number | undefined {
  const plain = text.replaceAll('_', '');
  if (/^[-+]?0[xX]/.test(plain)) return parseHexFloat(plain);
  return /^[-+]?(\d+\.?\d*|\.\d+)([eE][-+]?\d+)?$/.test(plain) && Number.isFinite(Number(plain)) ? Number(plain) : undefined;
}

function parseHexFloat(text: string): number | undefined {
  const [, sign = '', whole = '', fraction = '', power] = /^([-+]?)0[xX]([0-9a-fA-F]*)\.?([0-9a-fA-F]*)[pP]([-+]?\d+)$/.exec(text) ?? [];
  if (power === undefined || whole + fraction === '') return undefined;
  const value = Number.parseInt(whole + fraction, 16) * 2 ** (Number(power) - 4 * fraction.length);
  return sign === '-' ? -value : value;
}
