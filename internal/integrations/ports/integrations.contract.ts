import { randomUUID } from 'node:crypto';
import { asTenantId, type Actor } from '#internal/kernel';
import type { Integration, IntegrationId } from '../domain/integration.ts';
import type { Heartbeat, HeartbeatChange, HeartbeatChangeId, HeartbeatId } from '../domain/heartbeat.ts';
import type { Receipt, ReceiptId } from '../domain/receipt.ts';
import type { HeartbeatDirectory } from './heartbeat-repository.ts';
import type { IntegrationDirectory, IntegrationsUnitOfWork } from './integrations-unit-of-work.ts';

const noon = new Date('2026-03-01T12:00:00.000Z');
export const anyone = (): Actor => ({ tenantId: asTenantId(randomUUID()), subject: 'ana', kind: 'user', correlationId: '0'.repeat(32), via: 'test' });

export const integrationOf = ({ tenantId }: Actor, terms: Partial<Integration> = {}): Integration => ({
  id: randomUUID() as IntegrationId, tenantId, name: `sender ${randomUUID()}`, kind: 'generic', enabled: true, authentication: { kind: 'header', header: 'X-Secret' }, sealedSecret: 'sealed',
  labels: { team: 'a' }, defaultSeverity: 'high', fingerprintLabels: ['alertname'], autoResolveSeconds: 60, mapping: { labels: { alertname: '.name' } }, createdAt: noon, updatedAt: noon, version: 1, ...terms,
});
export const receiptOf = ({ id }: Integration, terms: Partial<Receipt> = {}): Receipt => ({
  id: randomUUID() as ReceiptId, integrationId: id, status: 'partly', accepted: 1, refused: 1, items: [{ index: 1, outcome: 'refused', reasons: [{ field: '/labels', reason: 'no' }] }],
  bodyDigest: 'a'.repeat(64), bodyBytes: 3, payload: Buffer.from([0, 255, 1]), createdAt: noon, ...terms,
});

export const heartbeatOf = ({ tenantId }: Actor, terms: Partial<Heartbeat> = {}): Heartbeat => ({
  id: randomUUID() as HeartbeatId, tenantId, name: `beat ${randomUUID()}`, enabled: true, intervalSeconds: 60, graceSeconds: 5, labels: { team: 'a' }, severity: 'high',
  tokenDigest: randomUUID().replaceAll('-', '').repeat(2), status: 'waiting', timer: 0, createdAt: noon, updatedAt: noon, version: 1, ...terms,
});
const changeOf = ({ id }: Heartbeat, terms: Partial<HeartbeatChange> = {}): HeartbeatChange => ({ id: randomUUID() as HeartbeatChangeId, heartbeatId: id, status: 'down', lastPingAt: noon, createdAt: noon, ...terms });

/** What every store of integrations promises. `someone` belongs to a tenant that exists. */
export function integrationsContract(name: string, open: () => { readonly work: IntegrationsUnitOfWork; readonly directory: IntegrationDirectory & HeartbeatDirectory }, someone: () => Actor = anyone): void {
  describe(`${name} keeps the integrations contract`, () => {
    const setup = async (terms: Partial<Integration> = {}) => {
      const { work, directory } = open();
      const owner = someone();
      const integration = integrationOf(owner, terms);
      await work.run(owner, ({ integrations }) => integrations.add(integration));
      return { work, directory, owner, integration };
    };

    test('an integration comes back as it was stored, with all it may have and with the least', async () => {
      const { work, owner, integration } = await setup();
      const { sealedSecret: _, defaultSeverity: __, autoResolveSeconds: ___, mapping: ____, ...least } = integrationOf(owner, { kind: 'alertmanager', authentication: { kind: 'api_key' }, createdAt: new Date(noon.getTime() + 1) });
      await work.run(owner, ({ integrations }) => integrations.add(least));
      expect(await work.read(owner, ({ integrations }) => integrations.list({ limit: 10 }))).toEqual({ items: [least, integration] });
      expect(await work.read(owner, ({ integrations }) => integrations.count())).toBe(2);
    });

    test('a name is taken once in a tenant, also by a change; another tenant may take it', async () => {
      const { work, owner, integration } = await setup();
      const other = integrationOf(owner);
      await work.run(owner, ({ integrations }) => integrations.add(other));
      await expect(work.run(owner, ({ integrations }) => integrations.add(integrationOf(owner, { name: integration.name })))).rejects.toMatchObject({ code: 'conflict' });
      await expect(work.run(owner, ({ integrations }) => integrations.save({ ...other, name: integration.name }))).rejects.toMatchObject({ code: 'conflict' });
      const stranger = someone();
      await work.run(stranger, ({ integrations }) => integrations.add(integrationOf(stranger, { name: integration.name })));
    });

    test('a change is stored once per version', async () => {
      const { work, owner, integration } = await setup();
      await work.run(owner, ({ integrations }) => integrations.save({ ...integration, enabled: false }));
      await expect(work.run(owner, ({ integrations }) => integrations.save(integration))).rejects.toMatchObject({ code: 'conflict' });
      expect(await work.read(owner, ({ integrations }) => integrations.get(integration.id))).toMatchObject({ enabled: false, version: 2 });
    });

    test('another tenant sees nothing of it', async () => {
      const { work, owner, integration } = await setup();
      const receipt = receiptOf(integration);
      await work.run(owner, ({ receipts }) => receipts.add(receipt));
      const stranger = someone();
      await expect(work.read(stranger, ({ integrations }) => integrations.get(integration.id))).rejects.toMatchObject({ code: 'not_found' });
      await expect(work.run(stranger, ({ integrations }) => integrations.lock(integration.id))).rejects.toMatchObject({ code: 'not_found' });
      await expect(work.read(stranger, ({ receipts }) => receipts.get(integration.id, receipt.id))).rejects.toMatchObject({ code: 'not_found' });
      expect(await work.read(stranger, ({ receipts }) => receipts.list(integration.id, undefined, { limit: 10 }))).toEqual({ items: [] });
      await work.run(stranger, ({ integrations }) => integrations.remove(integration.id));
      expect(await work.read(owner, ({ integrations }) => integrations.get(integration.id))).toEqual(integration);
    });

    test('the directory finds it without a tenant, by its id and by its token', async () => {
      const tokenDigest = randomUUID().replaceAll('-', '').repeat(2);
      const { directory, owner, integration } = await setup({ tokenDigest });
      const place = { tenantId: owner.tenantId, id: integration.id };
      expect([await directory.byId(integration.id), await directory.byToken(tokenDigest)]).toMatchObject([place, place]);
      expect([await directory.byId(randomUUID()), await directory.byToken('0'.repeat(64))]).toEqual([undefined, undefined]);
    });

    test('a receipt comes back as it was stored, is listed by status, and goes with its integration', async () => {
      const { work, owner, integration } = await setup();
      const [first, second] = [receiptOf(integration), receiptOf(integration, { status: 'accepted', createdAt: new Date(noon.getTime() + 1) })];
      await work.run(owner, async ({ receipts }) => [await receipts.add(first), await receipts.add(second)]);
      expect(await work.read(owner, ({ receipts }) => receipts.get(integration.id, first.id))).toEqual(first);
      expect((await work.read(owner, ({ receipts }) => receipts.list(integration.id, undefined, { limit: 10 }))).items).toEqual([second, first]);
      expect((await work.read(owner, ({ receipts }) => receipts.list(integration.id, 'partly', { limit: 10 }))).items).toEqual([first]);
      await work.run(owner, ({ integrations }) => integrations.remove(integration.id));
      await expect(work.read(owner, ({ receipts }) => receipts.get(integration.id, first.id))).rejects.toMatchObject({ code: 'not_found' });
    });

    test('a replay key is stored once per integration', async () => {
      const { work, owner, integration } = await setup();
      const replayKey = 'b'.repeat(64);
      const first = receiptOf(integration, { replayKey });
      const add = (receipt: Receipt) => work.run(owner, ({ receipts }) => receipts.add(receipt));
      expect([await add(first), await add(receiptOf(integration, { replayKey })), await add(receiptOf(integration))]).toEqual([true, false, true]);
      expect(await work.read(owner, ({ receipts }) => receipts.byReplayKey(integration.id, replayKey))).toEqual(first);
    });

    test('a heartbeat comes back as it was stored; beats change what they change and no version', async () => {
      const { work, directory } = open();
      const owner = someone();
      const heartbeat = heartbeatOf(owner);
      await work.run(owner, ({ heartbeats }) => heartbeats.add(heartbeat));
      const get = () => work.read(owner, ({ heartbeats }) => heartbeats.get(heartbeat.id));
      expect(await get()).toEqual(heartbeat);
      const up: Heartbeat = { ...heartbeat, status: 'up', lastPingAt: noon, dueAt: noon, timer: 3 };
      await work.run(owner, ({ heartbeats }) => heartbeats.saveBeat(up));
      expect(await get()).toEqual(up);
      await work.run(owner, ({ heartbeats }) => heartbeats.save({ ...up, name: `renamed ${up.name}` }));
      expect(await get()).toMatchObject({ version: 2, timer: 3 });
      expect(await directory.heartbeatByToken(heartbeat.tokenDigest)).toMatchObject({ tenantId: owner.tenantId, id: heartbeat.id });
      expect(await directory.heartbeatByToken('0'.repeat(64))).toBeUndefined();
      expect([await work.read(owner, ({ heartbeats }) => heartbeats.count()), (await work.read(owner, ({ heartbeats }) => heartbeats.list({ limit: 10 }))).items.length]).toEqual([1, 1]);
    });

    test('a heartbeat has a name of its own, and is not there for another tenant', async () => {
      const { work } = open();
      const [owner, stranger] = [someone(), someone()];
      const [one, other] = [heartbeatOf(owner), heartbeatOf(owner)];
      await work.run(owner, async ({ heartbeats }) => {
        await heartbeats.add(one);
        await heartbeats.add(other);
      });
      await expect(work.run(owner, ({ heartbeats }) => heartbeats.add(heartbeatOf(owner, { name: one.name })))).rejects.toMatchObject({ code: 'conflict' });
      await expect(work.run(owner, ({ heartbeats }) => heartbeats.save({ ...other, name: one.name }))).rejects.toMatchObject({ code: 'conflict' });
      await expect(work.read(stranger, ({ heartbeats }) => heartbeats.get(one.id))).rejects.toMatchObject({ code: 'not_found' });
      await expect(work.run(stranger, ({ heartbeats }) => heartbeats.lock(one.id))).rejects.toMatchObject({ code: 'not_found' });
      await work.run(stranger, ({ heartbeats }) => heartbeats.remove(one.id));
      expect(await work.read(owner, ({ heartbeats }) => heartbeats.get(one.id))).toEqual(one);
    });

    test('the history of a heartbeat is listed, forgotten when it is old, and goes with it', async () => {
      const { work, directory } = open();
      const owner = someone();
      const heartbeat = heartbeatOf(owner);
      const { lastPingAt: _, ...first } = changeOf(heartbeat, { status: 'up' });
      const later = changeOf(heartbeat, { createdAt: new Date(noon.getTime() + 1) });
      const old = changeOf(heartbeat, { createdAt: new Date('2020-01-01T00:00:00Z') });
      await work.run(owner, async ({ heartbeats }) => {
        await heartbeats.add(heartbeat);
        for (const change of [first, later, old]) await heartbeats.addChange(change);
      });
      expect(await directory.pruneChanges(new Date('2020-01-02T00:00:00Z'), 1000)).toBeGreaterThanOrEqual(1);
      const changes = () => work.read(owner, ({ heartbeats }) => heartbeats.changesOf(heartbeat.id, { limit: 10 }));
      expect(await changes()).toEqual({ items: [later, first] });
      await work.run(owner, ({ heartbeats }) => heartbeats.remove(heartbeat.id));
      expect(await changes()).toEqual({ items: [] });
    });

    test('old receipts are forgotten, and nothing else', async () => {
      const { work, directory, owner, integration } = await setup();
      const old = receiptOf(integration, { createdAt: new Date('2020-01-01T00:00:00Z') });
      const recent = receiptOf(integration);
      await work.run(owner, async ({ receipts }) => [await receipts.add(old), await receipts.add(recent)]);
      expect(await directory.pruneReceipts(new Date('2020-01-02T00:00:00Z'), 1000)).toBeGreaterThanOrEqual(1);
      expect((await work.read(owner, ({ receipts }) => receipts.list(integration.id, undefined, { limit: 10 }))).items).toEqual([recent]);
    });
  });
}
