import { AppError } from '#pkg/apperror';
import type { AuditEntry, Json } from '#internal/kernel';

/** What may be known of a secret: everything but its value. */
export interface Secret {
  readonly name: string;
  /** The key that seals the value; a secret of a key that is to be retired is written once more. */
  readonly keyId: string;
  readonly createdAt: Date;
  readonly createdBy: string;
  readonly updatedAt: Date;
  readonly updatedBy: string;
  readonly version: number;
}

/** A secret as it is stored. */
export type SealedSecret = Secret & { readonly sealed: string };

/** Most secrets of a tenant. */
export const MAX_SECRETS = 1000;
const MAX_VALUE_CHARACTERS = 65_536;
const NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,127}$/;

/** Throws `invalid` for a name that an expression could not spell, and for a value that is neither a text nor an object, empty, or over 64 Ki characters. */
export function requireSecret(name: string, value: Json): void {
  if (!NAME.test(name)) refuse('/name', 'must be letters, digits, _, - and dots, at most 128');
  if (typeof value !== 'string' && (typeof value !== 'object' || value === null || Array.isArray(value))) refuse('/value', 'must be a text or an object');
  if (value === '' || JSON.stringify(value) === '{}') refuse('/value', 'must not be empty');
  if (JSON.stringify(value).length > MAX_VALUE_CHARACTERS) refuse('/value', `must not be longer than ${MAX_VALUE_CHARACTERS} characters as JSON`);
}

/** The next state of a secret: the first version, or one more. */
export function written(name: string, before: Secret | undefined, change: { readonly sealed: string; readonly keyId: string; readonly by: string; readonly at: Date }): SealedSecret {
  const { by, at, ...kept } = change;
  return { ...kept, name, createdAt: before?.createdAt ?? at, createdBy: before?.createdBy ?? by, updatedAt: at, updatedBy: by, version: (before?.version ?? 0) + 1 };
}

/** The audit entry of a change; it tells that the value changed, never what it is. */
export const secretChanged = (verb: 'written' | 'deleted', before: Secret | undefined, after?: Secret): AuditEntry => ({
  action: `settings.secret.${verb}`,
  entityType: 'secret',
  entityId: (after ?? before)?.name ?? '',
  ...(before && { before: shown(before) }),
  ...(after && { after: shown(after) }),
});

const shown = ({ name, keyId, version }: Secret): Json => ({ name, key_id: keyId, version });

function refuse(field: string, reason: string): never {
  throw new AppError('invalid', `${field} ${reason}`, { details: [{ field, reason }] });
}
