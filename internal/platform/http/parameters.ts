import { malformed } from './problem.ts';

type Scalar = 'string' | 'integer' | 'number' | 'boolean';

/** How one declared parameter is read from text. */
export interface ParameterReader {
  /** The name to look for; of headers in lower case. */
  readonly name: string;
  /** The name as the contract spells it. */
  readonly label: string;
  readonly type: Scalar;
  /** A query parameter that may be repeated. */
  readonly isList: boolean;
  readonly fallback: unknown;
}

interface ParameterSchema {
  readonly type?: unknown;
  readonly items?: ParameterSchema;
  readonly default?: unknown;
}

const SCALARS: ReadonlySet<unknown> = new Set<Scalar>(['string', 'integer', 'number', 'boolean']);
const scalarOf = (schema: ParameterSchema | undefined): Scalar => (SCALARS.has(schema?.type) ? (schema?.type as Scalar) : 'string');

/** Prepares a reader from the parameter's (dereferenced) schema. */
export function parameterReader(label: string, schema: ParameterSchema | undefined, name = label): ParameterReader {
  const isList = schema?.type === 'array';
  return { name, label, isList, type: scalarOf(isList ? schema.items : schema), fallback: schema?.default };
}

// Only the canonical spellings become numbers: "0x10", "1e3" for an integer, " 1" and "" stay text, which the schema then refuses.
function coerced(text: string, type: Scalar): unknown {
  switch (type) {
    case 'string':
      return text;
    case 'integer':
      return /^-?(0|[1-9]\d{0,15})$/.test(text) ? Number(text) : text;
    case 'number':
      return /^-?(0|[1-9]\d*)(\.\d+)?([eE][+-]?\d+)?$/.test(text) ? Number(text) : text;
    case 'boolean':
      return text === 'true' ? true : text === 'false' ? false : text;
  }
}

function decoded(field: string, text: string): string {
  let value: string;
  try {
    value = decodeURIComponent(text);
  } catch {
    throw malformed(field, 'is not percent-encoded UTF-8');
  }
  if (value.includes('\0')) throw malformed(field, 'has a NUL character');
  return value;
}

/**
 * The parameters of a query string (without the question mark) or a form. Names that nobody declared stay, for the schema to refuse; `lenient` passes
 * over them and takes the first value of what is repeated.
 */
export function readQuery(text: string, readers: readonly ParameterReader[], lenient = false): Record<string, unknown> {
  const values = new Map<string, unknown>();
  for (const pair of text === '' ? [] : text.split('&')) {
    if (pair === '') continue;
    const equals = pair.indexOf('=');
    const name = decoded('query', (equals < 0 ? pair : pair.slice(0, equals)).replaceAll('+', ' '));
    const value = decoded(name, equals < 0 ? '' : pair.slice(equals + 1).replaceAll('+', ' '));
    const reader = readers.find((candidate) => candidate.name === name);
    if (lenient && (!reader || (!reader.isList && values.has(name)))) continue;
    const present = values.get(name);
    if (reader?.isList) values.set(name, [...(Array.isArray(present) ? (present as unknown[]) : []), coerced(value, reader.type)]);
    else if (present !== undefined) throw malformed(name, 'is given more than once');
    else values.set(name, coerced(value, reader?.type ?? 'string'));
  }
  for (const { name, fallback } of readers) if (fallback !== undefined && !values.has(name)) values.set(name, fallback);
  return Object.fromEntries(values);
}

/** The placeholders of a path, as matched by the router. */
export function readPath(values: readonly string[], readers: readonly ParameterReader[]): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  readers.forEach(({ name, type }, index) => {
    read[name] = coerced(decoded(name, values[index] ?? ''), type);
  });
  return read;
}

/** The declared headers among all; their names are in lower case. */
export function readHeaders(headers: NodeJS.Dict<string | string[]>, readers: readonly ParameterReader[]): Record<string, unknown> {
  const read: Record<string, unknown> = {};
  for (const { name, type, fallback } of readers) {
    const value = headers[name];
    if (value !== undefined) read[name] = typeof value === 'string' ? coerced(value, type) : value;
    else if (fallback !== undefined) read[name] = fallback;
  }
  return read;
}
