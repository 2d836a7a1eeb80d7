import { heartbeatHandlers } from '../consumers/heartbeat-handlers.ts';
import type { HeartbeatTerms } from '../domain/heartbeat.ts';
import { after, heartbeatsInMemory, someone } from '../fakes/heartbeats-in-memory.ts';

const nightly: HeartbeatTerms = { name: 'nightly backup', enabled: true, intervalSeconds: 60, graceSeconds: 30, labels: { team: 'db' }, severity: 'high' };

async function withHeartbeat(terms: Partial<HeartbeatTerms> = {}) {
  const all = heartbeatsInMemory();
  const { heartbeat, token } = await all.createHeartbeat(all.ana, { ...nightly, ...terms });
  const handlers = heartbeatHandlers(all);
  /** Delivers the timers that are due, as the outbox does; answers how many there were. */
  const tick = async (): Promise<number> => {
    const due = all.work.events.filter((event) => event.type === 'integrations.heartbeat.check_due' && event.availableAt! <= all.now() && !all.delivered.has(event));
    for (const event of due) {
      all.delivered.add(event);
      await handlers['integrations.heartbeat.check_due']({ ...event, id: 'e', tenantId: all.ana.tenantId, occurredAt: all.now(), correlationId: '0'.repeat(32) });
    }
    return due.length;
  };
  const ping = () => all.pingHeartbeat(all.ana, heartbeat.id);
  const status = async () => (await all.getHeartbeat(all.ana, heartbeat.id)).status;
  return { ...all, heartbeat, token, tick, ping, status };
}

describe('a heartbeat', () => {
  test('waits for its first beat, however long that takes', async () => {
    const { at, tick, status, received } = await withHeartbeat();
    at(1_000_000);
    expect([await tick(), await status(), received]).toEqual([0, 'waiting', []]);
  });

  test('that is missed after interval and grace is an alert, once, and the next beat ends it', async () => {
    const { heartbeat, at, tick, ping, status, received, work } = await withHeartbeat();
    expect(await ping()).toMatchObject({ status: 'up', dueAt: after(90) });
    at(89);
    await tick();
    expect([await status(), received]).toEqual(['up', []]);
    at(90);
    await tick();
    expect(await status()).toBe('down');
    expect(received).toEqual([{
      labels: { alertname: 'HeartbeatMissed', heartbeat: 'nightly backup', severity: 'high', team: 'db' }, annotations: { summary: expect.stringContaining('last heard of at 2026-03-01T12:00:00.000Z') },
      startsAt: after(90), endsAt: undefined, source: 'integration', ends: 'by_word', ended: false, identity: { orchestrix_heartbeat: heartbeat.id },
    }]);
    at(500);
    await tick();
    expect(received).toHaveLength(1);
    await ping();
    expect(received[1]).toMatchObject({ ended: true, endsAt: after(500), identity: { orchestrix_heartbeat: heartbeat.id } });
    expect(work.events.map(({ type }) => type).filter((type) => !type.endsWith('check_due'))).toEqual(['integrations.heartbeat.missed', 'integrations.heartbeat.recovered']);
    expect(work.entries.map(({ action }) => action)).toEqual(['integrations.heartbeat.created', 'integrations.heartbeat.missed', 'integrations.heartbeat.recovered']);
  });

  test('that beats in time never is, and has one timer at a time', async () => {
    const { at, tick, ping, status, received } = await withHeartbeat();
    for (let second = 0; second < 1000; second += 30) {
      at(second);
      expect(await tick()).toBeLessThanOrEqual(1);
      await ping();
    }
    expect([await status(), received]).toEqual(['up', []]);
  });

  test('remembers when it fell silent and came back', async () => {
    const { ana, heartbeat, at, tick, ping, listHeartbeatChanges } = await withHeartbeat();
    await ping();
    at(100);
    await tick();
    at(200);
    await ping();
    expect((await listHeartbeatChanges(ana, heartbeat.id, { limit: 10 })).items.map(({ status, createdAt, lastPingAt }) => [status, createdAt, lastPingAt])).toEqual([['up', after(200), after(0)], ['down', after(100), after(0)], ['up', after(0), undefined]]);
  });

  test('with a shorter interval is missed earlier, and timers of before count no more', async () => {
    const { ana, heartbeat, at, tick, ping, status, updateHeartbeat, received } = await withHeartbeat();
    await ping();
    await updateHeartbeat(ana, heartbeat.id, { ...nightly, intervalSeconds: 10, graceSeconds: 0 }, 1);
    at(10);
    await tick();
    expect(await status()).toBe('down');
    at(90);
    await tick();
    expect(received).toHaveLength(1);
  });

  test('that is switched off or deleted while it is down ends its alert', async () => {
    for (const end of ['off', 'deleted'] as const) {
      const { ana, heartbeat, at, tick, ping, received, updateHeartbeat, deleteHeartbeat } = await withHeartbeat();
      await ping();
      at(90);
      await tick();
      if (end === 'off') expect(await updateHeartbeat(ana, heartbeat.id, { ...nightly, enabled: false }, undefined)).toMatchObject({ status: 'waiting' });
      else await deleteHeartbeat(ana, heartbeat.id, undefined);
      expect([end, received.map(({ ended }) => ended)]).toEqual([end, [false, true]]);
      at(1000);
      await tick();
      expect(received).toHaveLength(2);
    }
  });

  test('that is switched off remembers beats and nothing more', async () => {
    const { ping, tick, at, received } = await withHeartbeat({ enabled: false });
    expect(await ping()).toMatchObject({ status: 'waiting', lastPingAt: after(0) });
    at(1000);
    expect([await tick(), received]).toEqual([0, []]);
  });

  test('is pinged by whoever has its token, and by nobody with another or an old one', async () => {
    const { ana, heartbeat, token, pingByToken, rotateHeartbeatToken } = await withHeartbeat();
    const actorOf = () => ana;
    expect(token).toMatch(/^[0-9a-f]{32}$/);
    expect(await pingByToken(token, actorOf)).toMatchObject({ id: heartbeat.id, status: 'up' });
    await expect(pingByToken('0'.repeat(32), actorOf)).rejects.toMatchObject({ code: 'not_found' });
    const rotated = await rotateHeartbeatToken(ana, heartbeat.id);
    await expect(pingByToken(token, actorOf)).rejects.toMatchObject({ code: 'not_found' });
    expect(await pingByToken(rotated.token, actorOf)).toMatchObject({ status: 'up' });
  });

  test('is not there for another tenant', async () => {
    const { heartbeat, getHeartbeat, updateHeartbeat, deleteHeartbeat, pingHeartbeat, rotateHeartbeatToken, listHeartbeatChanges } = await withHeartbeat();
    const bob = someone();
    for (const attempt of [
      getHeartbeat(bob, heartbeat.id), updateHeartbeat(bob, heartbeat.id, nightly, undefined), deleteHeartbeat(bob, heartbeat.id, undefined), pingHeartbeat(bob, heartbeat.id), rotateHeartbeatToken(bob, heartbeat.id),
      listHeartbeatChanges(bob, heartbeat.id, { limit: 1 }),
    ]) await expect(attempt).rejects.toMatchObject({ code: 'not_found' });
  });

  test('has a name of its own, and the version that was read', async () => {
    const { ana, heartbeat, createHeartbeat, updateHeartbeat } = await withHeartbeat();
    await expect(createHeartbeat(ana, nightly)).rejects.toMatchObject({ code: 'conflict' });
    await expect(updateHeartbeat(ana, heartbeat.id, nightly, 7)).rejects.toMatchObject({ code: 'precondition_failed' });
  });
});
