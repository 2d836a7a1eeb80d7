import { gunzipSync } from 'node:zlib';
import { invalid } from '#pkg/apperror';

const BLOCK = 512;
const LARGEST_BUNDLE_BYTES = 16 * 1024 * 1024;

/**
 * The module of a bundle as `opa build -t wasm` makes it: a gzipped tar archive (POSIX ustar) with `/policy.wasm`. Throws `invalid` on `field` for
 * anything else.
 */
export function wasmOfBundle(bundle: Uint8Array, field: string): Uint8Array {
  const archive = inflated(bundle, field);
  for (let at = 0; at + BLOCK <= archive.length; ) {
    const header = archive.subarray(at, at + BLOCK);
    const name = text(header, 0, 100);
    if (name === '') break;
    const size = Number.parseInt(text(header, 124, 12).trim(), 8);
    if (!Number.isSafeInteger(size) || at + BLOCK + size > archive.length) throw invalid(field, 'is a broken archive');
    if (/^(\.?\/)?policy\.wasm$/.test(name)) return archive.subarray(at + BLOCK, at + BLOCK + size);
    at += BLOCK + Math.ceil(size / BLOCK) * BLOCK;
  }
  throw invalid(field, 'is a bundle without policy.wasm: build it with `opa build -t wasm`');
}

function inflated(bundle: Uint8Array, field: string): Buffer {
  try {
    return gunzipSync(bundle, { maxOutputLength: LARGEST_BUNDLE_BYTES });
  } catch {
    throw invalid(field, `is no gzipped archive of at most ${LARGEST_BUNDLE_BYTES} bytes`);
  }
}

const text = (block: Buffer, from: number, length: number): string => {
  const field = block.subarray(from, from + length);
  const end = field.indexOf(0);
  return field.toString('latin1', 0, end < 0 ? length : end);
};
