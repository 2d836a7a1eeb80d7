import type { Scalar } from 'yaml';

/** What a scalar is taken for. */
export type ScalarTag = '!!str' | '!!null' | '!!bool' | '!!int' | '!!float' | '!!timestamp' | '!!binary' | '!!merge';

/** The text of a scalar. */
export const scalarText = (scalar: Scalar): string => (typeof scalar.value === 'string' ? scalar.value : (scalar.source ?? ''));

/** The type of a scalar, by the rules of go-yaml: quoted ones are text, others by their form. */
export function scalarTag(scalar: Scalar): ScalarTag {
  const { tag, type } = scalar;
  if (tag !== undefined && tag.startsWith('tag:yaml.org,2002:')) return `!!${tag.slice('tag:yaml.org,2002:'.length)}` as ScalarTag;
  if (type !== undefined && type !== 'PLAIN') return '!!str';
  return plainTag(scalarText(scalar));
}

function plainTag(text: string): ScalarTag {
  if (/^(|~|null|Null|NULL)$/.test(text)) return '!!null';
  if (/^(true|True|TRUE|false|False|FALSE)$/.test(text)) return '!!bool';
  if (text === '<<') return '!!merge';
  if (intOf(text) !== undefined) return '!!int';
  if (floatOf(text) !== undefined) return '!!float';
  return /^\d{4}-\d\d?-\d\d?([Tt ]|$)/.test(text) && !Number.isNaN(Date.parse(text)) ? '!!timestamp' : '!!str';
}

function intOf(text: string): bigint | undefined {
  const plain = text.replaceAll('_', '');
  const [, sign = '', digits = ''] = /^([-+]?)(0[xX][0-9a-fA-F]+|0[oO][0-7]+|0[bB][01]+|0[0-7]+|0|[1-9]\d*)$/.exec(plain) ?? [];
  if (digits === '') return undefined;
  const value = BigInt(digits.replace(/^0(?=\d)/, '0o')) * (sign === '-' ? -1n : 1n);
  return value >= -(2n ** 63n) && value < 2n ** 64n ? value : undefined;
}

function floatOf(text: string): number | undefined {
  const plain = text.replaceAll('_', '');
  if (/^[-+]?(\.\d+|\d+(\.\d*)?)([eE][-+]?\d+)?$/.test(plain)) return Number(plain);
  if (/^[-+]?\.(inf|Inf|INF)$/.test(text)) return text.startsWith('-') ? -Infinity : Infinity;
  return /^\.(nan|NaN|NAN)$/.test(text) ? NaN : undefined;
}

/** A whole number; a fraction is cut off. Undefined when the scalar is no number. */
export function scalarInt(scalar: Scalar): number | undefined {
  const tag = scalarTag(scalar);
  if (tag === '!!int') return Number(intOf(scalarText(scalar)) ?? NaN);
  if (tag !== '!!float') return undefined;
  const value = floatOf(scalarText(scalar));
  return value === undefined || !(Math.abs(value) < 2 ** 63) ? undefined : Math.trunc(value);
}

/** A number; undefined when the scalar is none. */
export function scalarFloat(scalar: Scalar): number | undefined {
  const tag = scalarTag(scalar);
  if (tag === '!!int') return Number(intOf(scalarText(scalar)) ?? NaN);
  return tag === '!!float' ? floatOf(scalarText(scalar)) : undefined;
}
