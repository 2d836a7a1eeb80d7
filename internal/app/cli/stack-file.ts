import { existsSync, readFileSync, rmSync } from 'node:fs';
import path from 'node:path';
import { unavailable } from '#pkg/apperror';
import { writeFileAtomically } from '#pkg/devstack';

/** What runs from a data folder; other commands read it to find the stack. */
export interface StackDescription {
  /** Of `orchestrix up`. */
  readonly pid: number;
  readonly apiUrl: string;
  readonly temporalAddress: string;
  readonly temporalUiUrl: string;
  readonly issuer: string;
  /** Process ids by name (`api`, `worker`, `postgres`, `temporal`, `identity`), up to date when one is restarted. */
  readonly processes: Readonly<Record<string, number>>;
}

const fileIn = (dataDir: string): string => path.join(dataDir, 'stack.json');

/** The stack that runs from this folder, or undefined when none does. */
export function runningStack(dataDir: string): StackDescription | undefined {
  if (!existsSync(fileIn(dataDir))) return undefined;
  const stack = JSON.parse(readFileSync(fileIn(dataDir), 'utf8')) as StackDescription;
  return isAlive(stack.pid) ? stack : undefined;
}

/** The file while this process runs the stack: two on the same data would destroy it. Throws `unavailable` when there is one already. */
export class StackFile {
  private description: StackDescription;

  constructor(private readonly dataDir: string) {
    const other = runningStack(dataDir);
    if (other && other.pid !== process.pid) throw unavailable(`Orchestrix runs already from ${dataDir} (process ${other.pid}): stop it, or choose another --data-dir and other ports`);
    this.description = { pid: process.pid, apiUrl: '', temporalAddress: '', temporalUiUrl: '', issuer: '', processes: {} };
    this.write();
  }

  update(change: Partial<Omit<StackDescription, 'pid' | 'processes'>>): void {
    this.description = { ...this.description, ...change };
    this.write();
  }

  recordProcess(name: string, pid: number): void {
    this.description = { ...this.description, processes: { ...this.description.processes, [name]: pid } };
    this.write();
  }

  remove(): void {
    rmSync(fileIn(this.dataDir), { force: true });
  }

  private write(): void {
    writeFileAtomically(fileIn(this.dataDir), JSON.stringify(this.description, undefined, 2));
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
