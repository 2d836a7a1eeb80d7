import { parentPort } from 'node:worker_threads';
import addFormats from 'ajv-formats';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
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

const cache = new Map<string, ValidateFunction>();

function compiled(schema: unknown): ValidateFunction {
  const key = JSON.stringify(schema);
  const known = cache.get(key);
  if (known) return known;
  if (typeof schema !== 'boolean' && (typeof schema !== 'object' || schema === null || Array.isArray(schema))) throw new TypeError('must be an object or a boolean');
  // A validator of its own for each, so that no schema can refer to another by its id.
  // The first fault counts: all of them could be more than the data has bytes.
  const ajv = new Ajv2020({ strict: false, addUsedSchema: false, code: { regExp: linearTime } });
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
    // The stack overflows on a schema that refers to itself without going deeper into the data.
    return { fault: error instanceof RangeError ? 'the schema goes round in circles' : error instanceof Error ? error.message : String(error) };
  }
}

parentPort?.on('message', (request: SchemaRequest) => parentPort?.postMessage(answer(request)));
parentPort?.postMessage(undefined);
