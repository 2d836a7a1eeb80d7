import type { Json, JsonObject } from '#internal/kernel';
import type { ErrorDetail } from '#pkg/apperror';
import { pointerTo } from './json-pointer.ts';

/** Adds what is wrong with a value at a JSON pointer to the faults. */
export type Shape = (value: Json, pointer: string, faults: ErrorDetail[]) => void;

export const isObject = (value: Json | undefined): value is JsonObject => typeof value === 'object' && value !== null && !Array.isArray(value);

export const anything: Shape = () => undefined;

export const refused =
  (reason: string): Shape =>
  (_, field, faults) =>
    void faults.push({ field, reason });

export const text =
  (pattern?: RegExp, reason = 'has the wrong form'): Shape =>
  (value, field, faults) => {
    if (typeof value !== 'string') faults.push({ field, reason: 'must be a string' });
    else if (pattern && !pattern.test(value)) faults.push({ field, reason });
  };

export const integer: Shape = (value, field, faults) => {
  if (!Number.isInteger(value)) faults.push({ field, reason: 'must be an integer' });
};

/** An integer between two bounds, both included. */
export const integerFrom =
  (least: number, most = Number.MAX_SAFE_INTEGER): Shape =>
  (value, field, faults) => {
    if (!Number.isInteger(value)) faults.push({ field, reason: 'must be an integer' });
    else if ((value as number) < least || (value as number) > most) faults.push({ field, reason: most === Number.MAX_SAFE_INTEGER ? `must be at least ${least}` : `must be from ${least} to ${most}` });
  };

export const flag: Shape = (value, field, faults) => {
  if (typeof value !== 'boolean') faults.push({ field, reason: 'must be true or false' });
};

export const literal =
  (...allowed: readonly string[]): Shape =>
  (value, field, faults) => {
    if (typeof value !== 'string' || !allowed.includes(value)) faults.push({ field, reason: `must be ${allowed.join(' or ')}` });
  };

/** An object with these properties and no others. */
export const object =
  (properties: Readonly<Record<string, Shape>>, required: readonly string[] = []): Shape =>
  (value, pointer, faults) => {
    if (!isObject(value)) return void faults.push({ field: pointer, reason: 'must be an object' });
    for (const name of required) if (!Object.hasOwn(value, name)) faults.push({ field: pointerTo(pointer, name), reason: 'is missing' });
    for (const [name, part] of Object.entries(value)) {
      const shape = Object.hasOwn(properties, name) ? properties[name] : undefined;
      if (shape) shape(part, pointerTo(pointer, name), faults);
      else faults.push({ field: pointerTo(pointer, name), reason: 'is not a known property' });
    }
  };

/** An object in which these properties have a shape and any others may stand. */
export const open =
  (properties: Readonly<Record<string, Shape>>, required: readonly string[] = []): Shape =>
  (value, pointer, faults) => {
    if (!isObject(value)) return void faults.push({ field: pointer, reason: 'must be an object' });
    for (const name of required) if (!Object.hasOwn(value, name)) faults.push({ field: pointerTo(pointer, name), reason: 'is missing' });
    for (const [name, shape] of Object.entries(properties)) if (Object.hasOwn(value, name)) shape(value[name] as Json, pointerTo(pointer, name), faults);
  };

/** A list whose items all have one shape. */
export const list =
  (shape: Shape): Shape =>
  (value, pointer, faults) => {
    if (!Array.isArray(value)) return void faults.push({ field: pointer, reason: 'must be a list' });
    for (const [index, item] of (value as readonly Json[]).entries()) shape(item, pointerTo(pointer, index), faults);
  };

/** An object with any names, all of whose values have one shape. */
export const map =
  (shape: Shape, minimum = 0): Shape =>
  (value, pointer, faults) => {
    if (!isObject(value)) return void faults.push({ field: pointer, reason: 'must be an object' });
    if (Object.keys(value).length < minimum) faults.push({ field: pointer, reason: 'must not be empty' });
    for (const [name, part] of Object.entries(value)) shape(part, pointerTo(pointer, name), faults);
  };

/** A list of objects with one property each. */
export const namedItems =
  (shape: Shape, minimum = 0): Shape =>
  (value, pointer, faults) => {
    if (!Array.isArray(value)) return void faults.push({ field: pointer, reason: 'must be a list' });
    const items = value as readonly Json[];
    if (items.length < minimum) faults.push({ field: pointer, reason: 'must not be empty' });
    for (const [index, item] of items.entries()) {
      const at = pointerTo(pointer, index);
      if (!isObject(item) || Object.keys(item).length !== 1) faults.push({ field: at, reason: 'must be an object with one property, the name' });
      else map(shape)(item, at, faults);
    }
  };

/** One shape for strings and one for objects. */
export const textOr =
  (string: Shape, other: Shape): Shape =>
  (value, pointer, faults) => {
    if (typeof value === 'string') string(value, pointer, faults);
    else if (isObject(value)) other(value, pointer, faults);
    else faults.push({ field: pointer, reason: 'must be a string or an object' });
  };

/** One shape for strings and one for lists. */
export const textOrList =
  (string: Shape, other: Shape): Shape =>
  (value, pointer, faults) => {
    if (typeof value === 'string') string(value, pointer, faults);
    else if (Array.isArray(value)) other(value, pointer, faults);
    else faults.push({ field: pointer, reason: 'must be a string or a list' });
  };

/** An object that has exactly one of these properties, whatever else it has. */
export const oneOfThese =
  (...names: readonly string[]): Shape =>
  (value, pointer, faults) => {
    if (isObject(value) && names.filter((name) => Object.hasOwn(value, name)).length !== 1) faults.push({ field: pointer, reason: `must have one of ${names.join(', ')}` });
  };

/** The shape that belongs to the first of these properties that the object has. */
export const byProperty =
  (shapes: Readonly<Record<string, Shape>>): Shape =>
  (value, pointer, faults) => {
    const name = isObject(value) ? Object.keys(shapes).find((key) => Object.hasOwn(value, key)) : undefined;
    if (name === undefined) return void faults.push({ field: pointer, reason: `must be an object with one of ${Object.keys(shapes).join(', ')}` });
    shapes[name]?.(value, pointer, faults);
  };

/** Several shapes, one after another until one finds a fault. */
export const all =
  (...shapes: readonly Shape[]): Shape =>
  (value, pointer, faults) => {
    const before = faults.length;
    for (const shape of shapes) if (faults.length === before) shape(value, pointer, faults);
  };
