import { randomUUID } from 'node:crypto';
import type { DomainEvent } from '#internal/kernel';
import type { AgentId } from '../domain/agent.ts';
import { registrySubscriptions } from '../consumers/registry-subscriptions.ts';
import { InMemoryRegistry } from '../fakes/in-memory-registry.ts';
import { anyTenant } from '../ports/registry.contract.ts';
import { checkAgentHealth } from './check-agent-health.ts';
import { deregisterAgent } from './deregister-agent.ts';
import { discoverAgents } from './discover-agents.ts';
import { drainAgent } from './drain-agent.ts';
import { HEALTH_CHECK_DUE } from './keep-checking.ts';
import { receiveHeartbeat } from './receive-heartbeat.ts';
import { recordOutcome } from './record-outcome.ts';
import { registerAgent } from './register-agent.ts';
import { noteLease, releaseAgent, reserveAgents } from './reserve-agents.ts';

const profile = { name: 'builder', version: '1', capabilities: ['git'], labels: {}, slots: 2 };
const id = 'a' as AgentId;
const telemetry = { cpu: 0.1, memory: 0.2, inFlight: 0, queued: 0 };

/** A registry whose clock is moved by hand, and whose timers are delivered when they are due. */
function world() {
  const work = new InMemoryRegistry();
  const owner = anyTenant();
  let now = new Date('2026-03-01T12:00:00.000Z');
  let listeningSince: Date | undefined = new Date(0);
  const clock = { now: () => now };
  const woken: string[] = [];
  const deps = { work, clock };
  const use = { checkAgentHealth: checkAgentHealth({ ...deps, reception: { since: async () => listeningSince } }), recordOutcome: recordOutcome(deps), releaseAgent: releaseAgent(deps), noteLease: noteLease(deps) };
  const subscriptions: Record<string, (event: DomainEvent) => Promise<void>> = registrySubscriptions({ ...use, signal: { send: async (tenant) => void woken.push(tenant) } });
  let delivered = 0;

  /** Time passes, second by second; what is due is delivered, each event `times` times. */
  async function pass(seconds: number, { times = 1 } = {}): Promise<void> {
    for (const end = now.getTime() + seconds * 1000; now.getTime() < end; now = new Date(now.getTime() + 1000)) await deliver(times);
    await deliver(times);
  }
  async function deliver(times: number): Promise<void> {
    for (; delivered < work.events.length && (work.events[delivered]?.availableAt ?? now) <= now; delivered += 1) {
      const event = work.events[delivered]!;
      const message = { ...event, id: randomUUID(), tenantId: owner.tenantId, occurredAt: now, correlationId: owner.correlationId };
      for (let time = 0; time < times; time += 1) await subscriptions[event.type]?.(message);
    }
  }
  const told = (event: Partial<DomainEvent> & Pick<DomainEvent, 'type' | 'data'>) =>
    subscriptions[event.type]!({ id: randomUUID(), aggregateId: randomUUID(), tenantId: owner.tenantId, occurredAt: now, correlationId: owner.correlationId, ...event });
  return {
    work, owner, woken, pass, told,
    listen: (since: Date | undefined) => void (listeningSince = since),
    now: () => now,
    register: (name = id, more = {}) => registerAgent(deps)(owner, name, { ...profile, ...more }),
    beat: (generation: number, draining = false, name = id) => receiveHeartbeat(deps)(owner, name, { generation, telemetry, draining }),
    drain: () => drainAgent(deps)(owner, id),
    leave: (generation?: number) => deregisterAgent(deps)(owner, id, generation),
    reserve: async (ticketId: string, name = id) => (await reserveAgents(deps)(owner, [{ agentId: name, ticketId }], new Date(now.getTime() + 10_000))).has(ticketId),
    discover: () => discoverAgents(deps)(owner, { capabilities: ['git'], limit: 10 }),
    agent: () => work.read(owner, ({ agents }) => agents.get(id)),
    verbs: () => work.entries.map(({ action }) => action.replace('registry.agent.', '')),
    checksWaiting: () => work.events.slice(delivered).filter(({ type }) => type === HEALTH_CHECK_DUE).length,
  };
}

describe('an agent', () => {
  test('that falls silent is degraded, unhealthy and removed, each once with an audit entry and an event, however often workers are told', async () => {
    const { register, pass, verbs, work, agent, checksWaiting } = world();
    await register();
    await pass(50, { times: 2 });
    expect(await agent()).toMatchObject({ status: 'degraded' });
    await pass(60, { times: 2 });
    expect(await agent()).toMatchObject({ status: 'unhealthy' });
    await pass(300, { times: 2 });
    await expect(agent()).rejects.toMatchObject({ code: 'not_found' });
    expect(verbs()).toEqual(['registered', 'status_changed', 'status_changed', 'removed']);
    const events = work.events.filter(({ type }) => type !== HEALTH_CHECK_DUE);
    expect(events.map(({ type, data }) => [type, data['revision']])).toEqual([['registry.agent.registered', 1], ['registry.agent.status_changed', 2], ['registry.agent.status_changed', 3], ['registry.agent.removed', 4]]);
    expect(checksWaiting()).toBe(0);
  });

  test('that is heard of again is healthy again; while it is, nothing but its heartbeats happens', async () => {
    const { register, beat, pass, agent, verbs } = world();
    const { generation } = await register();
    await pass(50);
    await beat(generation);
    expect(await agent()).toMatchObject({ status: 'healthy' });
    for (let minute = 0; minute < 20; minute += 1) {
      await pass(30);
      await beat(generation);
    }
    expect(verbs()).toEqual(['registered', 'status_changed', 'status_changed']);
  });

  test('is not blamed for silence while nobody could listen, and gets its time when somebody can', async () => {
    const { register, pass, listen, now, agent } = world();
    await register();
    listen(undefined);
    await pass(1000);
    expect(await agent()).toMatchObject({ status: 'healthy' });
    listen(now());
    await pass(40);
    expect(await agent()).toMatchObject({ status: 'healthy' });
    await pass(20);
    expect(await agent()).toMatchObject({ status: 'degraded' });
  });

  test('that registers again fences the process that was it before', async () => {
    const { register, beat, leave } = world();
    const first = await register();
    const second = await register();
    expect(second.generation).toBeGreaterThan(first.generation);
    await expect(beat(first.generation)).rejects.toMatchObject({ code: 'conflict' });
    await expect(leave(first.generation)).rejects.toMatchObject({ code: 'conflict' });
    await beat(second.generation);
    await leave();
    const third = await register();
    expect(third.generation).toBeGreaterThan(second.generation);
    await expect(beat(second.generation)).rejects.toMatchObject({ code: 'conflict' });
  });

  test('that was removed is told so, and an unknown id, too', async () => {
    const { register, beat, pass } = world();
    const { generation } = await register();
    await pass(400);
    await expect(beat(generation)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('is told to drain by the answer to its heartbeat, and gets no work from then on', async () => {
    const { register, beat, drain, discover, verbs } = world();
    const { generation } = await register();
    expect([(await discover()).length, (await beat(generation)).instructions]).toEqual([1, []]);
    await drain();
    await drain();
    expect([(await discover()).length, (await beat(generation)).instructions]).toEqual([0, ['drain']]);
    expect(verbs()).toEqual(['registered', 'drain_requested']);
  });

  test('must not be called as one of our paths', async () => {
    await expect(world().register('watch' as AgentId)).rejects.toMatchObject({ code: 'invalid', details: [{ field: '/agent_id' }] });
  });
});

describe('what became of tickets', () => {
  const ended = (ticketId: string, attempts = 1, agentId: string | null = 'a') => ({ aggregateId: ticketId, data: { ticket_id: ticketId, agent_id: agentId, attempts, required_capabilities: ['git'] } });

  test('changes the agent\'s trails once per ticket and attempt, and frees the slot', async () => {
    const { register, reserve, told, discover } = world();
    await register();
    const [one, two] = [randomUUID(), randomUUID()];
    expect([await reserve(one), await reserve(two), await reserve(randomUUID())]).toEqual([true, true, false]);
    await told({ type: 'tickets.ticket.completed', ...ended(one) });
    await told({ type: 'tickets.ticket.completed', ...ended(one) });
    await told({ type: 'tickets.ticket.failed', ...ended(two) });
    expect(await discover()).toEqual([expect.objectContaining({ freeSlots: 2, successRate: 0.5, pheromone: expect.closeTo(0.1), explored: false })]);
  });

  test('a lost lease counts as failure, and takes nothing from the agent that has the ticket by now', async () => {
    const { register, reserve, told, agent, work, owner } = world();
    await register();
    await register('b' as AgentId);
    const ticket = randomUUID();
    await reserve(ticket);
    await told({ type: 'tickets.ticket.lease_expired', ...ended(ticket, 1, 'b') });
    expect(await agent()).toMatchObject({ reservedSlots: 1 });
    await told({ type: 'tickets.ticket.lease_expired', ...ended(ticket, 2, 'a') });
    expect(await agent()).toMatchObject({ reservedSlots: 0 });
    const trails = await work.read(owner, (scope) => scope.trails.of([id, 'b' as AgentId], ['git']));
    expect([...trails.values()].map((known) => known.get('git')?.failures)).toEqual([1, 1]);
  });

  test('a cancelled ticket frees its slot and says nothing of the agent; a ticket without an agent concerns nobody', async () => {
    const { register, reserve, told, agent, work, owner } = world();
    await register();
    const ticket = randomUUID();
    await reserve(ticket);
    await told({ type: 'tickets.ticket.cancelled', ...ended(ticket) });
    await told({ type: 'tickets.ticket.completed', ...ended(randomUUID(), 1, null) });
    await told({ type: 'tickets.ticket.failed', ...ended(randomUUID(), 1, null) });
    expect(await agent()).toMatchObject({ reservedSlots: 0 });
    expect((await work.read(owner, ({ trails }) => trails.of([id], ['git']))).get(id)?.size).toBe(0);
  });

  test('a slot that was promised is free again when its time is over, or another agent has the ticket, and not while its own agent has it', async () => {
    const { register, beat, reserve, told, agent, pass } = world();
    const { generation } = await register(id, { slots: 3 });
    const [slow, mine, stolen] = [randomUUID(), randomUUID(), randomUUID()];
    for (const ticket of [slow, mine, stolen]) await reserve(ticket);
    const leased = (ticketId: string, agentId: string, planId: string | null) => told({ type: 'tickets.ticket.leased', aggregateId: ticketId, data: { ticket_id: ticketId, agent_id: agentId, plan_id: planId } });
    await leased(mine, 'a', 'a plan');
    await leased(stolen, 'b', 'a plan');
    await leased(slow, 'b', null);
    expect(await agent()).toMatchObject({ reservedSlots: 2 });
    await pass(20);
    await beat(generation);
    expect(await agent()).toMatchObject({ reservedSlots: 1 });
    await told({ type: 'tickets.ticket.completed', ...ended(mine) });
    expect(await agent()).toMatchObject({ reservedSlots: 0 });
  });
});
