import { JqExpressions } from '#pkg/jq';
import { integrationsInMemory, monitor, noon, someone } from '../fakes/integrations-in-memory.ts';
import type { Delivery } from './receive-events.ts';

const expressions = new JqExpressions({ cpuMs: 1000 });
afterAll(() => expressions.close());

const down = { state: 'down', check: 'Card payments', service: 'checkout', message: '12 % fail', level: 'Fatal', since: 1_767_225_600 };
const delivery = (json: unknown, unique?: string): Delivery => ({ body: Buffer.from(JSON.stringify(json)), payload: { json: json as never }, unique, bySecret: true });

async function withMonitor(terms: Partial<typeof monitor> = {}) {
  const all = integrationsInMemory(expressions);
  const { integration } = await all.createIntegration(all.ana, { ...monitor, ...terms });
  return { ...all, integration, receive: (json: unknown, unique?: string) => all.receiveEvents(all.ana, integration.id, delivery(json, unique)) };
}

describe('receiveEvents', () => {
  test('hands mapped alerts to the intake and keeps a receipt of it', async () => {
    const { ana, integration, receive, received, getReceipt } = await withMonitor();
    const receipt = await receive({ alerts: [down] });
    expect(received).toEqual([{
      labels: { alertname: 'Card payments', service: 'checkout', team: 'payments', severity: 'critical' }, annotations: { summary: '12 % fail' }, startsAt: new Date(1_767_225_600_000), endsAt: undefined,
      generatorUrl: undefined, source: 'integration', ends: 'by_word', ended: false, identity: { alertname: 'Card payments', service: 'checkout', orchestrix_integration: integration.id },
    }]);
    expect(receipt).toMatchObject({ status: 'accepted', accepted: 1, refused: 0, items: [{ index: 0, outcome: 'opened', alertId: expect.any(String) }], createdAt: noon });
    expect(await getReceipt(ana, integration.id, receipt.id)).toEqual(receipt);
  });

  test('items that make no sense do not keep the others out, and say where they are wrong', async () => {
    const { receive, received } = await withMonitor();
    const receipt = await receive({ alerts: [{ ...down, state: 'sideways' }, down, { ...down, check: null }, { ...down, since: 'yesterday' }, 'text', { ...down, state: 'test' }] });
    expect(received).toHaveLength(1);
    expect(receipt).toMatchObject({ status: 'partly', accepted: 2, refused: 4 });
    expect(receipt.items.map(({ index, outcome, reasons }) => [index, outcome, reasons[0]?.field])).toEqual([
      [0, 'refused', '/status'], [2, 'refused', '/labels/alertname'], [3, 'refused', '/starts_at'], [4, 'refused', '/status'], [1, 'opened', undefined], [5, 'ignored', '/status'],
    ]);
  });

  test('what the intake refuses is refused by place and field', async () => {
    const { receive } = await withMonitor({ labels: { bad: 'x' } });
    expect(await receive({ alerts: [down] })).toMatchObject({ status: 'refused', items: [{ index: 0, outcome: 'refused', reasons: [{ field: '/labels', reason: 'no' }] }] });
  });

  test('an acknowledgement goes to the alert of that identity, and one of nothing is ignored', async () => {
    const { receive, acknowledged, received } = await withMonitor();
    const receipt = await receive({ alerts: [{ ...down, state: 'SEEN' }, { ...down, state: 'seen', service: 'gone' }] });
    expect(acknowledged[0]).toMatchObject({ alertname: 'Card payments', service: 'checkout' });
    expect(receipt.items.map(({ outcome }) => outcome)).toEqual(['acknowledged', 'ignored']);
    expect(received).toEqual([]);
  });

  test('a body that is not JSON, or that the mapping finds nothing in, has a receipt, too', async () => {
    const { ana, integration, receiveEvents, receive } = await withMonitor();
    expect(await receiveEvents(ana, integration.id, { body: Buffer.from('{'), payload: { problem: 'is not JSON' }, bySecret: true })).toMatchObject({ status: 'refused', items: [{ reasons: [{ field: '', reason: 'is not JSON' }] }] });
    expect(await receive('text')).toMatchObject({ status: 'refused', items: [{ reasons: [{ field: '', reason: expect.stringContaining('Cannot index') }] }] });
    expect(await receive({ alerts: Array.from({ length: 1001 }, () => down) })).toMatchObject({ status: 'refused', items: [{ reasons: [{ reason: 'the body has more than 1000 items' }] }] });
    expect(await receive({ alerts: [] })).toMatchObject({ status: 'accepted', accepted: 0 });
  });

  test('the very same delivery again is answered with the receipt of the first time', async () => {
    const { receive, received } = await withMonitor();
    const first = await receive({ alerts: [down] }, 'message-1');
    expect(await receive({ alerts: [down] }, 'message-1')).toEqual(first);
    expect(received).toHaveLength(1);
    expect((await receive({ alerts: [down] }, 'message-2')).id).not.toBe(first.id);
  });

  test('keeps the beginning of a large body, and its digest', async () => {
    const { receive } = await withMonitor();
    const receipt = await receive({ alerts: [down], padding: 'x'.repeat(100_000) });
    expect([receipt.payload.length, receipt.bodyBytes > 100_000, receipt.bodyDigest.length]).toEqual([16_384, true, 64]);
  });

  test('labels that the tenant names tell its alerts apart, and an alert of a sender without ends expires', async () => {
    const { integration, receive, received } = await withMonitor({ fingerprintLabels: ['service'], autoResolveSeconds: 600, defaultSeverity: 'low' });
    await receive({ alerts: [{ ...down, level: 'unheard of' }] });
    expect(received[0]).toMatchObject({ identity: { service: 'checkout', orchestrix_integration: integration.id }, ends: 'by_time', endsAt: new Date(noon.getTime() + 600_000), labels: { severity: 'low' } });
  });

  test('is refused by an integration that is switched off, and by another tenant’s', async () => {
    const { integration, receive, receiveEvents } = await withMonitor({ enabled: false });
    await expect(receive({ alerts: [down] })).rejects.toMatchObject({ code: 'conflict' });
    await expect(receiveEvents(someone(), integration.id, delivery({}))).rejects.toMatchObject({ code: 'not_found' });
  });

  test('takes an API key only where the integration says so', async () => {
    const { ana, integration, receiveEvents } = await withMonitor();
    await expect(receiveEvents(ana, integration.id, { ...delivery({ alerts: [down] }), bySecret: false })).rejects.toMatchObject({ code: 'forbidden' });
  });
});

describe('previewEvents', () => {
  test('says what would become of a body and stores nothing', async () => {
    const { ana, integration, previewEvents, received, listReceipts } = await withMonitor();
    expect(await previewEvents(ana, integration.id, { alerts: [down, { ...down, state: '?' }] })).toMatchObject([{ kind: 'alert', alert: { labels: { alertname: 'Card payments' } } }, { kind: 'refused' }]);
    expect([received, (await listReceipts(ana, integration.id, undefined, { limit: 10 })).items]).toEqual([[], []]);
    await expect(previewEvents(someone(), integration.id, {})).rejects.toMatchObject({ code: 'not_found' });
  });
});
