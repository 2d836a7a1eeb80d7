import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { runningStack, StackFile } from './stack-file.ts';

describe('StackFile', () => {
  let dataDir: string;
  beforeEach(() => { dataDir = mkdtempSync(path.join(tmpdir(), 'stack-file-')); });
  afterEach(() => rmSync(dataDir, { recursive: true }));
  const leftBy = (pid: number) => writeFileSync(path.join(dataDir, 'stack.json'), JSON.stringify({ pid, processes: {} }));

  test('tells other commands where the stack is and which processes it has now', () => {
    const file = new StackFile(dataDir);
    file.update({ apiUrl: 'http://localhost:8080' });
    file.recordProcess('worker', 11);
    file.recordProcess('worker', 12);
    expect(runningStack(dataDir)).toMatchObject({ pid: process.pid, apiUrl: 'http://localhost:8080', processes: { worker: 12 } });
    file.remove();
    expect(runningStack(dataDir)).toBeUndefined();
  });

  test('keeps a second stack away from the same data', () => {
    leftBy(process.ppid);
    expect(() => new StackFile(dataDir)).toThrow(`Orchestrix runs already from ${dataDir} (process ${process.ppid})`);
  });

  test('takes over what a killed stack left behind', () => {
    leftBy(spawnSync(process.execPath, ['--version']).pid);
    expect(runningStack(dataDir)).toBeUndefined();
    expect(new StackFile(dataDir)).toBeInstanceOf(StackFile);
  });
});
