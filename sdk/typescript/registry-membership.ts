import os from 'node:os';
import { setTimeout as pause } from 'node:timers/promises';
import { ApiError, type OrchestrixApi, type Registration, type Telemetry } from './orchestrix-api.ts';

export interface MembershipOptions {
  readonly api: OrchestrixApi;
  readonly registration: Registration;
  readonly inFlight: () => number;
  /** Leased ahead, not begun. */
  readonly queued: () => number;
  readonly isDraining: () => boolean;
  /** The server wants the agent to drain. */
  readonly onDrain: () => void;
  /** Another process registered the same id. */
  readonly onReplaced: () => void;
}

const loadNow = (inFlight: number, queued: number): Telemetry => ({
  cpu: Math.min(1, (os.loadavg()[0] ?? 0) / Math.max(1, os.availableParallelism())),
  memory: Math.min(1, Math.max(0, 1 - process.availableMemory() / os.totalmem())),
  in_flight: inFlight,
  queued,
});

/** The agent's place in the registry: enters it, keeps it by heartbeats, enters again when it was removed, and leaves. */
export class Membership {
  private generation = 0;
  private intervalSeconds = 30;
  private readonly left = new AbortController();
  private beating: Promise<void> = Promise.resolve();

  constructor(private readonly options: MembershipOptions) {}

  async join(signal: AbortSignal): Promise<void> {
    await this.register(signal);
    this.beating = this.beat().catch(() => undefined); // only leaving ends it
  }

  /** Resolves when the place is given back, or after `withinMs`: then the registry finds out by itself. */
  async leave({ replaced, withinMs }: { readonly replaced: boolean; readonly withinMs: number }): Promise<void> {
    this.left.abort();
    await this.beating;
    const { api, registration } = this.options;
    if (!replaced) await api.deregister(registration.agent_id, this.generation, AbortSignal.timeout(withinMs)).catch(() => undefined);
  }

  private async register(signal: AbortSignal): Promise<void> {
    const { agent, heartbeat_interval_seconds: seconds } = await this.options.api.register(this.options.registration, signal);
    this.generation = agent.generation;
    this.intervalSeconds = seconds;
  }

  private async beat(): Promise<void> {
    const { signal } = this.left;
    for (;;) {
      await pause(this.intervalSeconds * 1000, undefined, { signal });
      try {
        await this.beatOnce(signal);
      } catch (error) {
        if (!(error instanceof ApiError)) throw error;
        if (error.status === 409) return this.options.onReplaced();
        if (error.status === 404) await this.register(signal);
      }
    }
  }

  private async beatOnce(signal: AbortSignal): Promise<void> {
    const { api, registration, inFlight, queued, isDraining, onDrain } = this.options;
    const beat = { generation: this.generation, telemetry: loadNow(inFlight(), queued()), draining: isDraining() };
    const answer = await api.heartbeat(registration.agent_id, beat, signal);
    this.intervalSeconds = answer.next_interval_seconds;
    if (answer.instructions.includes('drain')) onDrain();
  }
}
