import { unavailable } from '#pkg/apperror';
import type { EgressClient, EgressRequest } from './egress-client.ts';
import { PUBLIC_HTTPS_ONLY } from './egress-policy.ts';
import { createHttpCaller, type OutgoingCall } from './policed-http-caller.ts';

function setup(contentType: string, body: string) {
  const sent: EgressRequest[] = [];
  const client: EgressClient = {
    async send(request) {
      sent.push(request);
      return { status: 200, headers: { 'content-type': contentType }, body, bytes: Buffer.from(body) };
    },
  };
  const caller = createHttpCaller<string>({ client, policyOf: async () => PUBLIC_HTTPS_ONLY, headersOf: (who) => ({ traceparent: who, 'x-default': 'a' }) });
  const call = (more: Partial<OutgoingCall> = {}) =>
    caller.call('trace-1', { method: 'post', url: 'https://acme.com/a?b=1', headers: {}, followRedirects: false, timeoutMs: 100, ...more }, new AbortController().signal);
  return { sent, caller, call };
}

describe('the policed HTTP caller', () => {
  test('gives the bytes of the answer in base64 where they are asked for', async () => {
    const { call } = setup('application/json', '{"a":"ü"}');
    expect((await call({ rawAnswer: true })).body).toBe(Buffer.from('{"a":"ü"}').toString('base64'));
  });

  test('sends objects as JSON, texts as they are, and appends the query', async () => {
    const { sent, call } = setup('text/plain', 'ok');
    await call({ body: { a: [1] }, query: { c: 'd e' } });
    await call({ body: 'plain', headers: { 'Content-Type': 'text/csv' } });
    expect(sent[0]).toMatchObject({ method: 'POST', url: 'https://acme.com/a?b=1&c=d+e', body: '{"a":[1]}', headers: { 'content-type': 'application/json', traceparent: 'trace-1' } });
    expect(sent[1]).toMatchObject({ body: 'plain', headers: { 'content-type': 'text/csv' } });
  });

  test.each([
    ['application/json', '{"a":1}', { a: 1 }],
    ['application/problem+json; charset=utf-8', '[1]', [1]],
    ['application/json', '{broken', '{broken'],
    ['text/plain', '{"a":1}', '{"a":1}'],
    ['application/json', '"[[[["', '[[[['],
    ['application/json', '', ''],
  ])('reads %s %s', async (type, text, body) => expect((await setup(type, text).call()).body).toEqual(body));

  test('refuses JSON that is nested too deep', async () => {
    await expect(setup('application/json', '['.repeat(65) + ']'.repeat(65)).call()).rejects.toMatchObject({ failure: 'unusable' });
  });

  test('does not mistake a policy that cannot be read for an address that does not answer', async () => {
    const failing = createHttpCaller<string>({ client: { send: () => Promise.reject(new Error('sent')) }, policyOf: () => Promise.reject(unavailable('the database does not answer')) });
    const call = { method: 'get', url: 'https://acme.com/', headers: {}, followRedirects: false, timeoutMs: 100 };
    await expect(failing.call('someone', call, new AbortController().signal)).rejects.toMatchObject({ name: 'PolicyUnknown', cause: { code: 'unavailable' } });
    await expect(failing.check('someone', 'https://acme.com/')).rejects.toMatchObject({ code: 'unavailable' });
  });

  test('checks a URL without a connection', async () => {
    const { caller, sent } = setup('text/plain', '');
    await expect(caller.check('someone', 'https://acme.com/')).resolves.toBeUndefined();
    await expect(caller.check('someone', 'http://127.0.0.1/')).rejects.toMatchObject({ code: 'invalid', details: [{ field: 'url' }] });
    expect(sent).toHaveLength(0);
  });
});
