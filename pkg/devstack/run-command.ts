import { spawn } from 'node:child_process';

/** Environment variables as Node gives them. */
export type Environment = Readonly<Record<string, string | undefined>>;

export interface CommandResult {
  /** Undefined when the program is not installed, could not start or took too long. */
  readonly code: number | undefined;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a program to its end without a shell. Never throws: a missing program and a timeout are results without a code. */
export function runCommand(
  program: string,
  args: readonly string[],
  options: { readonly environment?: Environment; readonly cwd?: string; readonly timeoutMs?: number } = {},
): Promise<CommandResult> {
  return new Promise((resolve) => {
    const child = spawn(program, [...args], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: { ...(options.environment ?? process.env) },
      ...(options.cwd === undefined ? {} : { cwd: options.cwd }),
    });
    // Not spawn's own `timeout`: its timer lives on, and keeps the process alive, when the program could not be started.
    const timer = setTimeout(() => child.kill('SIGKILL'), options.timeoutMs ?? 60_000);
    const end = (result: CommandResult) => {
      clearTimeout(timer);
      resolve(result);
    };
    let [stdout, stderr] = ['', ''];
    child.stdout.setEncoding('utf8').on('data', (text: string) => { stdout += text; });
    child.stderr.setEncoding('utf8').on('data', (text: string) => { stderr += text; });
    child.once('error', ({ message }) => end({ code: undefined, stdout, stderr: message }));
    child.once('close', (code) => end({ code: code ?? undefined, stdout, stderr }));
  });
}

/** The last line a program wrote about its failure, for a message of one line. */
export const lastLine = ({ stderr, stdout }: CommandResult): string => (stderr.trim() || stdout.trim()).split('\n').at(-1)?.trim() ?? '';
