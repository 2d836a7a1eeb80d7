import { invalid } from '#pkg/apperror';

/** A name for people, without the blanks around it. Throws `invalid` on `field` unless 1 to 200 characters remain. */
export function displayName(name: string, field = '/name'): string {
  const trimmed = name.trim();
  const characters = [...trimmed].length; // as PostgreSQL and JSON Schema count, not UTF-16 units
  if (characters === 0 || characters > 200) throw invalid(field, 'must have 1 to 200 characters');
  return trimmed;
}
