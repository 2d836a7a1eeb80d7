import { AppError } from '#pkg/apperror';

/**
 * Why a chunk cannot be read or a sample not be appended.
 * - `corrupt`: the bytes are not a chunk, or not any more
 * - `unknown_version`: a later version of this library wrote it
 * - `out_of_order`: the sample is not later than the last one
 * - `full`: the chunk has as many samples as it can count
 * - `not_a_time`: the timestamp is not a whole number of up to 53 bits
 */
export type ChunkFault = 'corrupt' | 'unknown_version' | 'out_of_order' | 'full' | 'not_a_time';

/** The only error that this library throws on purpose. */
export class ChunkError extends AppError {
  constructor(readonly fault: ChunkFault, reason: string) {
    super('invalid', reason);
  }
}
