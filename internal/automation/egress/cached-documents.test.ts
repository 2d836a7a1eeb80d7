import { asTenantId, systemActor } from '#internal/kernel';
import type { HttpCall } from '../ports/http-caller.ts';
import { CachedDocuments } from './cached-documents.ts';

const actor = (tenant: string) => systemActor(asTenantId(tenant), 'test', { correlationId: 'c', via: 'test' });
const { signal } = new AbortController();

function setup(status = 200) {
  const calls: HttpCall[] = [];
  let now = new Date('2026-03-01T12:00:00.000Z');
  const http = { call: async (_: unknown, call: HttpCall) => (calls.push(call), { status, headers: {}, body: Buffer.from('openapi: ü').toString('base64') }) };
  return { calls, documents: new CachedDocuments({ http, clock: { now: () => now } }), later: (ms: number) => (now = new Date(now.getTime() + ms)) };
}

describe('CachedDocuments', () => {
  test('fetches a document once a minute for each tenant, address and credentials', async () => {
    const { calls, documents, later } = setup();
    const first = await documents.fetch(actor('a'), { url: 'https://x.test/d' }, signal);
    expect(first).toMatchObject({ url: 'https://x.test/d', text: 'openapi: ü', digest: expect.stringMatching(/^[0-9a-f]{64}$/) });
    expect(await documents.fetch(actor('a'), { url: 'https://x.test/d' }, signal)).toBe(first);
    expect(calls).toHaveLength(1);
    await documents.fetch(actor('b'), { url: 'https://x.test/d' }, signal);
    await documents.fetch(actor('a'), { url: 'https://x.test/d', headers: { Authorization: 'Bearer x' } }, signal);
    later(60_000);
    await documents.fetch(actor('a'), { url: 'https://x.test/d' }, signal);
    expect(calls).toHaveLength(4);
  });

  test('a document that is not there is not kept', async () => {
    const { calls, documents } = setup(404);
    for (let round = 0; round < 2; round += 1) await expect(documents.fetch(actor('a'), { url: 'https://x.test/d?key=1' }, signal)).rejects.toMatchObject({ code: 'unavailable', message: 'the document at https://x.test/d answered 404' });
    expect(calls).toHaveLength(2);
  });
});
