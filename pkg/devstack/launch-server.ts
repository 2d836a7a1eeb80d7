import { type ChildProcess, spawn } from 'node:child_process';
import { closeSync, mkdirSync, openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { unavailable } from '#pkg/apperror';
import { endWithParent } from './end-with-parent.ts';
import type { Environment } from './run-command.ts';

/** A server that runs as a child process of ours. */
export interface ServerProcess {
  readonly pid: number;
  /** Settles when the process is gone, whoever ended it, and says how. Never rejects. */
  readonly exited: Promise<string>;
  /** Asks it to end, insists after `stopWithinMs`, and resolves when it is gone. Harmless when it is gone already. */
  stop(): Promise<void>;
}

export interface Launch {
  /** Name for messages: `Temporal`. */
  readonly name: string;
  readonly program: string;
  readonly args: readonly string[];
  /** Its output is appended there. */
  readonly logFile: string;
  /** Variables on top of our own; undefined removes one. */
  readonly environment?: Environment;
  readonly cwd?: string;
  /** Asked again and again until it says true; a rejection counts as not yet. Without it, a Node program sends the message `ready`. */
  readonly isReady?: () => Promise<boolean>;
  readonly readyWithinMs: number;
  readonly stopWithinMs?: number;
}

const READY_POLL_MS = 50;

/**
 * Starts a server and waits until it is ready. It leads a process group of its own, so that a Ctrl-C in the terminal reaches only us and we
 * end things in order, and it ends when this process ends, however that happens. Throws `unavailable` with one sentence, nothing left running.
 */
export async function launchServer(launch: Launch): Promise<ServerProcess> {
  const child = spawnLogged(launch);
  const exited = new Promise<string>((resolve) => {
    child.once('error', (error) => resolve(error.message));
    child.once('exit', (code, signal) => resolve(signal === null ? `exit code ${code}` : `killed by ${signal}`));
  });
  let end: string | undefined;
  void exited.then((how) => { end = how; });
  const { pid } = child;
  const callOff = pid === undefined ? () => undefined : endWithParent(pid);
  void exited.then(() => {
    callOff();
    if (pid !== undefined) signalGroup(pid, 'SIGKILL'); // What the server itself had started must not keep its port.
  });

  let saidReady = false;
  child.on('message', (message) => { saidReady ||= message === 'ready'; });
  const isReady = launch.isReady ?? (async () => saidReady);

  const server: ServerProcess = { pid: pid ?? 0, exited, stop: () => stopChild(child, exited, launch.stopWithinMs ?? 10_000) };
  const deadline = Date.now() + launch.readyWithinMs;
  for (;;) {
    await Promise.race([exited, sleep(READY_POLL_MS)]);
    if (end !== undefined) throw unavailable(`${launch.name} did not start (${end}): ${lastLinesOf(launch.logFile)}`);
    if (await isReady().catch(() => false)) return server;
    if (Date.now() > deadline) {
      await server.stop();
      throw unavailable(`${launch.name} is not ready after ${launch.readyWithinMs / 1000} s, see ${launch.logFile}`);
    }
  }
}

function spawnLogged({ program, args, logFile, environment, cwd, isReady }: Launch): ChildProcess {
  mkdirSync(path.dirname(logFile), { recursive: true });
  const log = openSync(logFile, 'a');
  try {
    return spawn(program, [...args], {
      detached: true,
      stdio: ['ignore', log, log, ...(isReady ? [] : ['ipc' as const])],
      env: { ...process.env, ...environment },
      ...(cwd === undefined ? {} : { cwd }),
    });
  } finally {
    closeSync(log);
  }
}

async function stopChild(child: ChildProcess, exited: Promise<string>, withinMs: number): Promise<void> {
  if (child.pid === undefined) return;
  signalGroup(child.pid, 'SIGTERM');
  const patience = setTimeout(() => signalGroup(child.pid ?? 0, 'SIGKILL'), withinMs);
  await exited;
  clearTimeout(patience);
}

function signalGroup(pid: number, signal: 'SIGTERM' | 'SIGKILL'): void {
  try {
    process.kill(-pid, signal);
  } catch {
    // Already gone.
  }
}

const lastLinesOf = (file: string): string => readFileSync(file, 'utf8').trim().split('\n').slice(-3).join(' | ');
