import { Reader, Type } from 'protobufjs';
import { decodeOtlpJson } from './decode-otlp-json.ts';
import { ExportRequest, ExportResponse } from './otlp-definition.ts';
import { MessageBudget, OtlpError } from './otlp-error.ts';
import type { OtlpRequest } from './otlp-messages.ts';

/** The encodings of OTLP/HTTP (https://opentelemetry.io/docs/specs/otlp/#otlphttp-request), by content type; undefined: not supported (415). */
export type OtlpEncoding = 'protobuf' | 'json';
export function otlpEncoding(contentType = ''): OtlpEncoding | undefined {
  const media = contentType.split(';', 1)[0]?.trim().toLowerCase();
  return media === 'application/x-protobuf' ? 'protobuf' : media === 'application/json' ? 'json' : undefined;
}

/** Messages of one request: some ten thousand data points with their attributes. */
export const MAX_MESSAGES = 1_000_000;

/** Decodes the body of an export request, which the caller has unpacked. Throws OtlpError, and nothing else whatever the bytes are. */
export function decodeOtlp(encoding: OtlpEncoding, body: Uint8Array, maxMessages = MAX_MESSAGES): OtlpRequest {
  const budget = new MessageBudget(maxMessages);
  return encoding === 'json' ? decodeOtlpJson(body, budget) : decodeProtobuf(body, budget);
}

function decodeProtobuf(body: Uint8Array, budget: MessageBudget): OtlpRequest {
  try {
    // Counted before they are made.
    count(Reader.create(body), ExportRequest, body.length, budget, 0);
    return ExportRequest.toObject(ExportRequest.decode(body), { longs: String, arrays: true }) as OtlpRequest;
  } catch (error) {
    if (error instanceof OtlpError || !(error instanceof Error) || error instanceof TypeError) throw error;
    throw new OtlpError('malformed', `the body is not an OTLP metrics request: ${error.message}`);
  }
}

function count(reader: Reader, type: Type, end: number, budget: MessageBudget, depth: number): void {
  while (reader.pos < end) {
    const tag = reader.uint32();
    const nested = (tag & 7) === 2 ? type.fieldsById[tag >>> 3]?.resolvedType : undefined;
    if (!(nested instanceof Type)) {
      reader.skipType(tag & 7);
      continue;
    }
    budget.take(depth);
    const length = reader.uint32();
    if (reader.pos + length > end) throw new OtlpError('malformed', `a message at byte ${reader.pos} is cut off`);
    count(reader, nested, reader.pos + length, budget, depth + 1);
  }
}

/** What was refused of a request that was answered with 200. */
export interface OtlpRejection {
  readonly rejectedDataPoints: number;
  /** Also a warning when nothing was rejected; '' for none. */
  readonly errorMessage: string;
}

/** The body of the answer, in the encoding of the request. An answer without rejections is empty. */
export function encodeOtlpAnswer(encoding: OtlpEncoding, { rejectedDataPoints, errorMessage }: OtlpRejection): Buffer {
  const answer = rejectedDataPoints === 0 && errorMessage === '' ? {} : { partialSuccess: { rejectedDataPoints, errorMessage } };
  return encoding === 'protobuf' ? Buffer.from(ExportResponse.encode(ExportResponse.fromObject(answer)).finish()) : Buffer.from(JSON.stringify(answer));
}
