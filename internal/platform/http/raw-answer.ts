import type { ServerResponse } from 'node:http';
import { compressedPieces, type Encoding } from './compressed-pieces.ts';
import type { RequestContext } from './request-context.ts';
import { API_HEADERS } from './security-headers.ts';

/** JSON that the handler has encoded itself, in pieces; they are sent as fast as the caller reads them. */
export type RawJson = AsyncIterable<Uint8Array>;

/** A smaller answer goes into one packet either way. */
const WORTH_COMPRESSING = 1400;

/** What the caller wants the answer to be compressed with (RFC 9110 section 12.5.3); gzip where it does not matter to it. */
export function contentEncoding(accepted: string | undefined): Encoding | undefined {
  if (accepted === undefined) return undefined;
  const qualities = new Map(
    accepted
      .toLowerCase()
      .split(',')
      .map((part): [string, number] => {
        const [name = '', ...parameters] = part.split(';').map((piece) => piece.trim());
        return [name, Number(parameters.find((parameter) => parameter.startsWith('q='))?.slice(2) ?? 1)];
      }),
  );
  const quality = (name: Encoding): number => qualities.get(name) ?? (name === 'gzip' ? (qualities.get('*') ?? 0) : 0);
  if (quality('gzip') > 0 && quality('gzip') >= quality('deflate')) return 'gzip';
  return quality('deflate') > 0 ? 'deflate' : undefined;
}

const varyOn = (known: string | undefined): string => (known === undefined ? 'Accept-Encoding' : `${known}, Accept-Encoding`);

async function* following(first: Uint8Array, rest: AsyncIterator<Uint8Array>): AsyncGenerator<Uint8Array> {
  let ended = false;
  try {
    yield first;
    for (let next = await rest.next(); ; next = await rest.next()) {
      ended = next.done === true;
      if (next.done) return;
      yield next.value;
    }
  } finally {
    if (!ended) await rest.return?.();
  }
}

/**
 * Sends JSON in pieces, compressed (by threads of the runtime) when the caller likes and it is worth it. An error before the first piece becomes a proper
 * answer; a later one breaks the connection off, so that nobody takes half an answer for the whole. When the caller leaves, the pieces are not asked for any more.
 */
export async function writeRaw({ request, response, headers }: RequestContext, status: number, own: Readonly<Record<string, string>>, raw: RawJson): Promise<void> {
  const pieces = raw[Symbol.asyncIterator]();
  const first = await pieces.next();
  const bytes = first.done ? new Uint8Array() : first.value;
  const encoding = bytes.length < WORTH_COMPRESSING ? undefined : contentEncoding(request.headers['accept-encoding']);
  const base = { ...API_HEADERS, ...headers, ...own, 'Content-Type': 'application/json', Vary: varyOn(headers['Vary']) };
  response.writeHead(status, encoding ? { ...base, 'Content-Encoding': encoding } : base);
  const whole = following(bytes, pieces);
  try {
    await send(response, encoding ? compressedPieces(encoding, whole) : whole);
  } catch (error) {
    // The caller left: nobody is to blame.
    if (!response.destroyed) {
      response.destroy();
      throw error;
    }
  }
}

/** Writes as fast as the caller reads, and no longer than it stays. */
async function send(response: ServerResponse, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  for await (const piece of pieces) {
    if (response.destroyed) return;
    if (!response.write(piece)) await drained(response);
  }
  response.end();
}

function drained(response: ServerResponse): Promise<void> {
  return new Promise((resolve) => {
    const done = (): void => {
      response.off('drain', done).off('close', done);
      resolve();
    };
    response.on('drain', done).on('close', done);
    if (response.destroyed) done();
  });
}
