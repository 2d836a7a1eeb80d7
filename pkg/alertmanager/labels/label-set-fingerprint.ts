import type { LabelSet } from '#pkg/matchers';
import { labelNames, labelValue } from './label-text.ts';

const SEPARATOR = 0xff; // Never occurs in UTF-8, so `a="bc"` and `ab="c"` differ.
const encoder = new TextEncoder();

/**
 * Identity of a label set, the same that Prometheus and Alertmanager compute (`labelSetToFingerprint` of prometheus/common): FNV-1a with 64 bits
 * over the pairs in the order of their names, each name and each value followed by 0xff. 16 hexadecimal digits.
 */
export function labelSetFingerprint(labels: LabelSet): string {
  const hash = new Fnv1a64();
  for (const name of labelNames(labels)) {
    hash.add(encoder.encode(name)).addByte(SEPARATOR);
    hash.add(encoder.encode(labelValue(labels, name))).addByte(SEPARATOR);
  }
  return hash.digest();
}

/** The hash in two halves of 32 bits: a BigInt per byte would cost more than everything else an alert needs. */
class Fnv1a64 {
  private high = 0xcbf29ce4;
  private low = 0x84222325;

  add(bytes: Uint8Array): this {
    for (const byte of bytes) this.addByte(byte);
    return this;
  }

  // The prime is 2^40 + 0x1b3, so hash × prime = (hash << 40) + hash × 0x1b3; every product stays below 2^53.
  addByte(byte: number): this {
    const low = (this.low ^ byte) >>> 0;
    const product = low * 0x1b3;
    this.high = (this.high * 0x1b3 + Math.floor(product / 2 ** 32) + low * 2 ** 8) >>> 0;
    this.low = product >>> 0;
    return this;
  }

  digest(): string {
    return [this.high, this.low].map((half) => half.toString(16).padStart(8, '0')).join('');
  }
}
