import { createHmac, hkdfSync } from 'node:crypto';
import { invalid } from '#pkg/apperror';
import type { TenantId } from '#internal/kernel';

const KEY_BYTES = 32;
const MOST_REMEMBERED = 10_000;

interface MasterKey {
  readonly id: string;
  readonly secret: Buffer;
}

/**
 * Keys of payloads. A master key is configured under an id; every tenant's data key is derived from it (HKDF-SHA256, RFC 5869), so there is
 * no table of keys to lose. The first master key encrypts, all of them decrypt: to rotate, put a new one in front and keep the old one for as
 * long as Temporal keeps histories that were written with it.
 */
export class PayloadKeys {
  readonly #masters: ReadonlyMap<string, MasterKey>;
  readonly #derived = new Map<string, Buffer>();
  /** Id of the master key that encrypts. */
  readonly currentId: string;

  private constructor(keys: readonly [MasterKey, ...MasterKey[]]) {
    this.currentId = keys[0].id;
    this.#masters = new Map(keys.map((key) => [key.id, key]));
  }

  /** Reads `id:base64,id:base64`, newest first; each secret has 32 bytes. Throws `invalid` without repeating a secret. */
  static parse(text: string): PayloadKeys {
    const keys = text.split(',').map((entry) => entry.trim()).filter((entry) => entry !== '').map(masterKey);
    const [first, ...rest] = keys;
    if (!first) throw invalid('PAYLOAD_KEYS', 'names no key');
    if (new Set(keys.map(({ id }) => id)).size < keys.length) throw invalid('PAYLOAD_KEYS', 'names a key id twice');
    return new PayloadKeys([first, ...rest]);
  }

  /** The tenant's data key under a master key; undefined when that master key is not configured. */
  dataKey(keyId: string, tenantId: TenantId): Buffer | undefined {
    const name = `${keyId}/${tenantId}`;
    const known = this.#derived.get(name);
    if (known) return known;
    const master = this.#masters.get(keyId);
    if (!master) return undefined;
    const key = Buffer.from(hkdfSync('sha256', master.secret, tenantId, `orchestrix payload data key ${keyId}`, KEY_BYTES));
    if (this.#derived.size >= MOST_REMEMBERED) this.#derived.clear();
    this.#derived.set(name, key);
    return key;
  }

  /** Names content inside a tenant: the same bytes have the same name, and the name tells nobody else what they are. */
  contentName(tenantId: TenantId, content: Uint8Array): string {
    const key = this.dataKey(this.currentId, tenantId);
    if (!key) throw new Error('the current key is always configured');
    return createHmac('sha256', key).update('claim').update(content).digest('hex');
  }
}

function masterKey(entry: string): MasterKey {
  const colon = entry.indexOf(':');
  const id = entry.slice(0, colon);
  const secret = Buffer.from(entry.slice(colon + 1), 'base64');
  if (!/^[\w.-]{1,40}$/.test(id) || secret.length !== KEY_BYTES) throw invalid('PAYLOAD_KEYS', `must be a list of id:key, each key ${KEY_BYTES} bytes in base64`);
  return { id, secret };
}
