import { parentPort } from 'node:worker_threads';
import addFormats from 'ajv-formats';
import { Ajv, MissingRefError, type Options, type ValidateFunction } from 'ajv';
import { Ajv2019 } from 'ajv/dist/2019.js';
import { Ajv2020 } from 'ajv/dist/2020.js';
import draft06 from 'ajv/dist/refs/json-schema-draft-06.json' with { type: 'json' };
import { RE2JS } from 're2js';

/** Without `data` the schema itself is checked. */
export interface SchemaRequest {
  readonly schema: unknown;
  readonly data?: { readonly value: unknown };
}

export interface SchemaReply {
  /** What is wrong, in words; null when nothing is. */
  readonly fault: string | null;
}

const MAX_CACHED = 200;

// Patterns come from users: a regular expression that takes linear time instead of the platform's.
function compilePattern(pattern: string): { test(text: string): boolean; toString(): string } {
  const compiledPattern = RE2JS.compile(pattern);
  // The validator tells patterns apart by their text.
  return { test: (text) => compiledPattern.matcher(text).find(), toString: () => `/${pattern}/` };
}
const linearTime = Object.assign(compilePattern, { code: 'linearTime' });

// The first fault counts: all of them could be more than the data has bytes.
const options: Options = { strict: false, addUsedSchema: false, code: { regExp: linearTime } };
/** A validator of each draft, by what `$schema` says; an empty fragment means nothing. */
const DRAFTS: Readonly<Record<string, () => Ajv | Ajv2019 | Ajv2020>> = {
  'https://json-schema.org/draft/2020-12/schema': () => new Ajv2020(options),
  'https://json-schema.org/draft/2019-09/schema': () => new Ajv2019(options),
  'http://json-schema.org/draft-07/schema': () => new Ajv(options),
  'http://json-schema.org/draft-06/schema': () => new Ajv(options).addMetaSchema(draft06),
};
const NEWEST = 'https://json-schema.org/draft/2020-12/schema';

const cache = new Map<string, ValidateFunction>();

function compiled(schema: unknown): ValidateFunction {
  const key = JSON.stringify(schema);
  const known = cache.get(key);
  if (known) return known;
  if (typeof schema !== 'boolean' && (typeof schema !== 'object' || schema === null || Array.isArray(schema))) throw new TypeError('must be an object or a boolean');
  const { $schema: draft = NEWEST } = schema as { readonly $schema?: unknown };
  const validator = typeof draft === 'string' ? DRAFTS[draft.replace(/#$/, '')] : undefined;
  if (!validator) throw new TypeError(`names a draft that is not supported: ${JSON.stringify(draft).slice(0, 200)}`);
  // A validator of its own for each, so that no schema can refer to another by its id.
  const ajv = validator();
  addFormats.default(ajv);
  const validate = ajv.compile(schema);
  if ('$async' in validate) throw new TypeError('must not be asynchronous');
  cache.set(key, validate);
  const [oldest] = cache.keys();
  if (cache.size > MAX_CACHED && oldest !== undefined) cache.delete(oldest);
  return validate;
}

function answer({ schema, data }: SchemaRequest): SchemaReply {
  try {
    const validate = compiled(schema);
    if (!data || validate(data.value)) return { fault: null };
    const { instancePath = '', message = 'is not valid' } = validate.errors?.at(-1) ?? {};
    return { fault: `${instancePath || 'the value'} ${message}` };
  } catch (error) {
    if (error instanceof MissingRefError) return { fault: refersWrongly(error.missingRef.slice(0, 200)) };
    // The stack overflows on a schema that refers to itself without going deeper into the data.
    return { fault: error instanceof RangeError ? 'the schema goes round in circles' : error instanceof Error ? error.message : String(error) };
  }
}

const refersWrongly = (reference: string): string => (reference.startsWith('#') ? `refers to nothing: ${reference}` : `refers to another document, ${reference}: put what it needs under $defs`);

parentPort?.on('message', (request: SchemaRequest) => parentPort?.postMessage(answer(request)));
parentPort?.postMessage(undefined);
