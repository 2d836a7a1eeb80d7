import { decodeWriteRequest, negotiateWrite, unpackedLength, WRITE_LIMITS, type WriteBatch, type WriteHeaders, type WriteLimits, type WriteVersion } from '#pkg/remote-write';
import type { Actor } from '#internal/kernel';
import type { WriteOutcome } from '../ports/metric-store.ts';
import type { AcceptSamples } from './accept-samples.ts';

/**
 * What one request may hold. Senders send up to 10,000 samples and 3 to 8 MB unpacked; decoding is synchronous, and this much of it keeps other requests waiting
 * for some tens of milliseconds.
 */
export const REMOTE_WRITE_LIMITS: WriteLimits = { ...WRITE_LIMITS, maxBytes: 12 * 1024 * 1024, maxSeries: 50_000, maxSamples: 200_000, maxHistograms: 20_000, maxBuckets: 1_000_000, maxExemplars: 20_000, maxMetadata: 20_000, maxSymbols: 200_000 };

export interface RemoteWriteReceipt extends WriteOutcome {
  readonly version: WriteVersion;
  /** Series of a 2.0 request that bring nothing, which the protocol forbids. */
  readonly emptySeries: number;
}

/** The body may be read by `version`; the rest throws. */
export type ReceiveRemoteWrite = (actor: Actor, request: { readonly version: WriteVersion; readonly body: Uint8Array }) => Promise<RemoteWriteReceipt>;

/** Which version a request is written in. Throws `unsupported` (415). */
export const remoteWriteVersion = (headers: WriteHeaders): WriteVersion => negotiateWrite(headers);

/** Takes a remote write request in. Throws WriteRequestError for one that cannot be read, and what `acceptSamples` throws. */
export function receiveRemoteWrite({ accept }: { readonly accept: AcceptSamples }): ReceiveRemoteWrite {
  return async (actor, { version, body }) => {
    let emptySeries = 0;
    const outcome = await accept(actor, {
      protocol: version === '1.0' ? 'remote_write_1' : 'remote_write_2',
      bytes: () => unpackedLength(body, REMOTE_WRITE_LIMITS.maxBytes),
      decode: () => {
        const batch = decodeWriteRequest(version, body, REMOTE_WRITE_LIMITS);
        emptySeries = version === '1.0' ? 0 : seriesWithoutSamples(batch);
        return batch;
      },
    });
    return { ...outcome, version, emptySeries };
  };
}

function seriesWithoutSamples({ seriesCount, firstSamples, histograms }: WriteBatch): number {
  const withHistograms = new Set(histograms.map(({ series }) => series));
  let empty = 0;
  for (let series = 0; series < seriesCount; series += 1) {
    if (firstSamples[series] === firstSamples[series + 1] && !withHistograms.has(series)) empty += 1;
  }
  return empty;
}

