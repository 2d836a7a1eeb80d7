import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { freePort, launchServer } from '#pkg/devstack';

const PROGRAM = 'prometheus-alertmanager';

/** Whether Debian's package prometheus-alertmanager is installed. */
export const hasAlertmanager = (): boolean => spawnSync(PROGRAM, ['--version'], { stdio: 'ignore' }).status === 0;

/** A real Alertmanager with this configuration and data of its own. */
export async function startAlertmanager(config: string): Promise<{ readonly url: string; readonly pid: number | undefined; stop(): Promise<void> }> {
  const folder = mkdtempSync(path.join(tmpdir(), 'orchestrix-alertmanager-'));
  writeFileSync(path.join(folder, 'alertmanager.yml'), config);
  const address = `127.0.0.1:${await freePort()}`;
  const server = await launchServer({
    name: 'Alertmanager', program: PROGRAM, cwd: folder, logFile: path.join(folder, 'log'), readyWithinMs: 60_000,
    args: [`--config.file=${folder}/alertmanager.yml`, `--storage.path=${folder}/data`, `--web.listen-address=${address}`, '--cluster.listen-address='],
    isReady: async () => (await fetch(`http://${address}/-/ready`).catch(() => undefined))?.ok === true,
  });
  return {
    url: `http://${address}`,
    pid: server.pid,
    stop: async () => {
      await server.stop();
      rmSync(folder, { recursive: true, force: true });
    },
  };
}
