import { quote } from '#pkg/promql';
import { formatFloat } from './format-float.ts';
import { GoMap, type GoObject, GoSlice, GoStruct, type GoValue, typeName, utf8 } from './go-value.ts';

/** What stands between `%` and the verb. */
export interface VerbFlags {
  readonly minus: boolean;
  readonly plus: boolean;
  readonly sharp: boolean;
  readonly space: boolean;
  readonly zero: boolean;
  readonly width: number | undefined;
  readonly precision: number | undefined;
}

export const noFlags: VerbFlags = { minus: false, plus: false, sharp: false, space: false, zero: false, width: undefined, precision: undefined };

/** One value as `fmt.Printf` writes it for a verb. */
export function formatVerb(value: GoValue, verb: string, flags: VerbFlags): string {
  if (value === undefined || value === null) return verb === 'v' || verb === 'T' ? pad('<nil>', flags) : `%!${verb}(<nil>)`;
  if (verb === 'T') return pad(typeName(value), flags);
  const shown = (verb === 'v' || verb === 's') && (value instanceof GoMap || value instanceof GoSlice) ? value.shown() : undefined;
  if (shown !== undefined) return pad(shown, flags);
  switch (typeof value) {
    case 'string':
      return formatText(value, verb, flags);
    case 'number':
      return formatNumber(value, verb, flags);
    case 'bigint':
      return formatInteger(value, verb, flags);
    case 'boolean':
      return verb === 't' || verb === 'v' ? pad(String(value), flags) : badVerb(value, verb);
    default:
      return formatComposite(value, verb, flags);
  }
}

const badVerb = (value: GoValue, verb: string): string => `%!${verb}(${typeName(value)}=${formatVerb(value, 'v', noFlags)})`;

function formatComposite(value: GoMap | GoSlice | GoObject, verb: string, flags: VerbFlags): string {
  if (value instanceof GoMap) return `map[${value.sorted().map(([key, element]) => `${formatVerb(key, verb, flags)}:${formatVerb(element, verb, flags)}`).join(' ')}]`;
  if (value instanceof GoSlice) return `[${value.items.map((item) => formatVerb(item, verb, flags)).join(' ')}]`;
  const text = value.toString();
  if (value instanceof GoStruct && text === '') return `{${[...value.fields.values()].map((field) => formatVerb(field, verb, flags)).join(' ')}}`;
  return formatText(text, verb, flags);
}

/** Fills up to the width; zeros go behind the sign. */
function pad(text: string, { width = 0, minus, zero }: VerbFlags, kind: 'text' | 'number' | 'never zeros' = 'text'): string {
  const missing = width - [...text].length;
  if (missing <= 0) return text;
  if (minus) return text + ' '.repeat(missing);
  if (!zero || kind === 'never zeros') return ' '.repeat(missing) + text;
  const sign = kind === 'number' ? (/^[-+ ]/.exec(text)?.[0] ?? '') : '';
  return sign + '0'.repeat(missing) + text.slice(sign.length);
}

function formatText(value: string, verb: string, flags: VerbFlags): string {
  const { precision } = flags;
  const text = precision === undefined ? value : [...value].slice(0, precision).join('');
  switch (verb) {
    case 's':
    case 'v':
      return pad(flags.sharp && verb === 'v' ? quote(text) : text, flags);
    case 'q':
      return pad(flags.sharp && canBackquote(text) ? `\`${text}\`` : quote(text), flags);
    case 'x':
    case 'X': {
      const bytes = [...utf8(value).subarray(0, precision)].map((byte) => byte.toString(16).padStart(2, '0'));
      const hex = bytes.join(flags.space ? ' ' : '');
      return pad((flags.sharp && hex !== '' ? '0x' : '') + (verb === 'X' ? hex.toUpperCase() : hex), flags);
    }
    default:
      return badVerb(value, verb);
  }
}

// eslint-disable-next-line no-control-regex -- the characters that need escapes
const canBackquote = (text: string): boolean => !/[`\u007f\ufeff]|[\u0000-\u0008\u000a-\u001f]/.test(text);

const signed = (text: string, { plus, space }: VerbFlags): string => (/^[-+]/.test(text) ? text : plus ? `+${text}` : space ? ` ${text}` : text);

function formatNumber(value: number, verb: string, flags: VerbFlags): string {
  const lower = verb.toLowerCase();
  if (!'vgGeEfF'.includes(verb)) return badVerb(value, verb);
  const precision = flags.precision ?? (lower === 'e' || lower === 'f' ? 6 : undefined);
  const text = formatFloat(value, lower === 'e' ? 'e' : lower === 'f' ? 'f' : 'g', precision);
  const withSign = signed(text, flags);
  const cased = verb === 'E' || verb === 'G' ? withSign.replace('e', 'E') : withSign;
  return pad(cased, flags, Number.isFinite(value) ? 'number' : 'never zeros');
}

function formatInteger(value: bigint, verb: string, flags: VerbFlags): string {
  const base = { d: 10, v: 10, b: 2, o: 8, O: 8, x: 16, X: 16 }[verb];
  if (base !== undefined) {
    const prefix = verb === 'O' ? '0o' : flags.sharp ? { b: '0b', o: '0', x: '0x', X: '0X' }[verb] ?? '' : '';
    const digits = (value < 0n ? -value : value).toString(base).padStart(flags.precision ?? 0, '0');
    const text = (value < 0n ? '-' : '') + prefix + (verb === 'X' ? digits.toUpperCase() : digits);
    return pad(signed(text, flags), flags, flags.precision === undefined ? 'number' : 'never zeros');
  }
  const isCode = value >= 0n && value <= 0x10ffffn;
  const char = isCode ? String.fromCodePoint(Number(value)) : '\ufffd';
  if (verb === 'c') return pad(char, flags);
  if (verb === 'q') return pad(`'${quote(char).slice(1, -1).replaceAll('\\"', '"').replace(/^'$/, "\\'")}'`, flags);
  if (verb === 'U') return pad(`U+${value.toString(16).toUpperCase().padStart(4, '0')}${flags.sharp ? ` '${char}'` : ''}`, flags);
  return badVerb(value, verb);
}
