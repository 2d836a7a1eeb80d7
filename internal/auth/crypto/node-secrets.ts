import { createCipheriv, createDecipheriv, createHmac, hash, hkdfSync, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Secrets } from '../ports/secrets.ts';

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/**
 * `Secrets` on node:crypto. Every purpose has its own key, derived from SESSION_SECRET with HKDF-SHA-256 (RFC 5869), so that a value made
 * for one purpose is worthless for another. A sealed value is base64url of nonce, ciphertext and tag.
 */
export class NodeSecrets implements Secrets {
  private readonly keys = new Map<string, Buffer>();

  /** `sessionSecret` has 32 bytes or more; whoever changes it signs every browser out. */
  constructor(private readonly sessionSecret: string) {}

  randomBytes(count: number): Uint8Array {
    return randomBytes(count);
  }

  digest(text: string): string {
    return hash('sha256', text, 'hex');
  }

  mark(purpose: string, text: string): string {
    return createHmac('sha256', this.key(`mark:${purpose}`)).update(text).digest('base64url');
  }

  same(left: string, right: string): boolean {
    // timingSafeEqual throws on lengths that differ; digests of both sides have one length and hide the lengths too.
    return timingSafeEqual(hash('sha256', left, 'buffer'), hash('sha256', right, 'buffer'));
  }

  seal(purpose: string, text: string): string {
    const nonce = randomBytes(NONCE_BYTES);
    const cipher = createCipheriv('aes-256-gcm', this.key(`seal:${purpose}`), nonce, { authTagLength: TAG_BYTES });
    return Buffer.concat([nonce, cipher.update(text, 'utf8'), cipher.final(), cipher.getAuthTag()]).toString('base64url');
  }

  open(purpose: string, sealed: string): string | undefined {
    const bytes = Buffer.from(sealed, 'base64url');
    if (bytes.length < NONCE_BYTES + TAG_BYTES) return undefined;
    const decipher = createDecipheriv('aes-256-gcm', this.key(`seal:${purpose}`), bytes.subarray(0, NONCE_BYTES), { authTagLength: TAG_BYTES });
    decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
    try {
      return Buffer.concat([decipher.update(bytes.subarray(NONCE_BYTES, -TAG_BYTES)), decipher.final()]).toString('utf8');
    } catch {
      return undefined; // the tag does not fit: changed, or sealed with another key
    }
  }

  private key(purpose: string): Buffer {
    const known = this.keys.get(purpose);
    if (known) return known;
    const key = Buffer.from(hkdfSync('sha256', this.sessionSecret, '', `orchestrix:${purpose}`, 32));
    this.keys.set(purpose, key);
    return key;
  }
}
