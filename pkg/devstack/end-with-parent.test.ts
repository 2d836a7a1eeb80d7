import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { setTimeout as sleep } from 'node:timers/promises';
import { endWithParent } from './end-with-parent.ts';

const alive = (pid: number): boolean => {
  try {
    return process.kill(pid, 0);
  } catch {
    return false;
  }
};

async function gone(pid: number, withinMs: number): Promise<boolean> {
  for (const deadline = Date.now() + withinMs; Date.now() < deadline; await sleep(20)) if (!alive(pid)) return true;
  return false;
}

describe('endWithParent', () => {
  test('ends a child whose parent was killed with SIGKILL', async () => {
    const source = (await readFile(require.resolve('./end-with-parent.ts'), 'utf8')).replace(/^import .*$/m, "const { spawn } = require('node:child_process');").replace('export ', '');
    const script = `${source}
      const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
      endWithParent(child.pid);
      process.stdout.write(String(child.pid) + '\\n');
      setInterval(() => undefined, 1000);`;
    const parent = spawn(process.execPath, ['--input-type=commonjs-typescript', '--disable-warning=ExperimentalWarning', '-e', script], { stdio: ['ignore', 'pipe', 'inherit'] });
    const [line] = (await once(parent.stdout, 'data')) as [Buffer];
    const child = Number(line.toString());
    expect(alive(child)).toBe(true);
    parent.kill('SIGKILL');
    expect(await gone(child, 5_000)).toBe(true);
  });

  test('does nothing once it was called off', async () => {
    const child = spawn('sleep', ['60'], { detached: true, stdio: 'ignore' });
    try {
      endWithParent(child.pid ?? 0)();
      await sleep(100);
      expect(alive(child.pid ?? 0)).toBe(true);
    } finally {
      child.kill('SIGKILL');
    }
  });
});
