import { AppError } from '#pkg/apperror';
import { malformed } from './problem.ts';

const ENTITY_TAG = /^(W\/)?"([!#-~]*)"$/;
const VERSION = /^(?:0|[1-9]\d{0,9})$/;

/** The entity tag of a version (`"7"`), or of an opaque validator. */
export const entityTag = (validator: number | string): string => `"${validator}"`;

/**
 * The version that `If-Match` demands; `undefined` for `*`, which any version satisfies (RFC 9110 section 13.1.1). A weak tag, or one that we never gave out,
 * cannot match: `precondition_failed`. Text that is no entity tag, or a list of them, is `malformed`.
 */
export function expectedVersion(ifMatch: string): number | undefined {
  const value = ifMatch.trim();
  if (value === '*') return undefined;
  const [, weak, opaque] = ENTITY_TAG.exec(value) ?? [];
  if (opaque === undefined) throw malformed('If-Match', 'is neither one entity tag nor *');
  if (weak !== undefined || !VERSION.test(opaque)) throw new AppError('precondition_failed', 'the entity tag is not one of a current version');
  return Number(opaque);
}
