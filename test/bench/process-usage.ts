import { readdirSync, readFileSync, statSync } from 'node:fs';
import path from 'node:path';

/** Clock ticks a second, on every Linux that Node runs on. */
const TICKS = 100;

interface Stat {
  readonly parent: number;
  readonly ownTicks: number;
  /** Of children that have ended and were waited for. */
  readonly endedTicks: number;
}

function statOf(pid: number): Stat | undefined {
  try {
    // The name of the program stands in parentheses and may hold anything.
    const fields = readFileSync(`/proc/${pid}/stat`, 'utf8').replace(/^.*\) /s, '').split(' ').map(Number);
    return { parent: fields[1] ?? 0, ownTicks: (fields[11] ?? 0) + (fields[12] ?? 0), endedTicks: (fields[13] ?? 0) + (fields[14] ?? 0) };
  } catch {
    return undefined;
  }
}

/** The processes and all that they have started, which are still there. */
function familyOf(roots: readonly number[]): number[] {
  const parents = new Map(readdirSync('/proc').filter((entry) => /^\d+$/.test(entry)).map((entry): [number, number | undefined] => [Number(entry), statOf(Number(entry))?.parent]));
  const family = new Set(roots);
  for (let before = 0; before < family.size; ) {
    before = family.size;
    for (const [pid, parent] of parents) if (parent !== undefined && family.has(parent)) family.add(pid);
  }
  return [...family];
}

/** Seconds of CPU that processes and their children have used so far, the ended ones among them included. */
export const cpuSeconds = (roots: readonly number[]): number =>
  familyOf(roots).map(statOf).reduce((sum, stat) => sum + (stat ? stat.ownTicks + stat.endedTicks : 0), 0) / TICKS;

/** Bytes of memory of processes and their children; what several share counts once among them (PSS). */
export function memoryBytes(roots: readonly number[]): number {
  let total = 0;
  for (const pid of familyOf(roots)) {
    try {
      total += Number(/^Pss:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))?.[1] ?? 0) * 1024;
    } catch {
      // It has ended meanwhile.
    }
  }
  return total;
}

/** Bytes of all files in a folder, as they are allocated. */
export function diskBytes(folder: string): number {
  let total = 0;
  for (const entry of readdirSync(folder, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    try {
      total += statSync(path.join(entry.parentPath, entry.name)).blocks * 512;
    } catch {
      // It was removed meanwhile.
    }
  }
  return total;
}
