import { promisify } from 'node:util';
import { constants, crc32, deflateRaw } from 'node:zlib';

/** What answers are compressed with. */
export type Encoding = 'gzip' | 'deflate';

const compress = promisify(deflateRaw);

/** Pieces that are compressed at the same time, by threads of the runtime; no more than these wait for a caller that reads slowly. */
const AT_ONCE = 4;
// Answers are read once and soon: what the fastest level leaves uncompressed costs less than to find it.
const OPTIONS = { level: constants.Z_BEST_SPEED, finishFlush: constants.Z_SYNC_FLUSH };
/** JSON shrinks to less than half: then there is one buffer, and nothing to put together. */
const chunkSizeOf = ({ length }: Uint8Array): number => Math.max(4096, length >> 1);
/** A last block without anything in it (RFC 1951 section 3.2.3). */
const LAST_BLOCK = [3, 0];

/** What stands around the compressed data: a header, and a trailer with a checksum of what was compressed. */
interface Wrapping {
  readonly header: readonly number[];
  add(piece: Uint8Array): void;
  trailer(): Buffer;
}

/**
 * One compressed stream of pieces that are compressed each by itself, several at once: every piece ends at a byte without ending the stream, as a flush would leave it.
 * Whoever reads no further returns from `pieces`, too.
 */
export async function* compressedPieces(encoding: Encoding, pieces: AsyncIterable<Uint8Array>): AsyncGenerator<Uint8Array, void> {
  const wrapping = encoding === 'gzip' ? gzipWrapping() : zlibWrapping();
  const underway: Promise<Uint8Array>[] = [];
  yield Buffer.from(wrapping.header);
  try {
    for await (const piece of pieces) {
      wrapping.add(piece);
      underway.push(compress(piece, { ...OPTIONS, chunkSize: chunkSizeOf(piece) }));
      if (underway.length === AT_ONCE) yield* next(underway);
    }
    while (underway.length > 0) yield* next(underway);
  } finally {
    await Promise.allSettled(underway);
  }
  yield Buffer.concat([Buffer.from(LAST_BLOCK), wrapping.trailer()]);
}

async function* next(underway: Promise<Uint8Array>[]): AsyncGenerator<Uint8Array, void> {
  const first = underway.shift();
  if (first) yield await first;
}

/** RFC 1952: no name, no time, the fastest compression, an unknown system; at the end CRC-32 and length. */
function gzipWrapping(): Wrapping {
  let [checksum, length] = [0, 0];
  return {
    header: [0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 4, 255],
    add(piece) {
      checksum = crc32(piece, checksum);
      length += piece.length;
    },
    trailer() {
      const trailer = Buffer.alloc(8);
      trailer.writeUInt32LE(checksum, 0);
      trailer.writeUInt32LE(length % 2 ** 32, 4);
      return trailer;
    },
  };
}

/** RFC 1950, which is what HTTP calls `deflate`: at the end Adler-32. */
function zlibWrapping(): Wrapping {
  let [sum, sums] = [1, 0];
  return {
    header: [0x78, 0x01],
    add(piece) {
      for (const byte of piece) {
        sum = (sum + byte) % 65_521;
        sums = (sums + sum) % 65_521;
      }
    },
    trailer() {
      const trailer = Buffer.alloc(4);
      trailer.writeUInt32BE(sums * 65_536 + sum, 0);
      return trailer;
    },
  };
}
