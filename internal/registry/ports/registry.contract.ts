import { randomUUID } from 'node:crypto';
import { type Actor, asTenantId, systemActor } from '#internal/kernel';
import { type Agent, type AgentId, type AgentProfile, heartbeat, registered } from '../domain/agent.ts';
import { afterOutcome } from '../domain/pheromone.ts';
import type { RegistryUnitOfWork } from './registry-unit-of-work.ts';

const noon = new Date('2026-03-01T12:00:00.000Z');
const later = (seconds: number): Date => new Date(noon.getTime() + seconds * 1000);

/** An agent of an actor's tenant. */
export const agentOf = (owner: Actor, id = 'a', profile: Partial<AgentProfile> = {}): Agent =>
  registered(
    { id: id as AgentId, tenantId: owner.tenantId, generation: 1 },
    { name: 'builder', version: '1.0.0', capabilities: ['run.shell', 'git'], labels: { zone: 'eu' }, slots: 2, ...profile },
    undefined,
    noon,
  );

/** Somebody of a tenant that nobody else uses. */
export const anyTenant = (): Actor => systemActor(asTenantId(randomUUID()), 'test', { correlationId: '4bf92f3577b34da6a3ce929d0e0e4736', via: 'test' });

/** What every registry promises. */
export function registryContract(name: string, open: () => RegistryUnitOfWork, someone: () => Actor = anyTenant): void {
  describe(`${name} keeps the registry's contract`, () => {
    async function withAgents(...profiles: readonly (readonly [id: string, profile?: Partial<AgentProfile>])[]) {
      const [work, owner] = [open(), someone()];
      const entered = profiles.map(([id, profile]) => agentOf(owner, id, profile));
      await work.run(owner, async ({ agents }) => {
        for (const agent of entered) await agents.put(agent);
      });
      return { work, owner, agents: entered };
    }
    const idsOf = (agents: readonly Agent[]) => agents.map(({ id }) => id);
    const ticket = () => randomUUID();
    const until = { now: noon, until: later(10) };

    test('gives back what was put, and another registration takes its place', async () => {
      const { work, owner, agents: [agent] } = await withAgents(['a', { address: 'http://a:1' }]);
      expect(await work.read(owner, ({ agents }) => agents.get('a' as AgentId))).toEqual(agent);
      const again = { ...agentOf(owner, 'a', { capabilities: ['other'] }), generation: 2 };
      await work.run(owner, async ({ agents }) => {
        expect(await agents.lockForRegistration('a' as AgentId)).toEqual(agent);
        await agents.put(again);
      });
      expect(await work.read(owner, ({ agents }) => agents.list({ capability: 'git' }, { limit: 5 }))).toEqual({ items: [] });
      expect((await work.read(owner, ({ agents }) => agents.list({ capability: 'other' }, { limit: 5 }))).items).toEqual([again]);
    });

    test('an agent of another tenant does not exist', async () => {
      const { work } = await withAgents(['a']);
      const stranger = someone();
      await expect(work.read(stranger, ({ agents }) => agents.get('a' as AgentId))).rejects.toMatchObject({ code: 'not_found' });
      await expect(work.run(stranger, ({ agents }) => agents.lock('a' as AgentId))).rejects.toMatchObject({ code: 'not_found' });
      expect((await work.run(stranger, ({ reservations }) => reservations.reserve([{ agentId: 'a' as AgentId, ticketId: ticket() }], until))).size).toBe(0);
      expect(await work.read(stranger, async ({ agents, changes }) => [await agents.any(), await changes.revision()])).toEqual([false, 0]);
    });

    test('lists in the order of ids, page by page, by status, capability and labels', async () => {
      const { work, owner } = await withAgents(['c'], ['a', { labels: { zone: 'us', tier: '1' } }], ['b', { capabilities: ['git'] }]);
      const list = (filter: object, page = {}) => work.read(owner, ({ agents }) => agents.list(filter, { limit: 2, ...page }));
      const first = await list({});
      expect([idsOf(first.items), first.next]).toEqual([['a', 'b'], ['b']]);
      expect(idsOf((await list({}, { after: first.next })).items)).toEqual(['c']);
      expect(idsOf((await list({ capability: 'run.shell' })).items)).toEqual(['a', 'c']);
      expect(idsOf((await list({ labels: { zone: 'us' } })).items)).toEqual(['a']);
      expect(idsOf((await list({ status: ['degraded', 'unhealthy'] })).items)).toEqual([]);
    });

    test('finds free agents: healthy, not draining, with all capabilities, labels and a slot', async () => {
      const { work, owner, agents: [a, b] } = await withAgents(['a'], ['b'], ['c', { capabilities: ['git'] }], ['d', { labels: {} }], ['e', { slots: 1 }]);
      await work.run(owner, async ({ agents, reservations }) => {
        await agents.save({ ...a!, draining: true });
        await agents.save(heartbeat(b!, { generation: 1, draining: false, telemetry: { cpu: 0.5, memory: 0.25, inFlight: 1, queued: 0 } }, later(5)));
        expect((await reservations.reserve([{ agentId: 'e' as AgentId, ticketId: ticket() }], until)).size).toBe(1);
      });
      const free = await work.read(owner, ({ agents }) => agents.findFree({ capabilities: ['git', 'run.shell'], labels: { zone: 'eu' }, limit: 10 }));
      expect(free).toEqual([expect.objectContaining({ id: 'b', lastHeartbeatAt: later(5), telemetry: { cpu: 0.5, memory: 0.25, inFlight: 1, queued: 0 } })]);
    });

    describe('promises slots', () => {
      async function promising(...profiles: readonly (readonly [id: string, profile?: Partial<AgentProfile>])[]) {
        const { work, owner } = await withAgents(...profiles);
        return {
          work,
          owner,
          /** Pairs of agent and ticket; answers the tickets that have a slot. */
          reserve: async (...pairs: readonly (readonly [string, string])[]) => {
            const promises = pairs.map(([agentId, ticketId]) => ({ agentId: agentId as AgentId, ticketId }));
            return [...(await work.run(owner, ({ reservations }) => reservations.reserve(promises, until)))];
          },
          release: (ticketId: string, of?: string) => work.run(owner, ({ reservations }) => reservations.release(ticketId, of as AgentId)),
          leased: (agentId: string, ticketId: string) => work.run(owner, ({ reservations }) => reservations.leased({ agentId: agentId as AgentId, ticketId })),
          end: (seconds: number) => work.run(owner, ({ reservations }) => reservations.releaseEnded(later(seconds))),
          reserved: async (agent: string) => (await work.read(owner, ({ agents }) => agents.get(agent as AgentId))).reservedSlots,
        };
      }

      test('no more than there are, one per ticket, and takes them back', async () => {
        const { work, owner, reserve, release, reserved } = await promising(['a', { slots: 1 }], ['b']);
        const [one, two, three] = [ticket(), ticket(), ticket()];
        expect([await reserve(['a', one]), await reserve(['a', one]), await reserve(['a', two]), await reserve(['b', one])]).toEqual([[one], [one], [], []]);
        await release(one, 'b');
        expect(await reserve(['a', two])).toEqual([]);
        await release(one);
        await release(one);
        expect(await reserve(['nobody', one], ['a', two], ['b', three], ['a', one])).toEqual([two, three]);
        expect([await reserved('a'), await reserved('b')]).toEqual([1, 1]);
        await work.run(owner, ({ agents }) => agents.remove('a' as AgentId));
        expect(await reserve(['b', two])).toEqual([two]);
      });

      test('until their time is over, unless their agent has leased the ticket by then', async () => {
        const { reserve, leased, end, reserved } = await promising(['a', { slots: 3 }], ['b']);
        const [kept, stolen, forgotten] = [ticket(), ticket(), ticket()];
        await reserve(['a', kept], ['a', stolen], ['a', forgotten]);
        await leased('a', kept);
        await leased('b', stolen);
        await leased('b', ticket());
        expect([await reserved('a'), await reserved('b')]).toEqual([2, 0]);
        await end(9);
        expect(await reserved('a')).toBe(2);
        await end(10);
        await end(10);
        expect(await reserved('a')).toBe(1);
        expect((await reserve(['a', forgotten], ['a', stolen])).toSorted()).toEqual([forgotten, stolen].toSorted());
      });
    });

    test('tells who has been silent, the longest silence first', async () => {
      const { work, owner, agents: [a] } = await withAgents(['a'], ['b']);
      await work.run(owner, ({ agents }) => agents.save({ ...a!, lastHeartbeatAt: later(10) }));
      const silent = (seconds: number) => work.run(owner, async ({ agents }) => idsOf(await agents.lockSilent(later(seconds), 5)));
      expect([await silent(0), await silent(1), await silent(11)]).toEqual([[], ['b'], ['b', 'a']]);
    });

    test('keeps trails by agent and capability, also of an agent that has left, and counts an attempt once', async () => {
      const { work, owner } = await withAgents(['a']);
      const [agent, attempt] = ['a' as AgentId, { ticketId: ticket(), attempt: 1 }];
      const counted = await work.run(owner, async ({ trails }) => {
        const locked = await trails.lock(agent, ['git', 'run.shell']);
        await trails.save(agent, new Map([...locked].map(([capability, trail]) => [capability, afterOutcome(trail, 'success', noon)])));
        return [await trails.countOnce(attempt, noon), await trails.countOnce(attempt, noon), await trails.countOnce({ ...attempt, attempt: 2 }, noon)];
      });
      expect(counted).toEqual([true, false, true]);
      await work.run(owner, ({ agents }) => agents.remove(agent));
      const known = () => work.read(owner, ({ trails }) => trails.of([agent], ['git', 'other']));
      expect((await known()).get(agent)).toEqual(new Map([['git', { value: expect.closeTo(0.2), at: noon, successes: 1, failures: 0 }]]));
      await work.run(owner, ({ trails }) => trails.forget({ attempts: later(1), trails: later(1) }));
      expect((await known()).get(agent)?.size ?? 0).toBe(0);
      expect(await work.run(owner, ({ trails }) => trails.countOnce(attempt, noon))).toBe(true);
    });

    test('numbers changes without gaps and hands them out in order, as long as they are kept', async () => {
      const { work, owner, agents: [agent] } = await withAgents(['a']);
      const append = (times: number) => work.run(owner, ({ changes }) => changes.append(Array.from({ length: times }, () => ({ type: 'status_changed' as const, agent: agent! })), noon));
      const after = (revision: number, limit = 10) => work.read(owner, ({ changes }) => changes.after(revision, limit));
      expect(await after(0)).toEqual([]);
      expect([await append(1), await append(2)]).toEqual([[1], [2, 3]]);
      expect(await after(1, 1)).toEqual([{ revision: 2, type: 'status_changed', agent, occurredAt: noon }]);
      expect([await after(3), await after(4), (await after(0))?.length]).toEqual([[], undefined, 3]);
      await append(1000);
      expect([await after(2), (await after(3, 1))?.[0]?.revision]).toEqual([undefined, 4]);
    });

    test('hands out generations that only grow, and moves the next look at health from one time to the next, once', async () => {
      const { work, owner } = await withAgents();
      const move = (from: Date | undefined, to: Date | undefined) => work.run(owner, ({ changes }) => changes.moveCheck(from, to));
      const generation = () => work.run(owner, ({ changes }) => changes.nextGeneration());
      expect([await generation(), await generation()]).toEqual([1, 2]);
      expect([await move(undefined, later(1)), await move(undefined, later(2)), await move(later(1), later(2))]).toEqual([true, false, true]);
      expect(await work.read(owner, ({ changes }) => changes.nextCheckAt())).toEqual(later(2));
      expect([await move(later(2), undefined), await work.read(owner, ({ changes }) => changes.nextCheckAt())]).toEqual([true, undefined]);
    });
  });
}
