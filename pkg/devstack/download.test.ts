import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { createServer, type RequestListener } from 'node:http';
import { tmpdir } from 'node:os';
import path from 'node:path';
import type { AddressInfo } from 'node:net';
import { download, sha256 } from './download.ts';

describe('download', () => {
  async function serving<Result>(listener: RequestListener, use: (url: string, file: string) => Promise<Result>): Promise<Result> {
    const server = createServer(listener).listen(0, '127.0.0.1');
    await new Promise((resolve) => server.once('listening', resolve));
    const folder = await mkdtemp(path.join(tmpdir(), 'download-'));
    try {
      return await use(`http://127.0.0.1:${(server.address() as AddressInfo).port}/x`, path.join(folder, 'x'));
    } finally {
      server.closeAllConnections();
      server.close();
      await rm(folder, { recursive: true });
    }
  }

  test('writes the body into the file', async () => {
    await serving((_request, response) => response.end('abc'), async (url, file) => {
      await download(url, file);
      expect(await readFile(file, 'utf8')).toBe('abc');
      expect(await sha256(file)).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    });
  });

  test('gives up soon when nobody answers', async () => {
    await serving(() => undefined, async (url, file) => {
      await expect(download(url, file, { connectMs: 50, stallMs: 50 })).rejects.toMatchObject({ code: 'unavailable', message: expect.stringContaining('could not connect') });
    });
  });

  test('gives up when the body stands still', async () => {
    await serving((_request, response) => void response.write('a'), async (url, file) => {
      await expect(download(url, file, { connectMs: 2_000, stallMs: 50 })).rejects.toMatchObject({ message: expect.stringContaining('broke off') });
    });
  });

  test('says which status came instead of the file', async () => {
    await serving((_request, response) => response.writeHead(404).end(), async (url, file) => {
      await expect(download(url, file)).rejects.toMatchObject({ message: expect.stringContaining('answered 404') });
    });
  });
});
