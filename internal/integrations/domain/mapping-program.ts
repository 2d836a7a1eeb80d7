import type { Json } from '#internal/kernel';
import { type JqProgram, type Mapping, programsOf } from './mapping.ts';

/** Alerts that one body may hold. */
export const MAX_ITEMS = 1000;

/** What one program yielded for one item: its first value, or what went wrong. */
export type Yielded = { readonly v: Json } | { readonly e: string };
/** What all programs of a mapping yielded for one item, by their places in the mapping. */
export type MappedItem = Readonly<Record<string, Yielded>>;

/** Values of other types than text that a program may yield are words, too; a program whose first output is `empty` yields null. */
const guarded = (program: JqProgram): string => `(try {v: first((${program}\n), null)} catch {e: (if type == "string" then . else tojson end)})`;

/** A body may be one item or many. */
const itemsOf = (program: JqProgram): string => `[limit(${MAX_ITEMS + 1}; (${program}\n))] | (if length == 1 and (.[0] | type) == "array" then .[0] else . end)`;

/**
 * One program that runs a whole mapping on a body and yields an array of `MappedItem`. Safe only with programs that compile by themselves: those cannot close the
 * parentheses around them.
 */
export function mappingProgram(mapping: Mapping): JqProgram {
  const fields = programsOf(mapping).filter(([field]) => field !== '/items').map(([field, program]) => `${JSON.stringify(field)}: ${guarded(program)}`);
  return `. as $payload | (${itemsOf(mapping.items ?? '.')}) | .[:${MAX_ITEMS + 1}] | map({${fields.join(', ')}})`;
}
