import { notificationBench } from '../fakes/notification-bench.ts';
import { allReceivers, createReceiver, createReceivers, deleteReceiver, updateReceiver } from './manage-receivers.ts';
import { testReceiver } from './test-receiver.ts';

function setup({ named = false } = {}) {
  const bench = notificationBench();
  const deps = { ...bench.deps, references: { names: async () => named } };
  return { ...bench, create: createReceiver(deps), createAll: createReceivers(deps), update: updateReceiver(deps), remove: deleteReceiver(deps), all: allReceivers(deps), try: testReceiver(deps) };
}
const hook = (settings: object = {}, terms: object = {}) => ({ kind: 'webhook', settings: { url: 'https://acme.com/', ...settings }, ...terms });
const terms = (...integrations: ReturnType<typeof hook>[]) => ({ name: 'ops', description: '', integrations });

describe('receivers', () => {
  test('keep secrets sealed, and fill in what channels do by default', async () => {
    const { owner, create, work } = setup();
    const made = await create(owner, terms(hook({}, { secrets: { signing_secret: 'shh' } }), { kind: 'email', settings: { url: 'https://x/' } }));
    expect(made.integrations).toMatchObject([{ settings: { max_alerts: 0 }, sendResolved: true, secrets: { signing_secret: { sealed: expect.any(String) as string } } }, { sendResolved: false, secrets: {} }]);
    expect(JSON.stringify(work.entries)).not.toContain('shh');
    expect(work.entries).toMatchObject([{ action: 'notifications.receiver.created', after: { integrations: [{ secrets: { signing_secret: 'sealed' } }, {}] } }]);
  });

  test.each([
    ['a kind that is not there', { kind: 'pigeon', settings: {} }, '/integrations/0/kind'],
    ['settings without what is required', hook({ url: undefined }), '/integrations/0/settings/url'],
    ['settings that nobody knows', hook({ colour: 'red' }), '/integrations/0/settings/colour'],
    ['a value that is not allowed', hook({ url: 'http://x/' }), '/integrations/0/settings/url'],
    ['an address that the tenant may not call', hook({ url: 'https://169.254.169.254/' }), '/integrations/0/settings/url'],
    ['a secret that the channel does not have', hook({}, { secrets: { colour: 'red' } }), '/integrations/0/secrets/colour'],
    ['a secret that the tenant does not have', hook({}, { secrets: { token: { fromSecret: 'nothing' } } }), '/integrations/0/secrets/token'],
    ['an integration of another receiver', hook({}, { id: 'other' }), '/integrations/0/id'],
  ])('refuse %s, with the field', async (_what, integration, field) => {
    const { owner, create } = setup();
    await expect(create(owner, terms(integration as ReturnType<typeof hook>))).rejects.toMatchObject({ code: 'invalid', details: [{ field }] });
  });

  test('an integration that is written again stays what it is, with its secrets, unless they are removed', async () => {
    const { owner, create, update } = setup();
    const made = await create(owner, terms(hook({}, { secrets: { signing_secret: 'a', token: 'b' } }), hook({ url: 'https://two/' })));
    const after = await update(owner, made.id, terms(hook({ max_alerts: 5 }, { secrets: { token: null } }), hook({ url: 'https://three/' }, { id: made.integrations[1]!.id }), hook({ url: 'https://four/' })), 1);
    expect(after.integrations.slice(0, 2).map(({ id }) => id)).toEqual(made.integrations.map(({ id }) => id));
    expect(after.integrations[0]!.secrets).toEqual({ signing_secret: made.integrations[0]!.secrets['signing_secret'] });
    expect(after).toMatchObject({ version: 2, integrations: [{ settings: { max_alerts: 5 } }, { settings: { url: 'https://three/' } }, { settings: { url: 'https://four/' } }] });
  });

  test('are changed and removed in the version that was read', async () => {
    const { owner, create, update, remove } = setup();
    const made = await create(owner, terms());
    await expect(update(owner, made.id, terms(), 9)).rejects.toMatchObject({ code: 'precondition_failed' });
    await update(owner, made.id, { ...terms(), description: 'new' }, 1);
    await expect(remove(owner, made.id, 1)).rejects.toMatchObject({ code: 'precondition_failed' });
    await remove(owner, made.id, 2);
  });

  test('are neither renamed nor removed while a routing tree names them', async () => {
    const { owner, create, update, remove } = setup({ named: true });
    const made = await create(owner, terms());
    await expect(update(owner, made.id, { ...terms(), name: 'new' }, 1)).rejects.toMatchObject({ code: 'conflict' });
    await expect(remove(owner, made.id, 1)).rejects.toMatchObject({ code: 'conflict' });
    await update(owner, made.id, { ...terms(hook()), description: 'new' }, 1);
  });

  test('of an import are made together or not at all', async () => {
    const { owner, createAll, all } = setup();
    await expect(createAll(owner, [terms(hook()), { ...terms(hook({ url: 'x' })), name: 'two' }])).rejects.toMatchObject({ code: 'invalid', details: [{ field: '/receivers/1/integrations/0/settings/url' }] });
    await expect(createAll(owner, [terms(), terms()])).rejects.toMatchObject({ details: [{ field: '/receivers/1/name' }] });
    expect(await all(owner)).toEqual([]);
    await createAll(owner, [{ ...terms(hook()), name: 'two' }, terms(hook())]);
    expect((await all(owner)).map(({ name }) => name)).toEqual(['ops', 'two']);
  });

  test('are tried out: every provider says what it says, and it is on record', async () => {
    const { owner, create, channel, work, ...use } = setup();
    const made = await create(owner, terms(hook(), hook({ url: 'https://broken/' })));
    channel.answer = async (_message, { settings }) => (settings['url'] === 'https://broken/' ? { outcome: 'failed', code: '500', error: 'the provider answered 500', response: 'oops' } : { outcome: 'delivered', code: '202' });
    expect(await use.try(owner, made.id, { labels: { severity: 'critical' } })).toMatchObject([{ outcome: 'delivered', code: '202' }, { outcome: 'failed', code: '500', response: 'oops' }]);
    expect(channel.sent[0]!.data).toMatchObject({ receiver: 'ops', commonLabels: { alertname: 'OrchestrixTest', severity: 'critical' } });
    expect(work.entries.at(-1)).toMatchObject({ action: 'notifications.receiver.tested', after: { outcomes: [{ outcome: 'delivered', code: '202' }, { outcome: 'failed', code: '500' }] } });
    expect(await use.try(owner, made.id, { integrationId: made.integrations[0]!.id })).toHaveLength(1);
  });
});
