import { encodeWriteRequest1 } from './encode-write-request-1.ts';
import { encodeWriteRequest2 } from './encode-write-request-2.ts';
import { packSnappy } from './snappy-block.ts';
import type { WriteVersion } from './write-protocol.ts';
import type { WriteSeries } from './write-series.ts';

/** The body of a remote write request, packed; the headers to send with it are `writeRequestHeaders(version)`. What the version cannot say is left out. */
export function encodeWriteRequest(version: WriteVersion, series: readonly WriteSeries[]): Buffer {
  return packSnappy(version === '1.0' ? encodeWriteRequest1(series) : encodeWriteRequest2(series));
}
