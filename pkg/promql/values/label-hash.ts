import type { Labels } from './promql-labels.ts';

const MASK = (1n << 64n) - 1n;
const P1: bigint = 0x9e3779b185ebca87n;
const P2: bigint = 0xc2b2ae3d27d4eb4fn;
const P3: bigint = 0x165667b19e3779f9n;
const P4: bigint = 0x85ebca77c2b2ae63n;
const P5: bigint = 0x27d4eb2f165667c5n;

const rotate = (value: bigint, bits: bigint): bigint => ((value << bits) | (value >> (64n - bits))) & MASK;
const round = (accumulator: bigint, input: bigint): bigint => (rotate((accumulator + input * P2) & MASK, 31n) * P1) & MASK;
const mergeRound = (hash: bigint, value: bigint): bigint => ((hash ^ round(0n, value)) * P1 + P4) & MASK;

/** xxHash64 with seed 0 (https://github.com/Cyan4973/xxHash/blob/dev/doc/xxhash_spec.md). */
export function xxHash64(bytes: Uint8Array): bigint {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  let at = 0;
  let hash = P5;
  if (bytes.length >= 32) {
    const lanes: [bigint, bigint, bigint, bigint] = [(P1 + P2) & MASK, P2, 0n, (MASK + 1n - P1) & MASK];
    for (; at + 32 <= bytes.length; at += 32) {
      for (const i of [0, 1, 2, 3] as const) lanes[i] = round(lanes[i], view.getBigUint64(at + 8 * i, true));
    }
    hash = (rotate(lanes[0], 1n) + rotate(lanes[1], 7n) + rotate(lanes[2], 12n) + rotate(lanes[3], 18n)) & MASK;
    for (const lane of lanes) hash = mergeRound(hash, lane);
  }
  hash = (hash + BigInt(bytes.length)) & MASK;
  for (; at + 8 <= bytes.length; at += 8) hash = (rotate(hash ^ round(0n, view.getBigUint64(at, true)), 27n) * P1 + P4) & MASK;
  if (at + 4 <= bytes.length) {
    hash = (rotate(hash ^ ((BigInt(view.getUint32(at, true)) * P1) & MASK), 23n) * P2 + P3) & MASK;
    at += 4;
  }
  for (; at < bytes.length; at++) hash = (rotate(hash ^ ((BigInt(view.getUint8(at)) * P5) & MASK), 11n) * P1) & MASK;
  hash = ((hash ^ (hash >> 33n)) * P2) & MASK;
  hash = ((hash ^ (hash >> 29n)) * P3) & MASK;
  return hash ^ (hash >> 32n);
}

/** Prometheus's hash of a label set. */
export function labelsHash(labels: Labels): bigint {
  const encoder = new TextEncoder();
  const parts = [...labels.entries()].flat().flatMap((text) => {
    const bytes = encoder.encode(text);
    // A length below 255 is one byte; a longer one takes three more.
    const length = bytes.length < 255 ? [bytes.length] : [255, bytes.length & 255, (bytes.length >> 8) & 255, (bytes.length >> 16) & 255];
    return [...length, ...bytes];
  });
  return xxHash64(Uint8Array.from(parts));
}

/** Where in [0, 1] a label set is sampled; by Prometheus's hash, so that limit_ratio() takes the same series as Prometheus. */
export const samplingOffset = (labels: Labels): number => Number(labelsHash(labels)) / 2 ** 64;
