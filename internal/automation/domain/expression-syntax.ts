import type { Json } from '#internal/kernel';
import { pointerTo } from './json-pointer.ts';

const WRAPPED = /^\s*\$\{([\s\S]*)\}\s*$/;

/** The program of a text written as `${ program }`; undefined for any other text. */
export const wrappedProgram = (text: string): string | undefined => WRAPPED.exec(text)?.[1];

/** The program of a text where only an expression can stand: the wrapping is optional there. */
export const programOf = (text: string): string => wrappedProgram(text) ?? text;

/** One program and where it is written. */
export interface LocatedProgram {
  readonly pointer: string;
  readonly program: string;
}

/** The programs inside a value, in the order in which `fillPrograms` takes their results. */
export function findPrograms(value: Json, pointer = ''): readonly LocatedProgram[] {
  if (typeof value === 'string') {
    const program = wrappedProgram(value);
    return program === undefined ? [] : [{ pointer, program }];
  }
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, part]: [string, Json]) => findPrograms(part, pointerTo(pointer, key)));
}

/** The value with each program replaced by its result. What the results contain is data and is not looked into. */
export function fillPrograms(value: Json, results: readonly Json[]): Json {
  const remaining = [...results];
  const fill = (part: Json): Json => {
    if (typeof part === 'string') return wrappedProgram(part) === undefined ? part : (remaining.shift() ?? null);
    if (typeof part !== 'object' || part === null) return part;
    if (Array.isArray(part)) return (part as readonly Json[]).map(fill);
    // Entries instead of assignment: `__proto__` is a name like any other.
    return Object.fromEntries(Object.entries(part).map(([key, inner]: [string, Json]) => [key, fill(inner)]));
  };
  return fill(value);
}
