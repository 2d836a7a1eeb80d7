import { type Actor, pageOf } from '#internal/kernel';
import { InMemoryUnitOfWork } from '#internal/platform/fakes';
import { notFound } from '#pkg/apperror';
import { type Agent, type AgentFilter, type AgentId, freeSlots } from '../domain/agent.ts';
import type { AgentChange } from '../domain/agent-change.ts';
import { NO_TRAIL, type Trail } from '../domain/pheromone.ts';
import type { AgentRepository } from '../ports/agent-repository.ts';
import type { ChangeLog } from '../ports/change-log.ts';
import type { ReservationRepository } from '../ports/reservation-repository.ts';
import type { RegistryRepositories } from '../ports/registry-unit-of-work.ts';
import type { TrailRepository } from '../ports/trail-repository.ts';

interface Tenant {
  readonly agents: readonly Agent[];
  /** By ticket: whose slot, and until when unless the agent has leased it. */
  readonly reservations: Readonly<Record<string, { readonly agentId: AgentId; readonly until?: Date }>>;
  /** By `<agent> <capability>`. */
  readonly trails: Readonly<Record<string, Trail>>;
  /** Times by `<ticket> <attempt>`. */
  readonly counted: Readonly<Record<string, Date>>;
  readonly changes: readonly AgentChange[];
  readonly generation: number;
  readonly nextCheckAt?: Date | undefined;
}

const EMPTY: Tenant = { agents: [], reservations: {}, trails: {}, counted: {}, changes: [], generation: 0 };
const KEPT = 1000;

/** The registry in plain records, one per tenant. */
export class InMemoryRegistry extends InMemoryUnitOfWork<RegistryRepositories, Readonly<Record<string, Tenant>>> {
  protected tables: Readonly<Record<string, Tenant>> = {};

  protected repositories({ tenantId }: Actor): RegistryRepositories {
    const own = (): Tenant => this.tables[tenantId] ?? EMPTY;
    const set = (change: Partial<Tenant>): void => void (this.tables = { ...this.tables, [tenantId]: { ...own(), ...change } });
    return { agents: agentsIn(own, set), reservations: reservationsIn(own, set), trails: trailsIn(own, set), changes: changesIn(own, set) };
  }
}

type Own = () => Tenant;
type Assign = (change: Partial<Tenant>) => void;

function agentsIn(own: Own, set: Assign): AgentRepository {
  const find = (id: AgentId): Agent => {
    const found = own().agents.find((agent) => agent.id === id);
    if (!found) throw notFound('agent');
    return found;
  };
  const replace = (agent: Agent) => set({ agents: [...own().agents.filter(({ id }) => id !== agent.id), agent].toSorted((a, b) => (a.id < b.id ? -1 : 1)) });
  return {
    put: async (agent) => replace(agent),
    lockForRegistration: async (id) => own().agents.find((agent) => agent.id === id),
    lock: async (id) => find(id),
    get: async (id) => find(id),
    save: async ({ id, status, draining, telemetry, lastHeartbeatAt }) => replace({ ...find(id), status, draining, telemetry, lastHeartbeatAt }),
    remove: async (id) =>
      set({ agents: own().agents.filter((agent) => agent.id !== id), reservations: Object.fromEntries(Object.entries(own().reservations).filter(([, { agentId }]) => agentId !== id)) }),
    list: async (filter, { limit, after }) =>
      pageOf(own().agents.filter((agent) => passes(agent, filter) && (after?.[0] === undefined || agent.id > after[0])), limit, ({ id }) => [id]),
    findFree: async ({ capabilities, labels, limit }) =>
      own()
        .agents.filter((agent) => agent.status === 'healthy' && freeSlots(agent) > 0 && passes(agent, { labels }) && capabilities.every((name) => agent.capabilities.includes(name)))
        .toSorted((a, b) => b.lastHeartbeatAt.getTime() - a.lastHeartbeatAt.getTime())
        .slice(0, limit),
    lockSilent: async (silentBefore, limit) =>
      own().agents.filter(({ lastHeartbeatAt }) => lastHeartbeatAt < silentBefore).toSorted((a, b) => a.lastHeartbeatAt.getTime() - b.lastHeartbeatAt.getTime()).slice(0, limit),
    any: async () => own().agents.length > 0,
  };
}

function reservationsIn(own: Own, set: Assign): ReservationRepository {
  const replace = (agent: Agent) => set({ agents: own().agents.map((each) => (each.id === agent.id ? agent : each)) });
  const keep = (which: (ticketId: string) => boolean) => set({ reservations: Object.fromEntries(Object.entries(own().reservations).filter(([ticket]) => which(ticket))) });
  const release = (ticketId: string, of?: AgentId): void => {
    const known = own().reservations[ticketId];
    if (known === undefined || (of !== undefined && of !== known.agentId)) return;
    const agent = own().agents.find(({ id }) => id === known.agentId);
    if (agent) replace({ ...agent, reservedSlots: agent.reservedSlots - 1 });
    keep((ticket) => ticket !== ticketId);
  };
  return {
    async reserve(promises, { until }) {
      for (const { agentId, ticketId } of promises) {
        const agent = own().agents.find(({ id }) => id === agentId);
        if (own().reservations[ticketId] || !agent || agent.status !== 'healthy' || freeSlots(agent) === 0) continue;
        replace({ ...agent, reservedSlots: agent.reservedSlots + 1 });
        set({ reservations: { ...own().reservations, [ticketId]: { agentId, until } } });
      }
      return new Set(promises.filter(({ agentId, ticketId }) => own().reservations[ticketId]?.agentId === agentId).map(({ ticketId }) => ticketId));
    },
    async leased({ ticketId, agentId }) {
      if (own().reservations[ticketId]?.agentId === agentId) set({ reservations: { ...own().reservations, [ticketId]: { agentId } } });
      else release(ticketId);
    },
    release: async (ticketId, of) => release(ticketId, of),
    releaseEnded: async (now) => {
      for (const [ticketId, { until }] of Object.entries(own().reservations)) if (until && until <= now) release(ticketId);
    },
  };
}

function trailsIn(own: Own, set: Assign): TrailRepository {
  const since = <Value>(entries: Readonly<Record<string, Value>>, keep: (value: Value) => boolean) => Object.fromEntries(Object.entries(entries).filter(([, value]) => keep(value)));
  return {
    async of(agents, capabilities) {
      const trailsOf = (agent: AgentId) => new Map(capabilities.flatMap((name) => (own().trails[`${agent} ${name}`] ? [[name, own().trails[`${agent} ${name}`] as Trail] as const] : [])));
      return new Map(agents.map((agent) => [agent, trailsOf(agent)]));
    },
    lock: async (agent, capabilities) => new Map(capabilities.map((name) => [name, own().trails[`${agent} ${name}`] ?? NO_TRAIL])),
    save: async (agent, trails) => set({ trails: { ...own().trails, ...Object.fromEntries([...trails].map(([name, trail]) => [`${agent} ${name}`, trail])) } }),
    async countOnce({ ticketId, attempt }, now) {
      const key = `${ticketId} ${attempt}`;
      if (own().counted[key]) return false;
      set({ counted: { ...own().counted, [key]: now } });
      return true;
    },
    forget: async ({ attempts, trails }) => set({ counted: since(own().counted, (at) => at >= attempts), trails: since(own().trails, ({ at }) => at >= trails) }),
  };
}

function changesIn(own: Own, set: Assign): ChangeLog {
  const last = (): number => own().changes.at(-1)?.revision ?? 0;
  return {
    async append(changes, occurredAt) {
      const first = last() + 1;
      const made = changes.map(({ type, agent }, index) => ({ revision: first + index, type, agent, occurredAt }));
      set({ changes: [...own().changes, ...made].slice(-KEPT) });
      return made.map(({ revision }) => revision);
    },
    async nextGeneration() {
      set({ generation: own().generation + 1 });
      return own().generation;
    },
    revision: async () => last(),
    async after(revision, limit) {
      const found = own().changes.filter((change) => change.revision > revision);
      if (found[0] ? found[0].revision !== revision + 1 : last() !== revision) return undefined;
      return found.slice(0, limit);
    },
    nextCheckAt: async () => own().nextCheckAt,
    async moveCheck(from, to) {
      if (own().nextCheckAt?.getTime() !== from?.getTime()) return false;
      set({ nextCheckAt: to });
      return true;
    },
  };
}

const passes = (agent: Agent, { status, capability, labels = {} }: AgentFilter): boolean =>
  (status === undefined || status.length === 0 || status.includes(agent.status)) &&
  (capability === undefined || agent.capabilities.includes(capability)) &&
  Object.entries(labels).every(([name, value]) => agent.labels[name] === value);
