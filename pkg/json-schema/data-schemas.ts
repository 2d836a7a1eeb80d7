import addFormats from 'ajv-formats';
import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js';
import { RE2JS } from 're2js';

const MAX_CACHED = 200;
const MAX_FAULTS = 5;

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
  const ajv = new Ajv2020({ strict: false, allErrors: true, addUsedSchema: false, code: { regExp: linearTime } });
  addFormats(ajv);
  const validate = ajv.compile(schema);
  if ('$async' in validate) throw new TypeError('must not be asynchronous');
  cache.set(key, validate);
  const [oldest] = cache.keys();
  if (cache.size > MAX_CACHED && oldest !== undefined) cache.delete(oldest);
  return validate;
}

/** Why a value is no JSON Schema (draft 2020-12) that stands for itself; undefined when it is one. References to other documents are refused. */
export function schemaFault(schema: unknown): string | undefined {
  try {
    compiled(schema);
    return undefined;
  } catch (error) {
    return error instanceof Error ? error.message : String(error);
  }
}

/** How data breaks a schema, in words; undefined when it does not. Throws for what `schemaFault` refuses. */
export function dataFault(schema: unknown, data: unknown): string | undefined {
  const validate = compiled(schema);
  if (validate(data)) return undefined;
  const faults = (validate.errors ?? []).slice(0, MAX_FAULTS);
  return faults.map(({ instancePath, message }) => `${instancePath || 'the value'} ${message ?? 'is not valid'}`).join('; ');
}
