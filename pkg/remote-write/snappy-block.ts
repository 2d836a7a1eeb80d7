import { compressSync, uncompressSync } from 'snappy';
import { WriteRequestError } from './write-request-error.ts';

/** A copy of 64 bytes takes three: no block unpacks to more than this many times its size. */
const MAX_RATIO = 64 / 3;

/**
 * Unpacks a snappy block. What it claims to hold is checked against `maxBytes`, and against what its size allows, before any memory is taken:
 * a bomb costs nothing. Throws `too_large` and `malformed`.
 */
export function unpackSnappy(packed: Uint8Array, maxBytes: number): Buffer {
  const declared = unpackedLength(packed, maxBytes);
  if (declared === 0 && packed.length === 1) return Buffer.alloc(0);
  try {
    return uncompressSync(packed, { asBuffer: true }) as Buffer;
  } catch {
    throw new WriteRequestError('malformed', 'the body is not a snappy block');
  }
}

/** How many bytes a snappy block unpacks to. Throws `too_large` for more than `maxBytes`, `malformed` for more than its size allows. */
export function unpackedLength(packed: Uint8Array, maxBytes = Infinity): number {
  const declared = declaredLength(packed);
  if (declared > maxBytes) throw new WriteRequestError('too_large', `the body unpacks to ${declared} bytes, more than the ${maxBytes} that are allowed`);
  if (declared > packed.length * MAX_RATIO) throw new WriteRequestError('malformed', `the body claims to unpack to ${declared} bytes, which ${packed.length} bytes of snappy cannot`);
  return declared;
}

/** Packs into the block format (not the framed one), as remote write wants it. */
export const packSnappy = (bytes: Uint8Array): Buffer => compressSync(bytes);

/** The varint with which a block begins: up to 32 bits (https://github.com/google/snappy/blob/main/format_description.txt, section 1). */
function declaredLength(packed: Uint8Array): number {
  let length = 0;
  for (let at = 0; at < 5; at += 1) {
    const byte = packed[at];
    if (byte === undefined) break;
    length += (byte & 0x7f) * 2 ** (7 * at);
    if (byte < 0x80 && length < 2 ** 32) return length;
  }
  throw new WriteRequestError('malformed', 'the body is not a snappy block: its length is unreadable');
}
