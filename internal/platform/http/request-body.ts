import { isUtf8 } from 'node:buffer';
import type { IncomingMessage } from 'node:http';
import { promisify } from 'node:util';
import { gunzip, inflate, type InputType, type ZlibOptions } from 'node:zlib';
import type { BodyShare } from './body-room.ts';
import type { ContractOperation } from './contract.ts';
import { malformed, TransportError } from './problem.ts';
import { bodyDetails } from './schema-validators.ts';
import { parseStrictJson } from './strict-json.ts';

type Inflate = (buffer: InputType, options: ZlibOptions) => Promise<Buffer>;
const DECODERS = new Map<string, Inflate>([
  ['gzip', promisify<InputType, ZlibOptions, Buffer>(gunzip)],
  ['x-gzip', promisify<InputType, ZlibOptions, Buffer>(gunzip)],
  ['deflate', promisify<InputType, ZlibOptions, Buffer>(inflate)],
]);

/** The media type of HTML forms, whose fields count like parameters of the query string. */
export const FORM = 'application/x-www-form-urlencoded';

const tooLarge = (limit: number): TransportError => new TransportError('payload_too_large', `the body is larger than ${limit} bytes`);

/** A body that was checked against the contract. */
export interface RequestBody {
  readonly raw: Buffer;
  readonly mediaType: string;
  /** Parsed JSON, or the text of another media type; `undefined` where the operation takes bytes. */
  readonly value: unknown;
}

/** Whether the request carries a body, possibly an empty one of unknown length. */
const hasBody = ({ headers }: IncomingMessage): boolean =>
  headers['transfer-encoding'] !== undefined || Number(headers['content-length'] ?? 0) > 0;

/** The media type of the body, in lower case; `undefined` when there is none, or its charset is not UTF-8. */
function mediaTypeOf({ headers }: IncomingMessage): string | undefined {
  const [type = '', ...parameters] = (headers['content-type'] ?? '').toLowerCase().split(';');
  const charset = parameters.map((parameter) => parameter.trim()).find((parameter) => parameter.startsWith('charset='));
  const isUnicode = charset === undefined || /^charset="?utf-8"?$/.test(charset);
  return isUnicode && type.trim() !== '' ? type.trim() : undefined;
}

/** Bytes have no charset; where only one type is taken, a request that names none is taken for it, as old senders need it. */
function mediaTypeOfBytes({ headers }: IncomingMessage, consumes: readonly string[]): string | undefined {
  const [type = ''] = (headers['content-type'] ?? '').toLowerCase().split(';');
  return type.trim() !== '' ? type.trim() : consumes.length === 1 ? consumes[0] : undefined;
}

/** How many bytes the request says that it brings, at most `limit`: more are refused anyway. */
export const announcedBytes = ({ headers }: IncomingMessage, limit: number): number => Math.min(Number(headers['content-length'] ?? 0), limit);

function collect(request: IncomingMessage, limit: number, share: BodyShare | undefined): Promise<Buffer> {
  return new Promise((resolve, reject) => {
    const chunks: Buffer[] = [];
    let size = 0;
    const finish = (settle: () => void): void => {
      request.off('data', onData).off('end', onEnd).off('close', onClose);
      settle();
    };
    const onData = (chunk: Buffer): void => {
      size += chunk.length;
      const refusal = size > limit ? tooLarge(limit) : share?.refusalOf(size);
      if (!refusal) return void chunks.push(chunk);
      // What still comes is thrown away, so that the caller can finish sending and read the answer; the request timeout bounds it.
      finish(() => reject(refusal));
      request.resume();
    };
    const onEnd = (): void => finish(() => resolve(chunks.length === 1 && chunks[0] ? chunks[0] : Buffer.concat(chunks)));
    const onClose = (): void => finish(() => reject(new TransportError('request_timeout', 'the body did not arrive')));
    request.on('data', onData).on('end', onEnd).on('close', onClose);
    request.on('error', onClose);
  });
}

/**
 * Reads a whole body, inflated (but for encodings that the operation unpacks by itself), of at most `limit` bytes; the bound holds for the compressed and the inflated size,
 * so that a bomb costs no more than an honest body.
 * Throws `payload_too_large`, `unsupported_media_type` for an unknown encoding, `malformed` for broken compression.
 */
async function readBody(request: IncomingMessage, limit: number, { ownEncodings, share }: { readonly ownEncodings: readonly string[] | undefined; readonly share: BodyShare | undefined }): Promise<Buffer> {
  const encoding = (request.headers['content-encoding'] ?? 'identity').trim().toLowerCase();
  const decode = ownEncodings ? undefined : DECODERS.get(encoding);
  const known = ownEncodings ?? ['gzip', 'deflate'];
  if (!decode && encoding !== 'identity' && !known.includes(encoding)) throw new TransportError('unsupported_media_type', `the content encoding is not ${known.join(', ')} or identity`);
  if (Number(request.headers['content-length'] ?? 0) > limit) throw tooLarge(limit);
  const body = await collect(request, limit, share);
  if (!decode) return body;
  try {
    return await decode(body, { maxOutputLength: limit });
  } catch (error) {
    throw (error as NodeJS.ErrnoException).code === 'ERR_BUFFER_TOO_LARGE' ? tooLarge(limit) : malformed('body', `is not ${encoding}`);
  }
}

// RFC 6839 section 3.1: what ends with +json can be read as JSON.
const isJson = (mediaType: string): boolean => mediaType === 'application/json' || mediaType.endsWith('+json');

/** The text of a body. Throws `malformed` unless it is UTF-8. */
function textOf(body: Buffer): string {
  if (!isUtf8(body)) throw malformed('body', 'is not UTF-8');
  return body.toString('utf8');
}

/**
 * Reads and checks the body of an operation; `undefined` when there is none and none is needed. Throws `malformed` with the offending fields,
 * `unsupported_media_type`, `payload_too_large`.
 */
export async function readRequestBody(request: IncomingMessage, operation: ContractOperation, defaultLimit: number, share?: BodyShare): Promise<RequestBody | undefined> {
  const { consumes, needsBody, checkBody, bodyLimit = defaultLimit, takesBytes, encodings, repeatedKeys } = operation;
  if (!consumes) return undefined;
  if (!hasBody(request)) {
    if (needsBody) throw malformed('body', 'is required');
    return undefined;
  }
  const mediaType = takesBytes ? mediaTypeOfBytes(request, consumes) : mediaTypeOf(request);
  if (mediaType === undefined || !consumes.includes(mediaType)) throw new TransportError('unsupported_media_type', `this operation takes ${consumes.join(' or ')}${takesBytes ? '' : ', in UTF-8'}`);
  const raw = await readBody(request, bodyLimit, { ownEncodings: encodings, share });
  if (takesBytes) return { raw, mediaType, value: undefined };
  const text = textOf(raw);
  if (!isJson(mediaType)) return { raw, mediaType, value: text };
  const value = parseStrictJson(text, repeatedKeys);
  if (checkBody && !checkBody({ requestBody: value })) {
    throw new TransportError('malformed', 'the body does not have the shape of the contract', bodyDetails(checkBody.errors ?? []));
  }
  return { raw, mediaType, value };
}
