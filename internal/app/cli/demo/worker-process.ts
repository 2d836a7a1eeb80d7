/** The worker as the operating system sees it. */
export interface WorkerProcess {
  readonly pid: number;
  readonly alive: boolean;
}

/** Looks at a process of ours; undefined without a pid. */
export function workerProcess(pid: number | undefined): WorkerProcess | undefined {
  if (pid === undefined || !Number.isInteger(pid) || pid <= 1) return undefined; // 0 and below address process groups
  try {
    process.kill(pid, 0);
    return { pid, alive: true };
  } catch {
    return { pid, alive: false };
  }
}
