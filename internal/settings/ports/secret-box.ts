import type { Json } from '#internal/kernel';

/** Whose secret it is: a value sealed for one owner does not open for another. */
export interface SecretOwner {
  readonly tenantId: string;
  readonly name: string;
}

/** Encrypts values at rest. */
export interface SecretBox {
  seal(owner: SecretOwner, value: Json): Promise<{ readonly sealed: string; readonly keyId: string }>;
  /** Throws a plain error when the key is not configured any more, or the text was sealed for another owner or changed: nothing a caller could mend. */
  open(owner: SecretOwner, sealed: string): Promise<Json>;
}
