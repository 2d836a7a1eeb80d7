import { createHmac, createPrivateKey, randomBytes } from 'node:crypto';
import { SignJWT } from 'jose';
import { eventually } from '../support/eventually.ts';
import { offerTickets } from '../support/offered-tickets.ts';
import type { ProductClient } from '../support/product-client.ts';
import { useProduct } from '../support/product-suite.ts';

const SIGNING_KEY = randomBytes(32);
const SIGNING_KEYS = `test:${SIGNING_KEY.toString('base64')}`;
/** DER of an Ed25519 private key in PKCS #8 (RFC 8410 section 7), up to the 32 bytes of the key itself. */
const PKCS8_PREFIX = Buffer.from('302e020100300506032b657004220420', 'hex');
const PUBLIC_URL = 'http://localhost:8080';
const MINUTE = 60_000;

describe('credentials that are old, borrowed or used twice', () => {
  const suite = useProduct({ environment: { TICKET_SIGNING_KEYS: SIGNING_KEYS, PUBLIC_URL } });
  let ana: ProductClient;
  let tenants: { readonly acme: string; readonly globex: string };
  beforeAll(async () => {
    const [acme, globex] = await Promise.all((['ana', 'bob'] as const).map(async (person) => (await (await suite.product.as(person)).call('whoAmI')).body.tenant!.id));
    tenants = { acme: acme!, globex: globex! };
    ana = await suite.product.as('ana');
  });

  describe('a ticket token', () => {
    let ticketId: string;
    let leaseToken: number;
    let agent: ProductClient;
    beforeAll(async () => {
      const { secret } = (await ana.call('createApiKey', { body: { name: 'agent', scopes: ['tickets:work', 'tickets:read'] } })).body;
      agent = suite.product.bearer(secret);
      await offerTickets(suite.urls.app, tenants.acme, [{ requiredCapabilities: ['shell'] }]);
      const [leased] = (await agent.call('leaseTickets', { body: { agent_id: 'agent-1', capabilities: ['shell'], lease_seconds: 600 } })).body.items;
      [ticketId, leaseToken] = [leased!.ticket.id, leased!.lease.token];
    });

    // Made here with the product's own key: nobody waits until a real one has expired.
    const tokenOf = ({ tenant = tenants.acme, ticket = ticketId, issuedAt = new Date(), key = SIGNING_KEY }: { readonly tenant?: string; readonly ticket?: string; readonly issuedAt?: Date; readonly key?: Buffer } = {}) =>
      new SignJWT({ tenant, ticket, actions: ['read', 'heartbeat', 'complete', 'fail'] })
        .setProtectedHeader({ alg: 'EdDSA', typ: 'ticket+jwt', kid: 'test' })
        .setIssuer(PUBLIC_URL).setAudience('orchestrix-tickets').setSubject('script').setJti('token-1')
        .setIssuedAt(issuedAt).setNotBefore(issuedAt).setExpirationTime(new Date(issuedAt.getTime() + 5 * MINUTE))
        .sign(createPrivateKey({ key: Buffer.concat([PKCS8_PREFIX, key]), format: 'der', type: 'pkcs8' }));
    const complete = async (token: string, ticket = ticketId) =>
      suite.product.bearer(token).send('completeTicket', { path: { ticketId: ticket }, body: { lease_token: leaseToken, output: 'from the wrong hands' } });

    test('that has expired is refused, and says that it has', async () => {
      const refused = await complete(await tokenOf({ issuedAt: new Date(Date.now() - 6 * MINUTE) }));
      expect(refused).toMatchObject({ status: 401, body: { detail: 'the ticket token has expired' } });
      expect(refused.headers.get('www-authenticate')).not.toBeNull();
    });

    test.each<[string, () => Promise<string>, number]>([
      ['that is not valid yet', () => tokenOf({ issuedAt: new Date(Date.now() + 10 * MINUTE) }), 401],
      ['of another installation', () => tokenOf({ key: randomBytes(32) }), 401],
      ['of another tenant, for this very ticket', () => tokenOf({ tenant: tenants.globex }), 404],
      ['for another ticket', () => tokenOf({ ticket: '0198c0de-0000-7000-8000-00000000ffff' }), 403],
    ])('%s is refused', async (_, make, status) => {
      expect((await complete(await make())).status).toBe(status);
    });

    test('opens nothing but its ticket, whatever is asked', async () => {
      const script = suite.product.bearer(await tokenOf());
      const answers = await Promise.all((['listTickets', 'listExecutions', 'listSecrets', 'listApiKeys', 'whoAmI', 'listAuditLogs'] as const).map(async (operation) => (await script.send(operation)).status));
      expect(new Set(answers)).toEqual(new Set([403]));
    });

    test('and all that has changed nothing: whoever holds the lease completes the ticket', async () => {
      expect((await ana.call('getTicket', { path: { ticketId } })).body).toMatchObject({ status: 'RUNNING', agent_id: 'agent-1', output: null });
      await agent.call('completeTicket', { path: { ticketId }, body: { lease_token: leaseToken, output: 'from the right ones' } });
      // Saying it again changes nothing, whatever else is said.
      await complete(await tokenOf());
      expect((await ana.call('getTicket', { path: { ticketId } })).body).toMatchObject({ status: 'COMPLETED', output: 'from the right ones' });
    });
  });

  describe('a webhook of a pipeline', () => {
    let planId: string;
    const taskStatus = async () => (await ana.call('getPlan', { path: { planId } })).body.tasks.map(({ status }) => status);
    beforeAll(async () => {
      for (const person of ['ana', 'bob'] as const) await (await suite.product.as(person)).call('putSecret', { path: { secretName: 'pipeline-webhook' }, body: { value: `shared with the pipeline of ${person}` } });
      const task = (id: string) => ({ task_id: id, task_type: 'BUILD' as const, required_capabilities: ['nobody-has-this'] });
      planId = (await ana.call('submitPlan', { body: { name: 'built elsewhere', tasks: [task('one'), task('two')] } })).body.id;
      await eventually(taskStatus, (statuses) => statuses.every((status) => status === 'offered'));
    });

    interface Delivery {
      readonly secret?: string;
      readonly tenant?: string;
      readonly at?: number;
      readonly signed?: string;
      readonly body?: string;
    }
    const news = (task: string) => JSON.stringify({ plan_id: planId, task_id: task, status: 'success', output: { by: task } });
    const deliver = ({ secret = 'shared with the pipeline of ana', tenant = tenants.acme, at = Date.now(), body = news('one'), signed = body }: Delivery) => {
      const timestamp = String(Math.floor(at / 1000));
      const signature = `sha256=${createHmac('sha256', secret).update(`${timestamp}.${signed}`).digest('hex')}`;
      return suite.product.anonymous.send('receivePipelineWebhook', { body, headers: { 'x-tenant-id': tenant, 'x-webhook-timestamp': timestamp, 'x-webhook-signature': signature } });
    };

    test.each<[string, () => Delivery, number]>([
      ['older than five minutes', () => ({ at: Date.now() - 6 * MINUTE }), 401],
      ['from the future', () => ({ at: Date.now() + 6 * MINUTE }), 401],
      ['signed with another secret', () => ({ secret: 'guessed' }), 401],
      ['whose body was changed on the way', () => ({ signed: news('two') }), 401],
      ['of a tenant that is none', () => ({ tenant: '0198c0de-0000-7000-8000-00000000ffff' }), 401],
      ['of another tenant, about a plan of this one', () => ({ secret: 'shared with the pipeline of bob', tenant: tenants.globex }), 404],
      ['for a task that the plan does not have', () => ({ body: news('three') }), 404],
    ])('%s is refused, and the plan waits on', async (_, delivery, status) => {
      expect((await deliver(delivery())).status).toBe(status);
      expect(await taskStatus()).toEqual(['offered', 'offered']);
    });

    test('that arrives three times at once ends its task once', async () => {
      const same = { at: Date.now() };
      const answers = await Promise.all([deliver(same), deliver(same), deliver(same)]);
      expect(answers.map(({ status }) => status)).toEqual([200, 200, 200]);
      expect(answers.filter(({ body }) => (body as { readonly applied: boolean }).applied)).toHaveLength(1);
      expect(answers.filter(({ body }) => (body as { readonly replayed: boolean }).replayed)).toHaveLength(2);
      await eventually(taskStatus, ([one]) => one === 'completed');
      expect(await taskStatus()).toEqual(['completed', 'offered']);
    });

    test('and the other task, which nobody has told of, is still there to be ended', async () => {
      expect(await deliver({ body: news('two') })).toMatchObject({ status: 200, body: { applied: true } });
      const ended = await eventually(() => ana.call('getPlan', { path: { planId } }), ({ body }) => body.finished_at !== null);
      expect(ended.body.status).toBe('completed');
    });
  });
});
