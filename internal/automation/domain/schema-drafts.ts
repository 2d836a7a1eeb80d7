import type { Json } from '#internal/kernel';
import { isObject } from './json-shape.ts';

/** Drafts of JSON Schema, by the name that a `format` gives them, with what `$schema` says in their documents. */
const DRAFTS: Readonly<Record<string, string>> = {
  '2020-12': 'https://json-schema.org/draft/2020-12/schema',
  '2019-09': 'https://json-schema.org/draft/2019-09/schema',
  'draft-07': 'http://json-schema.org/draft-07/schema#',
  'draft-06': 'http://json-schema.org/draft-06/schema#',
};

export const SCHEMA_DRAFTS = Object.keys(DRAFTS);

/** A schema in the draft that its format names (`json:draft-07`). What the schema itself says of its draft counts more. */
export function inDraft(document: Json, format = 'json'): Json {
  const draft = DRAFTS[format.replace(/^json:?/, '')];
  return draft !== undefined && isObject(document) && !Object.hasOwn(document, '$schema') ? { $schema: draft, ...document } : document;
}
