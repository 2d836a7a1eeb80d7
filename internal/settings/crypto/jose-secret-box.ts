import { CompactEncrypt, compactDecrypt } from 'jose';
import { invalid } from '#pkg/apperror';
import type { Json } from '#internal/kernel';
import type { SecretBox, SecretOwner } from '../ports/secret-box.ts';

const KEY_BYTES = 32;

/**
 * Envelope encryption as a JWE (RFC 7516): each value has a content key of its own (A256GCM), wrapped by a key-encryption key of the
 * configuration (A256GCMKW) that the header names by `kid`. The header, which is authenticated with the content, names the owner too. The first
 * key seals, all of them open: to rotate, put a new one in front, write the secrets once more and drop the old one.
 */
export class JoseSecretBox implements SecretBox {
  readonly #keys: ReadonlyMap<string, Uint8Array>;
  readonly #currentId: string;

  /** Reads `id:base64,id:base64`, newest first; each key has 32 bytes. Throws `invalid` without repeating a key. */
  constructor(keys: string) {
    const parsed = keys.split(',').map((entry) => keyOf(entry.trim()));
    this.#keys = new Map(parsed);
    this.#currentId = parsed[0]?.[0] ?? '';
    if (this.#keys.size < parsed.length) throw invalid('SECRETS_KEYS', 'names a key id twice');
  }

  async seal({ tenantId, name }: SecretOwner, value: Json): Promise<{ readonly sealed: string; readonly keyId: string }> {
    const keyId = this.#currentId;
    const sealed = await new CompactEncrypt(new TextEncoder().encode(JSON.stringify(value)))
      .setProtectedHeader({ alg: 'A256GCMKW', enc: 'A256GCM', kid: keyId, tenant: tenantId, name })
      .encrypt(this.#key(keyId));
    return { sealed, keyId };
  }

  async open({ tenantId, name }: SecretOwner, sealed: string): Promise<Json> {
    const { plaintext, protectedHeader } = await compactDecrypt(sealed, ({ kid = '' }) => this.#key(kid), { keyManagementAlgorithms: ['A256GCMKW'], contentEncryptionAlgorithms: ['A256GCM'] });
    if (protectedHeader['tenant'] !== tenantId || protectedHeader['name'] !== name) throw new Error(`the secret '${name}' was sealed for another owner`);
    return JSON.parse(new TextDecoder().decode(plaintext)) as Json; // authenticated, so it is what `seal` was given
  }

  #key(id: string): Uint8Array {
    const key = this.#keys.get(id);
    if (!key) throw new Error(`SECRETS_KEYS has no key '${id}', with which a secret was sealed`);
    return key;
  }
}

function keyOf(entry: string): readonly [string, Uint8Array] {
  const colon = entry.indexOf(':');
  const id = entry.slice(0, colon);
  const key = Buffer.from(entry.slice(colon + 1), 'base64');
  if (!/^[\w.-]{1,40}$/.test(id) || key.length !== KEY_BYTES) throw invalid('SECRETS_KEYS', `must be a list of id:key, each key ${KEY_BYTES} bytes in base64`);
  return [id, key];
}
