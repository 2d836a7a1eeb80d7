import { parse } from 'yaml';
import type { Json } from '#internal/kernel';
import type { AppError} from '#pkg/apperror';
import { invalid } from '#pkg/apperror';
import { BoundedCache } from '#pkg/matchers';
import type { ExternalDocument } from '../ports/external-documents.ts';
import type { SchemaDocuments } from '../ports/outgoing.ts';

/** A schema is compiled into code: larger ones are not worth the time. */
const MAX_BYTES = 256 * 1024;
const MOST_KEPT = 100;

/** Schemas in JSON or YAML, read once for each content. */
export class YamlSchemas implements SchemaDocuments {
  readonly #kept = new BoundedCache<string, { readonly schema: Json }>(MOST_KEPT);

  schema({ url, text, digest }: ExternalDocument): Json {
    return this.#kept.getOrMake(digest, () => ({ schema: read(text, url.replace(/[?#].*$/, '')) })).schema;
  }
}

function read(text: string, place: string): Json {
  const refuse = (reason: string): AppError => invalid('schema', `the document at ${place} ${reason}`);
  if (Buffer.byteLength(text) > MAX_BYTES) throw refuse(`is larger than ${MAX_BYTES / 1024} KiB`);
  try {
    return JSON.parse(JSON.stringify(parse(text))) as Json; // JSON is YAML; what YAML can say beyond it is lost
  } catch {
    throw refuse('is neither JSON nor YAML');
  }
}
