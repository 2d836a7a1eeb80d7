import { useTestPool } from '#test/support';
import type { ProductClient } from '../support/product-client.ts';
import { labelIs } from '../support/product-entities.ts';
import { useProduct } from '../support/product-suite.ts';

interface Line {
  readonly seq: number;
  readonly action: string;
  readonly prev_hash: string;
  readonly hash: string;
}

describe('the audit log', () => {
  const suite = useProduct();
  const admin = useTestPool('admin', 1, suite.urls);
  let ana: ProductClient;
  let tenantId: string;
  let ruleId: string;

  beforeAll(async () => {
    ana = await suite.product.as('ana');
    tenantId = (await ana.call('whoAmI')).body.tenant!.id;
    const settings = { name: 'slow checkout', matchers: [labelIs('alertname', 'Slow')] };
    const { body: rule } = await ana.call('createAlertRule', { body: settings });
    ruleId = rule.id;
    await ana.call('updateAlertRule', { path: { ruleId }, headers: { 'If-Match': '"1"' }, body: { ...settings, severity: 'critical' } });
    await ana.call('deleteAlertRule', { path: { ruleId }, headers: { 'If-Match': '"2"' } });
    await suite.product.stopWorker(); // nobody else writes from here on
  });

  const exported = async (): Promise<Line[]> => {
    const { body } = await ana.send('exportAuditLogs');
    return String(body).trimEnd().split('\n').map((line) => JSON.parse(line) as Line);
  };

  test('says who changed what, from what, to what, through what and from where', async () => {
    const { items } = (await ana.call('listAuditLogs', { query: { entity_id: ruleId } })).body;
    const { subject } = (await ana.call('whoAmI')).body;
    expect(items.map(({ action, operation }) => [action, operation])).toEqual([
      ['alerting.alert_rule.deleted', 'deleteAlertRule'],
      ['alerting.alert_rule.updated', 'updateAlertRule'],
      ['alerting.alert_rule.created', 'createAlertRule'],
    ]);
    expect(items[1]).toMatchObject({ actor: subject, actor_kind: 'user', ip: '127.0.0.1', before: { severity: null }, after: { severity: 'critical' } });
    expect(items[2]!.before).toBeNull();
    expect(items[0]!.after).toBeNull();
  });

  test('keeps nothing about what was refused or only read', async () => {
    const before = (await exported()).length;
    await ana.send('createAlertRule', { body: { name: 'no matchers', matchers: [] } });
    await ana.send('getAlertRule', { path: { ruleId } });
    await (await suite.product.as('victor')).send('createAlertRule', { body: {} });
    expect((await exported()).length - before).toBeLessThanOrEqual(1); // Victor's first request binds his invitation
  });

  test('is exported line by line as one chain without gaps, the same that lists show', async () => {
    const lines = await exported();
    const inOrder = [...lines].sort((a, b) => a.seq - b.seq);
    expect(inOrder.map(({ seq }) => seq)).toEqual(inOrder.map((_, index) => index + 1));
    expect(inOrder.slice(1).map(({ prev_hash: hash }) => hash)).toEqual(inOrder.slice(0, -1).map(({ hash }) => hash));
    const { items } = (await ana.call('listAuditLogs', { query: { limit: 500 } })).body;
    expect([...items].sort((a, b) => a.seq - b.seq)).toEqual(inOrder);
  });

  test('is intact, until somebody with the keys of the database changes a row, which is named', async () => {
    const lines = await exported();
    expect((await ana.call('verifyAuditLog')).body).toMatchObject({ intact: true, verified_entries: lines.length, first_broken: null });
    const { seq } = lines.find(({ action }) => action === 'alerting.alert_rule.updated')!;
    await admin.query('ALTER TABLE audit.audit_log DISABLE TRIGGER USER');
    await admin.query(`UPDATE audit.audit_log SET actor = 'somebody else' WHERE tenant_id = $1 AND seq = $2`, [tenantId, seq]);
    expect((await ana.call('verifyAuditLog')).body).toMatchObject({ intact: false, verified_entries: seq - 1, first_broken: { seq, reason: 'content_differs' } });
    await admin.query('DELETE FROM audit.audit_log WHERE tenant_id = $1 AND seq = $2', [tenantId, seq]);
    expect((await ana.call('verifyAuditLog')).body).toMatchObject({ intact: false, first_broken: { seq, reason: 'missing_row' } });
  });
});
