import { createHash } from 'node:crypto';
import canonicalize from 'canonicalize';
import { AppError } from '#pkg/apperror';

/** SHA-256, 64 lower-case hex digits. */
export type HexHash = string;

/** What the first link of every chain follows. */
export const GENESIS: HexHash = '0'.repeat(64);

/** The one spelling of a JSON value (RFC 8785). Throws `invalid` for what JSON cannot hold: lone surrogates, NaN, cycles. */
export function canonicalJson(value: unknown): string {
  try {
    const text = canonicalize(value);
    if (text !== undefined) return text;
  } catch (cause) {
    throw new AppError('invalid', 'a value cannot be written as JSON', { cause });
  }
  throw new AppError('invalid', 'a value cannot be written as JSON');
}

/** Hash of a link: `sha256(previous hash || canonical JSON of the entry)`. Changing, moving or removing a link breaks all that follow. */
export function linkHash(previous: HexHash, canonical: string): HexHash {
  return createHash('sha256').update(Buffer.from(previous, 'hex')).update(canonical, 'utf8').digest('hex');
}
