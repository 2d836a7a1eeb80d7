import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { unavailable } from '#pkg/apperror';

/** Long enough for a slow handshake, short enough that nobody wonders why nothing happens behind a closed firewall. */
const CONNECT_TIMEOUT_MS = 4_000;
const STALL_TIMEOUT_MS = 30_000;

/** Hex SHA-256 of a file. */
export async function sha256(file: string): Promise<string> {
  const hash = createHash('sha256');
  await pipeline(createReadStream(file), hash);
  return hash.digest('hex');
}

/**
 * Fetches `url` into `file`. Throws `unavailable` with one sentence: after four seconds when no answer begins, after thirty
 * when the body stands still, and for every status but 200.
 */
export async function download(url: string, file: string, timeouts = { connectMs: CONNECT_TIMEOUT_MS, stallMs: STALL_TIMEOUT_MS }): Promise<void> {
  const { host } = new URL(url);
  const abort = new AbortController();
  let timer = setTimeout(() => abort.abort(), timeouts.connectMs);
  const onProgress = () => {
    clearTimeout(timer);
    timer = setTimeout(() => abort.abort(), timeouts.stallMs);
  };
  try {
    const response = await fetch(url, { signal: abort.signal }).catch((cause: unknown) => {
      throw unavailable(`could not connect to ${host}`, 5, cause);
    });
    if (response.status !== 200 || !response.body) throw unavailable(`${host} answered ${response.status}`);
    onProgress();
    const watch = new Transform({
      transform(chunk: Buffer, _encoding, done) {
        onProgress();
        done(null, chunk);
      },
    });
    await pipeline(Readable.fromWeb(response.body), watch, createWriteStream(file), { signal: abort.signal }).catch((cause: unknown) => {
      throw unavailable(`the download from ${host} broke off`, 5, cause);
    });
  } finally {
    clearTimeout(timer);
  }
}
