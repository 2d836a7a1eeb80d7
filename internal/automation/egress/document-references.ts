import type { Json, JsonObject } from '#internal/kernel';
import { invalid } from '#pkg/apperror';

const DEEPEST = 10;

/** The object, or what its reference into the same document leads to. Throws `invalid` for references to other documents. */
export function resolved(root: JsonObject, value: Json | undefined, depth = 0): JsonObject {
  const item = objectOf(value);
  const reference = item['$ref'];
  if (typeof reference !== 'string') return item;
  if (!reference.startsWith('#/') || depth > DEEPEST) throw invalid('document', `refers to another document: ${reference.slice(0, 200)}`);
  const steps = reference.slice(2).split('/').map((step) => decodeURIComponent(step).replaceAll('~1', '/').replaceAll('~0', '~'));
  return resolved(root, steps.reduce<Json>((part, step) => objectOf(part)[step] ?? null, root), depth + 1);
}

export const objectOf = (value: Json | undefined): JsonObject => (typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as JsonObject) : {});

/** A text that has to be there. */
export function textOf(item: JsonObject, name: string, where: string): string {
  const value = item[name];
  if (typeof value !== 'string') throw invalid('document', `has no ${name} at ${where}`);
  return value;
}
