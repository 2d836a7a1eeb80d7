import { invalid } from '#pkg/apperror';
import type { Json, JsonObject } from '#internal/kernel';
import { isObject } from '../domain/json-shape.ts';

const METHODS = ['get', 'put', 'post', 'delete', 'options', 'head', 'patch', 'trace'];
/** More parts than this of one operation are a trap rather than a description. */
const MOST_PARTS = 20_000;

/**
 * The document with one path in it, that of the operation, whose references (RFC 6901 pointers into the same document) are followed. A schema
 * that contains itself ends where it does. Throws `invalid` for an operation that is not there and for references to other documents.
 */
export function operationDocument(document: JsonObject, operationId: string): { readonly spec: JsonObject; readonly operation: JsonObject } {
  const paths = isObject(document['paths']) ? document['paths'] : {};
  for (const [path, item] of Object.entries<Json>(paths)) {
    const resolved = isObject(item) && typeof item['$ref'] === 'string' ? referenced(document, item['$ref']) : item;
    if (!isObject(resolved)) continue;
    const method = METHODS.find((each) => isObject(resolved[each]) && (resolved[each])['operationId'] === operationId);
    if (method === undefined) continue;
    const whole = followed(document, { ...(resolved['parameters'] !== undefined && { parameters: resolved['parameters'] }), ...(resolved['servers'] !== undefined && { servers: resolved['servers'] }), [method]: requestPart(resolved[method] as JsonObject) }) as JsonObject;
    // What was not followed is left out: nobody may look it up elsewhere.
    const { components: _components, definitions: _definitions, ...head } = document;
    return { spec: { ...head, security: [], paths: { [path]: whole } }, operation: whole[method] as JsonObject };
  }
  throw invalid('operationId', `the document has no operation '${operationId}'`);
}

/** Answers, callbacks and security do not matter for a request: authentication is the definition's to say. */
const requestPart = ({ responses: _responses, callbacks: _callbacks, security: _security, ...rest }: JsonObject): JsonObject => rest;

function followed(document: JsonObject, start: Json): Json {
  let parts = 0;
  const follow = (value: Json, inside: readonly string[]): Json => {
    parts += 1;
    if (parts > MOST_PARTS) throw invalid('document', `its operation has more than ${MOST_PARTS} parts`);
    if (typeof value !== 'object' || value === null) return value;
    if (Array.isArray(value)) return (value as readonly Json[]).map((part) => follow(part, inside));
    const { $ref } = value as JsonObject;
    if (typeof $ref === 'string') return inside.includes($ref) ? {} : follow(referenced(document, $ref), [...inside, $ref]);
    return Object.fromEntries(Object.entries<Json>(value as JsonObject).map(([name, part]) => [name, follow(part, inside)]));
  };
  return follow(start, []);
}

function referenced(document: JsonObject, reference: string): Json {
  if (!reference.startsWith('#/')) throw invalid('document', `refers to another document: ${reference.slice(0, 200)}`);
  const steps = reference.slice(2).split('/').map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));
  const found = steps.reduce<Json | undefined>((part, step) => (typeof part === 'object' && part !== null && Object.hasOwn(part, step) ? (part as JsonObject)[step] : undefined), document);
  if (found === undefined) throw invalid('document', `has nothing at ${reference.slice(0, 200)}`);
  return found;
}
