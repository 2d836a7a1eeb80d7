import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

const SALT_BYTES = 16;
const TAG_BYTES = 16;
const KEY_BYTES = 32;
const NONCE_BYTES = 12;

/**
 * Encrypts with AES-256-GCM (NIST SP 800-38D) under a key and nonce derived for this one message from a random salt: a data key may then seal
 * any number of messages, where random nonces alone would end at 2^32. The answer is salt, tag and ciphertext in one. `bound` is
 * authenticated beside it: the same has to be given to open it.
 */
export function seal(dataKey: Buffer, plain: Uint8Array, bound: string): Buffer {
  const salt = randomBytes(SALT_BYTES);
  const { key, nonce } = messageKey(dataKey, salt);
  const cipher = createCipheriv('aes-256-gcm', key, nonce).setAAD(Buffer.from(bound));
  const body = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([salt, cipher.getAuthTag(), body]);
}

/** The plain bytes. Throws when key, content or `bound` is not what it was sealed with. */
export function unseal(dataKey: Buffer, sealed: Uint8Array, bound: string): Buffer {
  const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
  const { key, nonce } = messageKey(dataKey, bytes.subarray(0, SALT_BYTES));
  const decipher = createDecipheriv('aes-256-gcm', key, nonce, { authTagLength: TAG_BYTES }).setAAD(Buffer.from(bound));
  decipher.setAuthTag(bytes.subarray(SALT_BYTES, SALT_BYTES + TAG_BYTES));
  return Buffer.concat([decipher.update(bytes.subarray(SALT_BYTES + TAG_BYTES)), decipher.final()]);
}

function messageKey(dataKey: Buffer, salt: Buffer): { readonly key: Buffer; readonly nonce: Buffer } {
  const derived = Buffer.from(hkdfSync('sha256', dataKey, salt, 'orchestrix payload message', KEY_BYTES + NONCE_BYTES));
  return { key: derived.subarray(0, KEY_BYTES), nonce: derived.subarray(KEY_BYTES) };
}
