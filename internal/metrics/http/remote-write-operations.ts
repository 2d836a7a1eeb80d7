import { FailureWithHeaders, type OperationInput, type Operations, TransportError } from '#internal/platform/http';
import { WriteRequestError, type WriteVersion, writtenHeaders } from '#pkg/remote-write';
import { refusalSentence } from '../domain/refusal-sentence.ts';
import { type ReceiveRemoteWrite, type RemoteWriteReceipt, remoteWriteVersion } from '../service/receive-remote-write.ts';

const NOTHING = { samples: 0, histograms: 0, exemplars: 0 };

/** Remote write 1.0 and 2.0, with the statuses of Prometheus's own receiver. */
export function remoteWriteOperations({ receiveRemoteWrite }: { readonly receiveRemoteWrite: ReceiveRemoteWrite }): Pick<Operations, 'writeMetrics' | 'remoteWrite'> {
  async function write({ actor, rawBody, contentTypeHeader: contentType, contentEncoding }: OperationInput<'remoteWrite'>) {
    const version = asTransport(() => remoteWriteVersion({ contentType, contentEncoding }));
    try {
      const receipt = await receiveRemoteWrite(actor, { version, body: rawBody ?? new Uint8Array() });
      const fault = faultOf(receipt);
      if (fault !== undefined) throw new FailureWithHeaders(new TransportError('malformed', fault), headersFor(version, receipt));
      return { status: 204 as const, headers: headersFor(version, receipt) };
    } catch (error) {
      throw error instanceof FailureWithHeaders ? error : new FailureWithHeaders(transportErrorOf(error), headersFor(version, NOTHING));
    }
  }
  return { writeMetrics: write, remoteWrite: write };
}

/** A sender of 1.0 would not expect the headers, and one of 2.0 takes us for a receiver of 1.0 without them. */
const headersFor = (version: WriteVersion, written: typeof NOTHING): Record<string, string> => (version === '2.0' ? writtenHeaders(written) : {});

/** What the sender did wrong, though the rest was stored. Exemplars that 1.0 lost are no fault there, as for Prometheus. */
function faultOf({ version, refusals, emptySeries, samples, histograms }: RemoteWriteReceipt): string | undefined {
  const told = version === '1.0' ? refusals.filter(({ reason }) => reason !== 'exemplar_refused') : refusals;
  const empty = emptySeries === 0 ? [] : [`${emptySeries} series without a sample or histogram`];
  return told.length + empty.length === 0 ? undefined : [...(told.length > 0 ? [refusalSentence(told, samples + histograms)] : []), ...empty].join('; ');
}

function asTransport<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw transportErrorOf(error);
  }
}

const CODES = { 400: 'malformed', 413: 'payload_too_large', 415: 'unsupported_media_type' } as const;

/** Errors of the protocol with the statuses that it wants for them. */
const transportErrorOf = (error: unknown): unknown => (error instanceof WriteRequestError ? new TransportError(CODES[error.status], error.message, error.details) : error);
