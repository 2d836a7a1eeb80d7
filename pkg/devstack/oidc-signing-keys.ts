import { randomBytes, randomUUID } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { exportJWK, generateKeyPair, type JWK } from 'jose';
import { writeFileAtomically } from './write-file-atomically.ts';

/** A private ES256 key in JSON Web Key form (RFC 7517). */
export type SigningKey = JWK & { readonly kid: string };

export interface SigningKeys {
  /** The first one signs, the others are still published for tokens that are under way. */
  readonly keys: readonly SigningKey[];
  /** Signs the provider's cookies. */
  readonly cookieSecret: string;
}

/** Reads the keys of an earlier run, so that tokens and sessions stay valid over a restart; makes them the first time. */
export async function loadSigningKeys(file: string): Promise<SigningKeys> {
  if (existsSync(file)) return JSON.parse(readFileSync(file, 'utf8')) as SigningKeys;
  return keepSigningKeys(file, { keys: [await newKey()], cookieSecret: randomBytes(32).toString('base64url') });
}

/** Puts a new key in front; the one before it stays published, older ones go. */
export async function rotateSigningKeys(file: string, { keys, cookieSecret }: SigningKeys): Promise<SigningKeys> {
  return keepSigningKeys(file, { keys: [await newKey(), ...keys.slice(0, 1)], cookieSecret });
}

async function newKey(): Promise<SigningKey> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  return { ...(await exportJWK(privateKey)), kid: randomUUID(), alg: 'ES256', use: 'sig' };
}

function keepSigningKeys(file: string, keys: SigningKeys): SigningKeys {
  writeFileAtomically(file, JSON.stringify(keys));
  return keys;
}
