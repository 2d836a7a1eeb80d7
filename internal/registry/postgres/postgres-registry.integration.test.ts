import { randomUUID } from 'node:crypto';
import { someActor, systemClock, useOwnDatabase, useTestPool, useTransactions } from '#test/support';
import type { AgentId } from '../domain/agent.ts';
import { agentOf, registryContract } from '../ports/registry.contract.ts';
import { checkAgentHealth } from '../service/check-agent-health.ts';
import { registerAgent } from '../service/register-agent.ts';
import { PostgresChangeListener, PostgresChangeSignal, PostgresHeartbeatReception } from './postgres-change-signal.ts';
import { postgresRegistry } from './postgres-registry.ts';

const work = postgresRegistry(useTransactions({ max: 8 }));
const admin = useTestPool('admin', 1);

registryContract('PostgresRegistry', () => work, someActor);

describe('the registry in PostgreSQL', () => {
  const profile = { name: 'builder', version: '1', capabilities: ['git'], labels: {}, slots: 3 };

  test('ten processes that register one id at once get ten generations, and revisions have no gaps', async () => {
    const owner = someActor();
    const register = registerAgent({ work, clock: systemClock });
    const agents = await Promise.all(Array.from({ length: 10 }, () => register(owner, 'a' as AgentId, profile)));
    expect(agents.map(({ generation }) => generation).toSorted((a, b) => a - b)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    const changes = await work.read(owner, (scope) => scope.changes.after(0, 100));
    expect(changes?.map(({ revision }) => revision)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
    expect(changes?.map(({ agent: { generation } }) => generation)).toEqual([1, 2, 3, 4, 5, 6, 7, 8, 9, 10]);
  });

  test('of ten tickets that want a slot at once, as many get one as there are', async () => {
    const owner = someActor();
    await work.run(owner, ({ agents }) => agents.put(agentOf(owner, 'a', { slots: 3 })));
    const times = { now: new Date(), until: new Date(Date.now() + 10_000) };
    const granted = await Promise.all(Array.from({ length: 10 }, () => work.run(owner, ({ reservations }) => reservations.reserve([{ agentId: 'a' as AgentId, ticketId: randomUUID() }], times))));
    expect(granted.filter(({ size }) => size > 0)).toHaveLength(3);
    expect(await work.read(owner, ({ agents }) => agents.get('a' as AgentId))).toMatchObject({ reservedSlots: 3 });
  });

  test('plans that reserve the same agents in any order never wait for each other in a circle', async () => {
    const owner = someActor();
    const ids = ['a', 'b', 'c', 'd'] as AgentId[];
    await work.run(owner, async ({ agents }) => {
      for (const id of ids) await agents.put(agentOf(owner, id, { slots: 100 }));
    });
    const times = { now: new Date(), until: new Date(Date.now() + 10_000) };
    const reserve = (order: readonly AgentId[]) => work.run(owner, ({ reservations }) => reservations.reserve(order.map((agentId) => ({ agentId, ticketId: randomUUID() })), times));
    const granted = await Promise.all(Array.from({ length: 24 }, (_, n) => reserve(n % 2 ? ids : ids.toReversed())));
    expect(granted.map(({ size }) => size)).toEqual(granted.map(() => 4));
  });

  test('workers that are told of one look at the same time look once', async () => {
    const owner = someActor();
    const clock = { now: () => new Date(Date.now() + passedMs) };
    let passedMs = 0;
    await registerAgent({ work, clock })(owner, 'a' as AgentId, profile);
    const dueAt = (await work.read(owner, ({ changes }) => changes.nextCheckAt()))!;
    passedMs = 60_000;
    const check = checkAgentHealth({ work, clock, reception: { since: async () => new Date(0) } });
    await Promise.allSettled(Array.from({ length: 5 }, () => check(owner, dueAt)));
    expect((await work.read(owner, ({ changes }) => changes.after(0, 10)))?.map(({ type, agent }) => `${type} ${agent.status}`)).toEqual(['registered healthy', 'status_changed degraded']);
    const { rows } = await admin.query("SELECT type, count(*)::int AS times FROM platform.outbox WHERE tenant_id = $1 GROUP BY type ORDER BY type", [owner.tenantId]);
    expect(rows).toEqual([{ type: 'registry.agent.registered', times: 1 }, { type: 'registry.agent.status_changed', times: 1 }, { type: 'registry.health.check_due', times: 2 }]);
  });

  test.each([
    ['an unknown status', "status = 'sick'", 'agents_status_known'],
    ['a negative promise', 'reserved_slots = -1', 'agents_reserved_slots_not_negative'],
    ['a load above 1', 'cpu = 1.5', 'agents_cpu_part'],
    ['no capability', "capabilities = '{}'", 'agents_capabilities_number'],
  ])('the database itself refuses %s', async (_, change, constraint) => {
    const owner = someActor();
    await work.run(owner, ({ agents }) => agents.put(agentOf(owner)));
    await expect(admin.query(`UPDATE registry.agents SET ${change} WHERE tenant_id = $1`, [owner.tenantId])).rejects.toMatchObject({ constraint });
  });
});

describe('the listening connection of an API process', () => {
  // Of its own: whoever listens is listed by database.
  const urls = useOwnDatabase();
  const pool = useTestPool('app', 2, urls);

  test('tells since when heartbeats can arrive, and rings the bells of the tenant that changed', async () => {
    const [reception, listener, signal] = [new PostgresHeartbeatReception(pool), new PostgresChangeListener(urls.app), new PostgresChangeSignal(pool)];
    expect(await reception.since()).toBeUndefined();
    await listener.start();
    try {
      expect(Math.abs((await reception.since())!.getTime() - Date.now())).toBeLessThan(60_000);
      const [mine, other] = [someActor().tenantId, someActor().tenantId];
      const [bell, quiet, end] = [listener.subscribe(mine), listener.subscribe(other), new AbortController()];
      const rung = bell.wait(20_000, end.signal);
      const ended = quiet.wait(20_000, end.signal);
      await signal.send(mine);
      expect(await rung).toBe('rung');
      expect(await bell.wait(1, end.signal)).toBe('late');
      end.abort();
      expect([await ended, await bell.wait(20_000, end.signal)]).toEqual(['ended', 'ended']);
      bell.close();
      quiet.close();
    } finally {
      await listener.stop();
    }
  });
});
