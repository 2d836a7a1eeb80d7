import { printValue } from '../values/go-printf.ts';
import { GoMap, GoObject, GoSlice, type GoValue, typeName } from '../values/go-value.ts';

const BAD_TYPE = 'invalid type for comparison';

const isNil = (value: GoValue): value is null | undefined => value === null || value === undefined;
const isBasic = (value: GoValue): value is string | number | bigint | boolean => !isNil(value) && typeof value !== 'object';

/** `eq a b c`: whether the first equals one of the others. */
export function equalsOneOf(value: GoValue, others: readonly GoValue[]): boolean {
  if (others.length === 0) throw new Error('missing argument for comparison');
  return others.some((other) => equals(value, other));
}

function equals(one: GoValue, other: GoValue): boolean {
  if (isBasic(one) || isBasic(other)) {
    if (isNil(one) || isNil(other)) return false;
    if (typeof one !== typeof other) throw new Error(`incompatible types for comparison: ${typeName(one)} and ${typeName(other)}`);
    return one === other;
  }
  if (isNil(one) || isNil(other)) return isNil(one) === isNil(other);
  if (typeName(one) !== typeName(other)) throw new Error(`non-comparable types ${typeName(one)} and ${typeName(other)}`);
  if (other instanceof GoMap || other instanceof GoSlice) throw new Error(`non-comparable type ${printValue(other)}: ${typeName(other)}`);
  return one === other || (one instanceof GoObject && other instanceof GoObject && one.toString() !== '' && one.toString() === other.toString());
}

/** `lt a b`. */
export function isLess(one: GoValue, other: GoValue): boolean {
  if (!isBasic(one) || !isBasic(other)) throw new Error(BAD_TYPE);
  if (typeof one !== typeof other) throw new Error(`incompatible types for comparison: ${typeName(one)} and ${typeName(other)}`);
  if (typeof one === 'boolean') throw new Error(BAD_TYPE);
  if (typeof one === 'string' && typeof other === 'string') return Buffer.compare(Buffer.from(one), Buffer.from(other)) < 0;
  return one < other;
}

/** `le a b`. */
export const isLessOrEqual = (one: GoValue, other: GoValue): boolean => isLess(one, other) || equals(one, other);
