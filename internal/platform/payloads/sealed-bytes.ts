import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const SALT_BYTES = 16;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;
/** Far below what one key of AES-GCM may seal (NIST SP 800-38D, section 8.3). */
const MESSAGES_PER_KEY = 2 ** 20;
const MOST_REMEMBERED = 1_000;

interface SealingKey {
  readonly salt: Buffer;
  readonly key: Buffer;
  used: number;
}

/**
 * Encrypts with AES-256-GCM under keys that are derived from a data key and a random salt (HKDF-SHA256, RFC 5869), each for the messages of one
 * process and numbered nonces (NIST SP 800-38D, section 8.2.1): a data key may then seal any number of messages, where random nonces under it
 * would end at 2^32, and deriving does not cost more than sealing. What is sealed is salt, nonce, tag and ciphertext in one.
 */
export class Seals {
  readonly #sealing = new WeakMap<Buffer, SealingKey>();
  readonly #opening = new WeakMap<Buffer, Map<string, Buffer>>();

  /** `bound` is authenticated beside it: the same has to be given to open it. */
  seal(dataKey: Buffer, plain: Uint8Array, bound: string): Buffer {
    const sealing = this.#sealingKey(dataKey);
    const nonce = Buffer.alloc(NONCE_BYTES);
    nonce.writeUIntBE(sealing.used, NONCE_BYTES - 6, 6);
    sealing.used += 1;
    const cipher = createCipheriv('aes-256-gcm', sealing.key, nonce).setAAD(Buffer.from(bound));
    const body = [cipher.update(plain), cipher.final()];
    return Buffer.concat([sealing.salt, nonce, cipher.getAuthTag(), ...body]);
  }

  /** The plain bytes. Throws when key, content or `bound` is not what it was sealed with. */
  unseal(dataKey: Buffer, sealed: Uint8Array, bound: string): Buffer {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    const [salt, nonce] = [bytes.subarray(0, SALT_BYTES), bytes.subarray(SALT_BYTES, SALT_BYTES + NONCE_BYTES)];
    return opened(this.#openingKey(dataKey, salt), nonce, bytes.subarray(SALT_BYTES + NONCE_BYTES), bound);
  }

  #sealingKey(dataKey: Buffer): SealingKey {
    const known = this.#sealing.get(dataKey);
    if (known && known.used < MESSAGES_PER_KEY) return known;
    const salt = randomBytes(SALT_BYTES);
    const fresh = { salt, key: derived(dataKey, salt, 'orchestrix payload messages', KEY_BYTES), used: 0 };
    this.#sealing.set(dataKey, fresh);
    return fresh;
  }

  #openingKey(dataKey: Buffer, salt: Buffer): Buffer {
    const keys = this.#opening.get(dataKey) ?? new Map<string, Buffer>();
    this.#opening.set(dataKey, keys);
    const name = salt.toString('latin1');
    const known = keys.get(name);
    if (known) return known;
    const key = derived(dataKey, salt, 'orchestrix payload messages', KEY_BYTES);
    if (keys.size >= MOST_REMEMBERED) keys.clear();
    keys.set(name, key);
    return key;
  }
}

/** Opens the older layout: a key and a nonce of its own for every message, both derived from its salt; salt, tag and ciphertext in one. */
export function unsealSingle(dataKey: Buffer, sealed: Uint8Array, bound: string): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const both = derived(dataKey, bytes.subarray(0, SALT_BYTES), 'orchestrix payload message', KEY_BYTES + NONCE_BYTES);
  return opened(both.subarray(0, KEY_BYTES), both.subarray(KEY_BYTES), bytes.subarray(SALT_BYTES), bound);
}

function opened(key: Buffer, nonce: Buffer, tagAndBody: Buffer, bound: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(bound));
  decipher.setAuthTag(tagAndBody.subarray(0, TAG_BYTES));
  return Buffer.concat([decipher.update(tagAndBody.subarray(TAG_BYTES)), decipher.final()]);
}

const derived = (dataKey: Buffer, salt: Buffer, purpose: string, bytes: number): Buffer => Buffer.from(hkdfSync('sha256', dataKey, salt, purpose, bytes));
