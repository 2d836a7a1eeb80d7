import { existsSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { AppError, unavailable } from '#pkg/apperror';

const PATIENCE_MS = 20_000;

/**
 * Shuts down a server that still runs on `cluster` although the process that started it is gone (it was killed).
 * Throws when that process still lives: two owners of one data folder are a mistake.
 */
export async function endOrphan(cluster: string, dataDir: string): Promise<void> {
  const pid = postmasterOf(cluster);
  if (pid === undefined) return;
  const owner = readPid(join(dataDir, 'owner.pid'));
  if (owner !== undefined && owner !== process.pid && isAlive(owner)) {
    throw new AppError('unavailable', `PostgreSQL already runs on ${dataDir} for process ${owner}: stop that one first`);
  }
  process.kill(pid, 'SIGINT');
  const deadline = Date.now() + PATIENCE_MS;
  while (isAlive(pid)) {
    if (Date.now() > deadline) throw unavailable(`the earlier PostgreSQL (process ${pid}) on ${dataDir} does not stop: end it by hand`);
    await sleep(50);
  }
}

/**
 * After a kill -9 the pid file stays. PostgreSQL copes with that itself, except when the number now belongs to a process of
 * something else, which happens with the small numbers in containers.
 */
export function removeStalePidFile(cluster: string): void {
  if (postmasterOf(cluster) === undefined) rmSync(join(cluster, 'postmaster.pid'), { force: true });
}

/** The live postmaster on this cluster. */
function postmasterOf(cluster: string): number | undefined {
  const pid = readPid(join(cluster, 'postmaster.pid'));
  return pid !== undefined && isAlive(pid) && isPostgres(pid) ? pid : undefined;
}

function readPid(file: string): number | undefined {
  if (!existsSync(file)) return undefined;
  const pid = Number(readFileSync(file, 'utf8').split('\n')[0]);
  return Number.isInteger(pid) && pid > 1 ? pid : undefined;
}

/** A zombie counts as gone: it holds no files, it only waits for a parent that may never come. */
function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
  return procState(pid) !== 'Z';
}

function procState(pid: number): string | undefined {
  try {
    return readFileSync(`/proc/${pid}/stat`, 'utf8').split(') ')[1]?.[0];
  } catch {
    return undefined;
  }
}

/** Where there is no /proc (macOS) every live process counts, and PostgreSQL has the last word. */
function isPostgres(pid: number): boolean {
  try {
    return readFileSync(`/proc/${pid}/comm`, 'utf8').startsWith('postgres');
  } catch {
    return true;
  }
}
