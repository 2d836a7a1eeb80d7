import type { Json } from '#internal/kernel';
import { findPrograms, programOf, type LocatedProgram } from './expression-syntax.ts';

/** A program, where it is written, and the variables that it may use there (the specification's table of runtime arguments). */
export type CheckedProgram = LocatedProgram & { readonly variables: readonly string[] };

/** A text where only a program can stand. */
export const bare = (text: string | undefined, pointer: string, variables: readonly string[]): readonly CheckedProgram[] =>
  text === undefined ? [] : [{ pointer, program: programOf(text), variables }];

/** A value with `${ programs }` in it. */
export const template = (value: Json, pointer: string, variables: readonly string[]): readonly CheckedProgram[] =>
  findPrograms(value, pointer).map((program) => ({ ...program, variables }));

/** A text is a program here, anything else is a template. */
export const shaping = (value: Json | undefined, pointer: string, variables: readonly string[]): readonly CheckedProgram[] =>
  typeof value === 'string' ? bare(value, pointer, variables) : template(value ?? null, pointer, variables);
