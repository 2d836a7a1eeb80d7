import { notificationBench } from '../fakes/notification-bench.ts';
import { findIntegrationProblem, listChannels, putReceivers } from './exchange-receivers.ts';
import { allReceivers } from './manage-receivers.ts';

function setup() {
  const bench = notificationBench();
  const deps = { ...bench.deps, references: { names: async () => true } };
  return { ...bench, channels: listChannels(deps), problemOf: findIntegrationProblem(deps), put: putReceivers(deps), all: allReceivers(deps) };
}
const hook = (url = 'https://acme.com/', secrets: Record<string, string> = {}) => ({ kind: 'webhook', settings: { url }, secrets });

describe('receivers on their way in', () => {
  test('are made, or get other integrations and keep what is not said again', async () => {
    const { owner, put, all } = setup();
    expect(await put(owner, [{ name: 'ops', integrations: [hook('https://acme.com/', { signing_secret: 'shh' })] }, { name: 'db', integrations: [] }])).toEqual({ created: ['ops', 'db'], updated: [] });
    const [before] = (await all(owner)).filter(({ name }) => name === 'ops');
    expect(await put(owner, [{ name: 'ops', integrations: [hook('https://two.acme.com/')] }, { name: 'web', integrations: [] }])).toEqual({ created: ['web'], updated: ['ops'] });
    const [after] = (await all(owner)).filter(({ name }) => name === 'ops');
    expect(after?.integrations).toMatchObject([{ id: before?.integrations[0]?.id, settings: { url: 'https://two.acme.com/' }, secrets: before?.integrations[0]?.secrets }]);
    expect(new Set((await all(owner)).map(({ name }) => name))).toEqual(new Set(['ops', 'db', 'web']));
  });

  test('may be asked about before, and nothing is stored', async () => {
    const { owner, problemOf, all } = setup();
    expect(await problemOf(owner, 'ops', hook())).toBeUndefined();
    expect(await problemOf(owner, 'ops', { kind: 'pigeon', settings: {} })).toMatch(/^kind /);
    expect(await problemOf(owner, 'ops', { kind: 'webhook', settings: {} })).toMatch(/^settings\/url /);
    expect(await all(owner)).toEqual([]);
  });

  test('can only use channels that are there', () => {
    expect(setup().channels().map(({ kind }) => kind)).toContain('webhook');
  });
});
