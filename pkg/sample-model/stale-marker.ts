/** High and low 32 bits of the NaN by which senders say that a series has ended (Prometheus' staleness marker, 0x7ff0000000000002). */
export const STALE_NAN_HIGH = 0x7ff00000;
export const STALE_NAN_LOW = 2;

/**
 * The staleness marker in a typed array: `values.set(STALE_NAN, at)`. It is a signalling NaN, whose bits an engine may change whenever it
 * is held as a plain number: copy it between typed arrays, and recognise it by `wordsOf` and `isStaleWords` only.
 */
export const STALE_NAN = new Float64Array(Uint32Array.of(STALE_NAN_LOW, STALE_NAN_HIGH).buffer);

/** Whether the two halves of a double are the staleness marker. */
export const isStaleWords = (low: number, high: number): boolean => low === STALE_NAN_LOW && high === STALE_NAN_HIGH;

/** The bits of the values, two words each, the low one first: on little-endian machines, which is all that Node.js is built for but s390x. */
export const wordsOf = (values: Float64Array): Uint32Array => new Uint32Array(values.buffer, values.byteOffset, values.length * 2);
