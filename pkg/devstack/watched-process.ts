import { endWithParent } from './end-with-parent.ts';
import type { ServerProcess } from './launch-server.ts';

const LOOK_EVERY_MS = 250;

/**
 * Makes a {@link ServerProcess} of a child that somebody else started: looks regularly whether it is still there, and ends it when this
 * process ends. The child leads its process group.
 */
export function watchedProcess<Server extends { readonly pid: number; stop(): Promise<void> }>(server: Server, options: { readonly signal?: 'TERM' | 'INT' } = {}): Server & ServerProcess {
  const callOff = endWithParent(server.pid, options);
  const exited = new Promise<string>((resolve) => {
    const timer = setInterval(() => {
      if (isAlive(server.pid)) return;
      clearInterval(timer);
      callOff();
      resolve('it is gone');
    }, LOOK_EVERY_MS);
  });
  return { ...server, exited };
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
}
