import { base62, base62Length } from './base62.ts';
import { crc32 } from './crc32.ts';

export const KEY_ID_BYTES = 9;
export const SECRET_BYTES = 32;

/** What is inside the secret string of an API key. */
export interface ApiKeyToken {
  /** The deployment that issued it, so that a leaked key can be told apart: `live`, `test`, `dev`. */
  readonly environment: string;
  /** Public name of the key: 13 base-62 digits, shown in lists and in the audit trail. */
  readonly keyId: string;
}

const ENVIRONMENT = '[a-z][a-z0-9]{1,11}';
const digits = (bytes: number) => `[0-9A-Za-z]{${base62Length(bytes)}}`;
const TOKEN = new RegExp(`^(orx_(${ENVIRONMENT})_(${digits(KEY_ID_BYTES)})_${digits(SECRET_BYTES)})(${digits(4)})$`);

export const isKeyEnvironment = (name: string): boolean => new RegExp(`^${ENVIRONMENT}$`).test(name);

/**
 * `orx_<environment>_<key id>_<secret><checksum>`: a prefix that secret scanners recognise, 32 random bytes in base 62 (43 digits)
 * and the CRC-32 of everything before it (6 digits). The checksum keeps typing errors from the database; it protects nothing.
 */
export function formatApiKeyToken(environment: string, keyIdBytes: Uint8Array, secretBytes: Uint8Array): string {
  const body = `${apiKeyPrefix(environment, base62(keyIdBytes))}_${base62(secretBytes)}`;
  return body + base62(crc32(body));
}

/** The part of a key that may be shown: `orx_<environment>_<key id>`. */
export const apiKeyPrefix = (environment: string, keyId: string): string => `orx_${environment}_${keyId}`;

/** Undefined for anything that this product did not issue; says nothing about whether the key exists. */
export function parseApiKeyToken(text: string): ApiKeyToken | undefined {
  const [, body, environment, keyId, checksum] = TOKEN.exec(text) ?? [];
  if (body === undefined || environment === undefined || keyId === undefined) return undefined;
  return base62(crc32(body)) === checksum ? { environment, keyId } : undefined;
}

/** Whether a bearer credential is meant as an API key; then it is never tried as a token of the identity provider. */
export const looksLikeApiKey = (credential: string): boolean => credential.startsWith('orx_');
