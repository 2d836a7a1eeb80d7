import { type Operations, TransportError } from '#internal/platform/http';
import { encodeOtlpAnswer, OtlpError, otlpEncoding } from '#pkg/otlp-metrics';
import { WriteRequestError } from '#pkg/remote-write';
import type { ReceiveOtlp } from '../service/receive-otlp.ts';

/** OTLP/HTTP: answers, also those about a part that was refused, in the encoding of the request. */
export function otlpOperations({ receiveOtlp }: { readonly receiveOtlp: ReceiveOtlp }): Pick<Operations, 'exportOtlpMetrics'> {
  return {
    async exportOtlpMetrics({ actor, rawBody, contentTypeHeader }) {
      const encoding = otlpEncoding(contentTypeHeader) ?? 'protobuf'; // the contract lets no third one through
      const rejection = await receiveOtlp(actor, { encoding, body: rawBody ?? new Uint8Array() }).catch((error: unknown) => {
        throw asTransport(error);
      });
      const body = encodeOtlpAnswer(encoding, rejection);
      if (encoding === 'protobuf') return { status: 200, body, mediaType: 'application/x-protobuf' };
      return { status: 200, body: JSON.parse(body.toString()) as object };
    },
  };
}

/** Errors that no repetition mends, with the statuses that OTLP wants for them. */
const asTransport = (error: unknown): unknown =>
  error instanceof OtlpError || error instanceof WriteRequestError ? new TransportError(error.status === 413 ? 'payload_too_large' : 'malformed', error.message, error.details) : error;
