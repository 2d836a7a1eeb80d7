import { unavailable } from '#pkg/apperror';
import { PUBLIC_HTTPS_ONLY, type EgressRequest } from '#pkg/egress';
import { webhookHeaders } from '#pkg/webhook-signature';
import { anyone } from '../ports/remediation.contract.ts';
import { guardedHttpProbe, guardedUrls, guardedWebhookSender } from './guarded-http.ts';

function setup() {
  const sent: EgressRequest[] = [];
  const client = { send: async (request: EgressRequest) => (sent.push(request), { status: 204, headers: {}, body: '', bytes: new Uint8Array() }) };
  return { sent, deps: { client, policyOf: async () => PUBLIC_HTTPS_ONLY } };
}

describe('calls on behalf of a tenant', () => {
  test('a webhook sends the bytes that it signed', async () => {
    const { sent, deps } = setup();
    const status = await guardedWebhookSender(deps).send(anyone(), { url: 'https://acme.com/hook', secret: 's3cret', id: 'e1', sentAt: new Date(0), body: { a: 'ü' } });
    expect(status).toBe(204);
    expect(sent[0]).toMatchObject({ method: 'POST', body: '{"a":"ü"}' });
    expect(sent[0]?.headers).toMatchObject(webhookHeaders({ id: 'e1', sentAt: new Date(0), body: '{"a":"ü"}' }, { secrets: ['s3cret'], covers: 'body' }));
  });

  test('a probe is a GET that carries the trace', async () => {
    const { sent, deps } = setup();
    const actor = { ...anyone(), traceparent: '00-aa-bb-01' };
    await guardedHttpProbe(deps).statusOf(actor, 'https://acme.com/', { timeoutMs: 50, signal: new AbortController().signal });
    expect(sent[0]).toMatchObject({ method: 'GET', timeoutMs: 50, headers: { traceparent: '00-aa-bb-01' } });
  });

  test('a probe does not blame the address when the allow-list cannot be read', async () => {
    const { deps } = setup();
    const probe = guardedHttpProbe({ ...deps, policyOf: () => Promise.reject(unavailable('the database does not answer')) });
    await expect(probe.statusOf(anyone(), 'https://acme.com/', { timeoutMs: 50, signal: new AbortController().signal })).rejects.toMatchObject({ name: 'PolicyUnknown' });
  });

  test('a URL that is not allowed is told in words', async () => {
    const { deps } = setup();
    expect(await guardedUrls(deps).problemOf(anyone(), 'https://acme.com/')).toBeUndefined();
    expect(await guardedUrls(deps).problemOf(anyone(), 'http://169.254.169.254/')).toContain('link-local');
  });
});
