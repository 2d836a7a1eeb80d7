import type { Actor, Clock } from '#internal/kernel';
import { type Agent, type AgentId, type AgentTelemetry, heartbeat } from '../domain/agent.ts';
import { HEARTBEAT_SECONDS } from '../domain/agent-health.ts';
import type { RegistryUnitOfWork } from '../ports/registry-unit-of-work.ts';
import { announceChanges } from './announce-changes.ts';

export interface Heartbeat {
  readonly generation: number;
  readonly telemetry: AgentTelemetry;
  /** The agent wants no more work: it is about to stop. */
  readonly draining: boolean;
}

/** What the agent is told in return. */
export interface HeartbeatAnswer {
  readonly nextIntervalSeconds: number;
  /** `drain`: take no more work, finish what runs, deregister. */
  readonly instructions: readonly 'drain'[];
}

export type ReceiveHeartbeat = (actor: Actor, id: AgentId, beat: Heartbeat) => Promise<HeartbeatAnswer>;

/** The agent lives. Throws `not_found` when it was removed (it registers again) and `conflict` when another process took its registration over. */
export function receiveHeartbeat({ work, clock }: { readonly work: RegistryUnitOfWork; readonly clock: Clock }): ReceiveHeartbeat {
  return (actor, id, beat) =>
    work.run(actor, async ({ agents, ...scope }) => {
      const before = await agents.lock(id);
      const after = heartbeat(before, beat, clock.now());
      await agents.save(after);
      if (changed(before, after)) await announceChanges(scope, clock, [{ type: 'status_changed', before, after }]);
      return { nextIntervalSeconds: HEARTBEAT_SECONDS, instructions: after.draining ? ['drain'] : [] };
    });
}

const changed = (before: Agent, after: Agent): boolean => before.status !== after.status || before.draining !== after.draining;
