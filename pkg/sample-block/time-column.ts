import { ChunkError, MAX_SAMPLES } from '#pkg/xor-chunk';
import { ColumnReader, ColumnWriter } from './column-bytes.ts';
import { MAX_PACKED, packNumbers, planPacking, unpackNumbers } from './packed-numbers.ts';

/** Of times no series is the owner: they are shared. */
const NOBODY = 0;

/** Times that many series have in common, whole milliseconds that rise. Equal times become equal bytes. Throws `out_of_order`, `full`, `not_a_time`. */
export function encodeTimes(timestamps: Float64Array): Uint8Array {
  if (timestamps.length > MAX_SAMPLES) throw new ChunkError('full', `a block has at most ${MAX_SAMPLES} times`);
  for (let at = 0; at < timestamps.length; at += 1) {
    const time = timestamps[at] as number;
    if (!Number.isInteger(time) || Math.abs(time) > MAX_PACKED) throw new ChunkError('not_a_time', `${time} is not a time in whole milliseconds`);
    if (at > 0 && time <= (timestamps[at - 1] as number)) throw new ChunkError('out_of_order', `the time ${time} is not later than the one before`);
  }
  const writer = new ColumnWriter();
  writer.varint(timestamps.length);
  packNumbers(writer, planPacking(timestamps));
  return writer.finish(NOBODY);
}

/** What `encodeTimes` was given. Throws `corrupt`. */
export function decodeTimes(column: Uint8Array): Float64Array {
  const reader = new ColumnReader(column, NOBODY);
  const count = reader.varint();
  if (count > MAX_SAMPLES) throw new ChunkError('corrupt', `a block has at most ${MAX_SAMPLES} times`);
  return unpackNumbers(reader, count);
}
