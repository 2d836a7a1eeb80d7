import { spawn } from 'node:child_process';

/**
 * Ends the process group `pid` when this process is gone, even when it was killed with SIGKILL and could do nothing itself:
 * a shell waits at the other end of a pipe that the operating system then closes. Returns how to call it off.
 */
export function endWithParent(pid: number, options: { readonly signal?: 'TERM' | 'INT'; readonly patienceSeconds?: number } = {}): () => void {
  const { signal = 'TERM', patienceSeconds = 10 } = options;
  const script = `trap '' INT TERM HUP; read -r _; kill -s ${signal} -- -${pid} && sleep ${patienceSeconds} && kill -s KILL -- -${pid}`;
  const watcher = spawn('sh', ['-c', script], { detached: true, stdio: ['pipe', 'ignore', 'ignore'] });
  watcher.once('error', () => undefined); // Without a POSIX shell the child stays behind; the next start meets it as a taken port.
  watcher.stdin.once('error', () => undefined);
  watcher.unref();
  (watcher.stdin as unknown as { unref(): void }).unref(); // The pipe is a socket, which the types do not say.
  return () => void watcher.kill('SIGKILL');
}
