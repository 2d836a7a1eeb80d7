import { parseAllDocuments, parseDocument, stringify, type Document, type ParsedNode } from 'yaml';
import { AppError, invalid, type ErrorDetail } from '#pkg/apperror';
import type { Json } from '#internal/kernel';

/** Nodes that the aliases of one document may repeat; more is a "billion laughs". */
const MOST_ALIASES = 100;
const DEEPEST = 100;
const OPTIONS = { version: '1.2', schema: 'core', merge: false, uniqueKeys: true, stringKeys: true, prettyErrors: true, logLevel: 'error' } as const;

/** The value of a YAML 1.2 document. Throws `invalid` at `field` for what is not YAML, or not JSON in other clothes. */
export const fromYaml = (text: string, field: string): Json => valueOf(parseDocument(text, OPTIONS), field);

/** Each document of a YAML 1.2 stream: its value, or what is wrong with it. */
export function allFromYaml(text: string): readonly ({ readonly document: Json } | { readonly faults: readonly ErrorDetail[] })[] {
  const documents = parseAllDocuments(text, OPTIONS);
  if ('empty' in documents) return [];
  return documents.map((document) => {
    try {
      return { document: valueOf(document, '') };
    } catch (error) {
      if (error instanceof AppError && error.code === 'invalid') return { faults: error.details };
      throw error;
    }
  });
}

/** A value as a YAML 1.2 document that reads back as the same value. */
export const toYaml = (value: Json): string => stringify(value, { version: '1.2', schema: 'core', lineWidth: 120, aliasDuplicateObjects: false });

function valueOf(document: Document.Parsed<ParsedNode>, field: string): Json {
  const [fault] = [...document.errors, ...document.warnings]; // a tag that nobody knows is but a warning
  if (fault) throw invalid(field, fault.message.split('\n')[0] ?? 'is not YAML');
  let value: unknown;
  try {
    value = document.toJS({ maxAliasCount: MOST_ALIASES });
  } catch (error) {
    throw invalid(field, error instanceof Error ? error.message : 'is not YAML');
  }
  return jsonOf(value, 0, field);
}

/** YAML can say more than JSON (`.inf`, binary data, cycles, U+0000, half characters): refuse what a JSON body could not have brought either. */
function jsonOf(value: unknown, depth: number, field: string): Json {
  if (depth > DEEPEST) throw invalid(field, `is nested deeper than ${DEEPEST} levels`);
  if (value === null || typeof value === 'boolean') return value;
  if (typeof value === 'number' && Number.isFinite(value)) return value;
  if (typeof value === 'string' && value.isWellFormed() && !value.includes('\0')) return value;
  if (Array.isArray(value)) return value.map((item) => jsonOf(item, depth + 1, field));
  if (typeof value === 'object' && Object.getPrototypeOf(value) === Object.prototype) {
    return Object.fromEntries(Object.entries(value).map(([key, child]) => [jsonOf(key, depth, field) as string, jsonOf(child, depth + 1, field)]));
  }
  throw invalid(field, 'holds a value that JSON does not know');
}
