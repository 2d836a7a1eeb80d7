import { Ajv2020, type ErrorObject } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import type { ErrorDetail } from '#pkg/apperror';
import type { ParameterReader } from './parameters.ts';

const RFC_3339 = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)$/;
const EARLIEST = Date.parse('0001-01-01T00:00:00Z');
const LATEST = Date.parse('9999-12-31T23:59:59.999Z');

/** RFC 3339, within what both `Date` and PostgreSQL can say; no leap seconds, no thirtieth of February. */
function isTimestamp(text: string): boolean {
  if (!RFC_3339.test(text)) return false;
  const time = Date.parse(text);
  const day = Number(text.slice(8, 10));
  const lastDay = new Date(Date.UTC(2000 + (Number(text.slice(0, 4)) % 400), Number(text.slice(5, 7)), 0)).getUTCDate();
  return time >= EARLIEST && time <= LATEST && day <= lastDay;
}

/** Validates JSON as OpenAPI 3.1 means it (JSON Schema 2020-12), strictly: an unknown keyword or format is an error when the server starts. */
export function schemaValidator(): Ajv2020 {
  const ajv = new Ajv2020({
    strict: true,
    strictRequired: false,
    allowUnionTypes: true,
    // The first error is enough for the caller, and collecting all of them is work that a hostile body could multiply.
    allErrors: false,
  });
  addFormats(ajv);
  ajv.addFormat('date-time', { type: 'string', validate: isTimestamp });
  ajv.addVocabulary(['example', 'externalDocs', 'xml', 'discriminator']);
  ajv.addVocabulary(['x-typescript']);
  return ajv;
}

const joined = (path: string, name: unknown): string => `${path}/${String(name).replaceAll('~', '~0').replaceAll('/', '~1')}`;

function detailOf({ instancePath, keyword, params, message }: ErrorObject): ErrorDetail {
  switch (keyword) {
    case 'required':
      return { field: joined(instancePath, params['missingProperty']), reason: 'is required' };
    case 'additionalProperties':
      return { field: joined(instancePath, params['additionalProperty']), reason: 'is not known here' };
    case 'unevaluatedProperties':
      return { field: joined(instancePath, params['unevaluatedProperty']), reason: 'is not known here' };
    case 'enum':
      return { field: instancePath, reason: `must be one of ${(params['allowedValues'] as readonly unknown[]).join(', ')}` };
    default:
      return { field: instancePath, reason: message ?? 'is not valid' };
  }
}

const MOST_DETAILS = 10;

/** What is wrong with a body, as JSON pointers into it. */
export const bodyDetails = (errors: readonly ErrorObject[]): ErrorDetail[] =>
  errors.slice(0, MOST_DETAILS).map((error) => {
    const { field, reason } = detailOf(error);
    return { field: field.replace(/^\/requestBody/, '') || 'body', reason };
  });

/** What is wrong with parameters, by their names as the contract spells them. */
export const parameterDetails = (errors: readonly ErrorObject[], headers: readonly ParameterReader[]): ErrorDetail[] =>
  errors.slice(0, MOST_DETAILS).map((error) => {
    const { field, reason } = detailOf(error);
    const name = field.replace(/^\/(path|query|header)\//, '');
    const header = field.startsWith('/header/') ? headers.find((reader) => reader.name === name) : undefined;
    return { field: header?.label ?? name, reason };
  });
