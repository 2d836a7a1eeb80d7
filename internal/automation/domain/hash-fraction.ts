const PRIME = 0x01000193;
const BASIS = 0x811c9dc5;

/** A text as a number in [0, 1), always the same and spread evenly: the 32-bit FNV-1a hash, mixed as MurmurHash3 ends. Not for secrets. */
export function hashFraction(text: string): number {
  let hash = BASIS;
  for (let index = 0; index < text.length; index += 1) hash = Math.imul(hash ^ text.charCodeAt(index), PRIME);
  // FNV leaves the high bits of similar texts alike.
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b);
  hash = Math.imul(hash ^ (hash >>> 13), 0xc2b2ae35);
  return ((hash ^ (hash >>> 16)) >>> 0) / 2 ** 32;
}
