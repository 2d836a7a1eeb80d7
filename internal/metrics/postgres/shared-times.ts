import { decodeTimes } from '#pkg/sample-block';

/** The times of a block, as they are stored; decoded once for all of its series. */
export class SharedTimes {
  private decoded: Float64Array | undefined;

  constructor(readonly bytes: Uint8Array) {}

  /** Nobody may change them. Throws `ChunkError` when the bytes are no times. */
  get timestamps(): Float64Array {
    return (this.decoded ??= decodeTimes(this.bytes));
  }
}
