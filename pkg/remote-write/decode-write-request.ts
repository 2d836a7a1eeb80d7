import { readWriteRequest1 } from './read-write-request-1.ts';
import { readWriteRequest2 } from './read-write-request-2.ts';
import { unpackSnappy } from './snappy-block.ts';
import { asWriteFault } from './wire-reader.ts';
import type { WriteBatch } from './write-batch.ts';
import { WRITE_LIMITS, type WriteLimits } from './write-limits.ts';
import type { WriteVersion } from './write-protocol.ts';

/**
 * Unpacks and decodes the body of a remote write request
 * (https://prometheus.io/docs/specs/prw/remote_write_spec/ and remote_write_spec_2_0/).
 * Throws WriteRequestError, and nothing else whatever the bytes are. Memory is bounded by the limits. What a series or histogram *means* is not judged
 * here, so that one bad series does not lose the others: see `readLabels` and `histogramFault`.
 */
export function decodeWriteRequest(version: WriteVersion, body: Uint8Array, limits: WriteLimits = WRITE_LIMITS): WriteBatch {
  const unpacked = unpackSnappy(body, limits.maxBytes);
  return asWriteFault(() => (version === '1.0' ? readWriteRequest1(unpacked, limits) : readWriteRequest2(unpacked, limits)));
}
