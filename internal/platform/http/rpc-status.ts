import { Writer } from 'protobufjs/minimal';

/** Codes of gRPC (google.rpc.Code) for statuses of HTTP; `UNKNOWN` for others. */
const CODES: Readonly<Record<number, number>> = { 400: 3, 401: 16, 403: 7, 404: 5, 405: 12, 406: 3, 408: 4, 413: 8, 415: 3, 422: 3, 429: 8, 500: 13, 503: 14 };
const UNKNOWN = 2;

/** A failure as OTLP/HTTP tells it: a `google.rpc.Status` in the encoding of the request, in JSON when that has none. */
export function rpcStatus(contentType: string | undefined, status: number, message: string): { readonly mediaType: string; readonly body: Uint8Array | string } {
  const code = CODES[status] ?? UNKNOWN;
  if (contentType?.split(';', 1)[0]?.trim().toLowerCase() !== 'application/x-protobuf') return { mediaType: 'application/json', body: JSON.stringify({ code, message }) };
  return { mediaType: 'application/x-protobuf', body: Writer.create().uint32(8).int32(code).uint32(18).string(message).finish() };
}
