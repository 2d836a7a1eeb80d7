import { randomBytes } from 'node:crypto';
import { eventually } from '../support/eventually.ts';
import { acceptInvitation, accessToken } from '../support/product-people.ts';
import { useProduct } from '../support/product-suite.ts';

describe('a new colleague', () => {
  const suite = useProduct();
  const email = `nina-${randomBytes(5).toString('hex')}@acme.example`;
  let memberId: string;

  const ana = () => suite.product.as('ana');
  const nina = async () => suite.product.bearer(await accessToken(suite.issuer, email, { password: 'a new password' }));
  const etag = async () => (await (await ana()).call('getMember', { path: { memberId: memberId } })).headers.get('etag')!;

  test('is invited, finds an account at the identity provider, and belongs to the tenant from the first sign-in on', async () => {
    const { body: member } = await (await ana()).call('inviteMember', { body: { email, name: 'Nina Novak', role: 'responder' } });
    memberId = member.id;
    expect(member).toMatchObject({ status: 'invited', subject: null });
    await eventually(() => acceptInvitation(suite.issuer, email, 'a new password').then(() => true, () => false), (accepted) => accepted);
    await eventually(() => nina().then(() => true, () => false), (has) => has);

    const me = (await (await nina()).call('whoAmI')).body;
    expect(me).toMatchObject({ role: 'responder', tenant: { alias: 'acme' } });
    expect((await (await ana()).call('getMember', { path: { memberId: memberId } })).body).toMatchObject({ status: 'active', subject: me.subject });
    const { items } = (await (await ana()).call('listAuditLogs', { query: { entity_id: memberId } })).body;
    expect(items.map(({ action }) => action)).toEqual(['auth.member.activated', 'auth.member.invited']);
  });

  test('gets another role, which counts within five seconds', async () => {
    const client = await nina();
    const body = { name: 'rule by nina', matchers: [{ name: 'alertname', op: '=', value: 'x' }] };
    expect((await client.send('createAlertRule', { body })).status).toBe(403);
    await (await ana()).call('updateMember', { path: { memberId: memberId }, headers: { 'If-Match': await etag() }, body: { role: 'operator' } });
    await eventually(() => client.send('createAlertRule', { body }), ({ status }) => status === 201, 5_000);
  });

  test('leaves, and is out within five seconds, whatever tokens are left', async () => {
    const client = await nina();
    await (await ana()).call('removeMember', { path: { memberId: memberId }, headers: { 'If-Match': await etag() } });
    await eventually(() => client.send('listAlerts'), ({ status }) => status === 403, 5_000);
  });

  test('the last administrator stays', async () => {
    const client = await ana();
    const { subject } = (await client.call('whoAmI')).body;
    const { items } = (await client.call('listMembers')).body;
    const self = items.find((member) => member.subject === subject)!;
    const request = { path: { memberId: self.id }, headers: { 'If-Match': '*' } };
    expect(await client.send('removeMember', request)).toMatchObject({ status: 409 });
    expect(await client.send('updateMember', { ...request, body: { role: 'viewer' } })).toMatchObject({ status: 409 });
  });
});
