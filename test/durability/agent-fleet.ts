import { type ChildProcess, spawn } from 'node:child_process';
import { repositoryRoot } from '../support/process-stack.ts';

/** Agents by how they are made. */
const KINDS = { 'sdk-1': 'sdk', 'sdk-2': 'sdk', 'rest-1': 'rest' } as const;
export type AgentProcess = keyof typeof KINDS;
export const AGENT_PROCESSES = Object.keys(KINDS) as readonly AgentProcess[];

/** Agents as processes of their own, which may be killed and started again under the same id. */
export class AgentFleet {
  readonly #running = new Map<AgentProcess, ChildProcess>();

  constructor(private readonly target: { readonly url: string; readonly apiKey: string; readonly receiver: string }) {}

  /** Does not wait until the agent works: it may have to wait for the API itself. */
  start(name: AgentProcess): void {
    const { url, apiKey, receiver } = this.target;
    const env = { ...process.env, ORCHESTRIX_URL: url, ORCHESTRIX_API_KEY: apiKey, FLEET_AGENT: name, FLEET_KIND: KINDS[name], FLEET_RECEIVER: receiver };
    this.#running.set(name, spawn(process.execPath, ['--conditions=source', '--import', './scripts/typescript-hooks.mjs', 'test/durability/fleet-agent.ts'], { cwd: repositoryRoot, env, stdio: 'ignore' }));
  }

  /** `kill -9`; resolves when it is gone. */
  async kill(name: AgentProcess): Promise<void> {
    const victim = this.#running.get(name);
    this.#running.delete(name);
    if (!victim || victim.exitCode !== null || victim.signalCode !== null) throw new Error(`agent ${name} does not run`);
    await new Promise((resolve) => victim.once('exit', resolve).kill('SIGKILL'));
  }

  async stop(): Promise<void> {
    await Promise.all([...this.#running.keys()].map((name) => this.kill(name)));
  }
}
