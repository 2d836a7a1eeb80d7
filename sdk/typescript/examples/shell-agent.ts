import { execFile } from 'node:child_process';
import { Agent, type JsonValue, type Ticket, type TicketContext, TicketFailure } from '../index.ts';

// Runs commands and scripts that workflows hand to agents: ORCHESTRIX_URL=… ORCHESTRIX_API_KEY=orx_… node shell-agent.js
interface Process { command?: string; code?: string; arguments?: string[]; environment?: Record<string, string>; stdin?: string }

const LIMITS = { timeout: 10 * 60_000, maxBuffer: 1024 * 1024, killSignal: 'SIGKILL' } as const;

/** Ten minutes, one mebibyte of output and the variables of the ticket: whatever wants more is ended. */
const run = (program: string, args: string[], { environment, stdin }: Process, { signal }: TicketContext) =>
  new Promise<JsonValue>((resolve, reject) => {
    const env = { PATH: process.env['PATH'], ...environment };
    const child = execFile(program, args, { ...LIMITS, signal, env }, (error, stdout, stderr) => {
      if (error && typeof error.code !== 'number') reject(new TicketFailure(`${program} was ended: ${error.message.slice(0, 500)}`, { retryable: signal.aborted }));
      else resolve({ code: typeof error?.code === 'number' ? error.code : 0, stdout, stderr });
    });
    child.stdin?.on('error', () => undefined).end(stdin ?? ''); // not everybody reads what is sent
  });

const part = (ticket: Ticket, name: 'shell' | 'script') => (ticket.parameters as Record<string, Process>)[name] ?? {};
const script = (program: string, flag: string) => (ticket: Ticket, context: TicketContext) => {
  const { code = '', ...rest } = part(ticket, 'script');
  return run(program, [flag, code, ...(rest.arguments ?? [])], rest, context);
};

const { ORCHESTRIX_URL: url = 'http://localhost:8080', ORCHESTRIX_API_KEY: apiKey = '', ORCHESTRIX_AGENT_ID: id, ORCHESTRIX_LEASE_SECONDS: lease, ORCHESTRIX_CAPABILITIES: abilities = '' } = process.env;

const capabilities = abilities.split(',').filter((one) => one !== '');

void new Agent({ url, apiKey, name: 'shell-agent', slots: 4, capabilities, ...(id && { id }), ...(lease && { leaseSeconds: Number(lease) }), logger: console })
  .on('run.shell', (ticket, context) => {
    const shell = part(ticket, 'shell');
    const words = shell.arguments ?? [];
    // The arguments follow the command, each as one word, whatever is in it.
    return run('/bin/sh', ['-c', words.length > 0 ? `${shell.command ?? ''} "$@"` : (shell.command ?? ''), 'sh', ...words], shell, context);
  })
  .on('run.script.javascript', script(process.execPath, '--eval'))
  .on('run.script.python', script('python3', '-c'))
  .start();
