import { isStaleWords, STALE_NAN_HIGH, STALE_NAN_LOW } from '#pkg/sample-model';

const littleEndian = new Uint8Array(Uint16Array.of(1).buffer)[0] === 1;
const [high, low] = littleEndian ? [1, 0] : [0, 1];

/**
 * The sample that ends a series: the NaN 0x7ff0000000000002, told apart from other NaNs by its bits alone.
 *
 * Only typed arrays keep those bits. A plain array, an object or JSON turns every NaN into the ordinary one, so samples move from
 * storage to here in `Float64Array`s, and the marker is written and found through their words.
 */
export function writeStaleMarker(samples: Float64Array, at: number): void {
  const words = new Uint32Array(samples.buffer, samples.byteOffset, samples.length * 2);
  words[2 * at + high] = STALE_NAN_HIGH;
  words[2 * at + low] = STALE_NAN_LOW;
}

/** Finds stale markers in one array of samples. */
export function staleMarkersOf(samples: Float64Array): (at: number) => boolean {
  const words = new Uint32Array(samples.buffer, samples.byteOffset, samples.length * 2);
  return (at) => isStaleWords(words[2 * at + low] ?? 0, words[2 * at + high] ?? 0);
}

/** Whether there is any; one pass that looks at the bits of NaNs only. */
export function hasStaleMarker(samples: Float64Array): boolean {
  for (let i = 0; i < samples.length; i++) {
    const value = samples[i] as number;
    // NaNs are rare: only for the first of them the bits are laid open.
    if (value !== value) return hasStaleMarkerFrom(samples, i);
  }
  return false;
}

function hasStaleMarkerFrom(samples: Float64Array, from: number): boolean {
  const isStale = staleMarkersOf(samples);
  for (let i = from; i < samples.length; i++) if (isStale(i)) return true;
  return false;
}
