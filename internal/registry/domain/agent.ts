import { conflict, invalid } from '#pkg/apperror';
import type { Brand, TenantId } from '#internal/kernel';

/** Chosen by the agent, unique in its tenant, the same after a restart. */
export type AgentId = Brand<string, 'AgentId'>;

/** How well its heartbeats come: `degraded` misses at least one, `unhealthy` at least three and gets no work. */
export type AgentStatus = 'healthy' | 'degraded' | 'unhealthy';

/** What an agent says of itself with every heartbeat. */
export interface AgentTelemetry {
  /** Part of all processors in use, 0 to 1. */
  readonly cpu: number;
  /** Part of the memory in use, 0 to 1. */
  readonly memory: number;
  /** Tickets that it runs now. */
  readonly inFlight: number;
  /** Tickets that it holds and has not begun. */
  readonly queued: number;
}

/** What an agent registers with. */
export interface AgentProfile {
  readonly name: string;
  readonly version: string;
  /** Types of tickets that it runs, such as `run.shell`; a set. */
  readonly capabilities: readonly string[];
  readonly labels: Readonly<Record<string, string>>;
  /** Tickets that it runs at once. */
  readonly slots: number;
  readonly address?: string;
}

/** A registered agent. */
export interface Agent extends AgentProfile {
  readonly id: AgentId;
  readonly tenantId: TenantId;
  readonly status: AgentStatus;
  /** Takes nothing new: it said so, or was told to. */
  readonly draining: boolean;
  /** Grows with every registration, also after a removal. A process that holds an older one is a zombie: it cannot renew. */
  readonly generation: number;
  readonly telemetry: AgentTelemetry;
  /** Slots that are promised to tickets. */
  readonly reservedSlots: number;
  /** Of the present generation. */
  readonly registeredAt: Date;
  readonly lastHeartbeatAt: Date;
}

/** What a list of agents may be narrowed to; an absent field allows every value. */
export interface AgentFilter {
  readonly status?: readonly AgentStatus[];
  readonly capability?: string;
  /** All of them. */
  readonly labels?: Readonly<Record<string, string>>;
}

export const AT_REST: AgentTelemetry = { cpu: 0, memory: 0, inFlight: 0, queued: 0 };

/** Ids that are words of our paths. */
const RESERVED_IDS: ReadonlySet<string> = new Set(['discover', 'watch']);

/** An agent that has just registered; `before` is the registration that it takes over, with the slots that are still promised. */
export function registered({ id, tenantId, generation }: Pick<Agent, 'id' | 'tenantId' | 'generation'>, profile: AgentProfile, before: Agent | undefined, now: Date): Agent {
  if (RESERVED_IDS.has(id)) throw invalid('/agent_id', `must not be ${id}, which is a word of our paths`);
  return {
    ...profile,
    capabilities: [...new Set(profile.capabilities)].toSorted(),
    id,
    tenantId,
    status: 'healthy',
    draining: false,
    generation,
    telemetry: AT_REST,
    reservedSlots: before?.reservedSlots ?? 0,
    registeredAt: now,
    lastHeartbeatAt: now,
  };
}

/** Throws `conflict` unless `generation` is the present one. */
export function assertGeneration({ id, generation: present }: Agent, generation: number): void {
  if (generation !== present) throw conflict(`agent ${id} was registered again: generation ${generation} is over, the present one is ${present}`);
}

/** The agent lives. It is healthy again; draining has no way back but a new registration. Throws `conflict` for a zombie. */
export function heartbeat(agent: Agent, { generation, telemetry, draining }: { readonly generation: number; readonly telemetry: AgentTelemetry; readonly draining: boolean }, now: Date): Agent {
  assertGeneration(agent, generation);
  return { ...agent, telemetry, draining: agent.draining || draining, status: 'healthy', lastHeartbeatAt: now < agent.lastHeartbeatAt ? agent.lastHeartbeatAt : now };
}

/** Tickets that it can take besides what it runs or was promised. */
export const freeSlots = ({ slots, reservedSlots, telemetry, draining }: Agent): number => (draining ? 0 : Math.max(0, slots - Math.max(reservedSlots, telemetry.inFlight + telemetry.queued)));
