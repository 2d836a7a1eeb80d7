import { GoDuration, GoMap, GoSlice, GoTime, type GoValue } from '#pkg/go-template';
import { asText, JsonStruct } from './template-data.ts';

/** A value as Go's encoding/json writes it: maps in the order of their names, `<`, `>` and `&` escaped. */
export function goJson(value: GoValue): string {
  if (value === undefined || value === null) return 'null';
  if (typeof value === 'string') return text(value);
  if (typeof value === 'boolean') return String(value);
  if (typeof value === 'number' || typeof value === 'bigint') {
    if (typeof value === 'number' && !Number.isFinite(value)) throw new Error('json: unsupported value: NaN or Inf');
    return String(value);
  }
  if (value instanceof GoSlice) return `[${value.items.map(goJson).join(',')}]`;
  if (value instanceof GoMap) return `{${value.sorted().map(([name, part]) => `${text(name)}:${goJson(part)}`).join(',')}}`;
  if (value instanceof JsonStruct) return `{${Object.entries(value.fields).map(([name, part]) => `${text(value.jsonNames[name] ?? name)}:${goJson(part)}`).join(',')}}`;
  if (value instanceof GoTime) return text(asText(value.method('Format')?.call(['2006-01-02T15:04:05.999999999Z07:00'], { query: () => null, timeMs: 0, externalUrl: '' })));
  if (value instanceof GoDuration) return value.nanoseconds.toString();
  return text(value.toString());
}

const text = (value: string): string => JSON.stringify(value.toWellFormed()).replaceAll(/[<>&\u2028\u2029]/g, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`);
