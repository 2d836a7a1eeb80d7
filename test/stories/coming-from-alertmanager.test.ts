import { useProduct } from '../support/product-suite.ts';

const file = `
route:
  receiver: calm
  group_by: [alertname]
  routes:
    - matchers: ['severity="critical"']
      receiver: loud
      continue: true
    - matchers: ['team=~"data.*"']
      mute_time_intervals: [weekends]
receivers:
  - name: calm
  - name: loud
    webhook_configs:
      - url: https://hooks.acme.example/loud
        http_config: { authorization: { credentials: s3cr3t-token } }
      - url_file: /etc/url
time_intervals:
  - name: weekends
    time_intervals: [{ weekdays: [saturday, sunday] }]
inhibit_rules:
  - { name: worst first, source_matchers: [severity="critical"], target_matchers: [severity="warning"], equal: [cluster] }
`;

describe('a team comes from Alertmanager', () => {
  const suite = useProduct();
  const yaml = { 'content-type': 'application/yaml' };

  test('with its file, sees what became of it, and asks before it happens', async () => {
    const oscar = await suite.product.as('oscar');
    const tried = (await oscar.send('importRouting', { query: { dry_run: 'true' }, headers: yaml, body: file })).body as { summary: object; version: number | null };
    expect(tried).toMatchObject({ dry_run: true, version: null, summary: { none: 1 } });
    expect((await oscar.send('getRouting')).status).toBe(404);

    const { status, body } = await oscar.send('importRouting', { headers: yaml, body: file });
    expect([status, body]).toMatchObject([200, { version: 1, receivers: { created: ['calm', 'loud'] }, elements: expect.arrayContaining([expect.objectContaining({ path: '/receivers/1/webhook_configs/1', outcome: 'none' })]) as unknown }]);
    const receivers = (await oscar.call('listReceivers')).body.items;
    expect(receivers.map(({ name, integrations }) => [name, integrations.map(({ kind, secrets }) => [kind, Object.keys(secrets)])])).toEqual(expect.arrayContaining([['calm', []], ['loud', [['webhook', ['authorization']]]]]));

    const exported = (await oscar.send('exportRouting')).body as string;
    expect(exported).toContain('credentials: <secret>');
    expect(exported).not.toContain('s3cr3t');
    expect((await oscar.send('importRouting', { headers: yaml, body: exported })).body).toMatchObject({ version: 1, receivers: { created: [], updated: ['calm', 'loud'] } });

    await oscar.call('createAlert', { body: { labels: { alertname: 'Down', severity: 'critical', cluster: 'eu' } } });
    const answer = (await oscar.call('testRouting', { body: { labels: { alertname: 'Slow', severity: 'warning', cluster: 'eu', team: 'data-base' }, at: '2026-11-21T23:59:30Z' } })).body;
    expect(answer).toMatchObject({ notified: false, inhibited_by: { rule: 'worst first' }, routes: [{ receiver: 'calm', muted_by: 'mute_time', first_notification_at: expect.stringContaining('2026-11-23T00:00') as string }] });

    const loud = receivers.find(({ name }) => name === 'loud')!;
    expect((await oscar.send('deleteReceiver', { path: { receiverId: loud.id }, headers: { 'If-Match': '*' } })).status).toBe(409);
    expect((await oscar.send('getRoutingDiagram', { query: { format: 'mermaid' } })).status).toBe(200);
    const victor = await suite.product.as('victor');
    expect((await victor.send('putRouting', { headers: { 'If-Match': '*' }, body: { route: { receiver: 'calm' } } })).status).toBe(403);
  });
});
