/** Ids of series as bytes: how far each is from the one before, seven bits a byte, the lowest first. Rising ids take one or two bytes each. */
export function encodeIds(ids: Uint32Array): Buffer {
  const bytes = Buffer.allocUnsafe(ids.length * 5);
  let [at, last] = [0, 0];
  for (const id of ids) {
    let rest = id - last;
    for (; rest > 0x7f; rest = Math.floor(rest / 128)) bytes[at++] = (rest % 128) | 0x80;
    bytes[at++] = rest;
    last = id;
  }
  return bytes.subarray(0, at);
}

/** What `encodeIds` wrote. */
export function decodeIds(bytes: Uint8Array): Uint32Array {
  const ids = new Uint32Array(bytes.length);
  let [count, last, scale, step] = [0, 0, 1, 0];
  for (const byte of bytes) {
    step += (byte & 0x7f) * scale;
    scale *= 128;
    if (byte > 0x7f) continue;
    last += step;
    ids[count++] = last;
    [scale, step] = [1, 0];
  }
  return ids.subarray(0, count);
}

/** Rising ids without repetition. Throws for an id that does not fit. */
export function sortedIds(ids: Iterable<number>): Uint32Array {
  const distinct = [...new Set(ids)];
  if (distinct.some((id) => !(id >= 0 && id < 2 ** 32))) throw new RangeError('ids of series are whole numbers below 2^32');
  return Uint32Array.from(distinct).sort();
}
