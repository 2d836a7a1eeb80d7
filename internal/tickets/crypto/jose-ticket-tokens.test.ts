import { randomBytes } from 'node:crypto';
import { createLocalJWKSet, type JSONWebKeySet, jwtVerify, SignJWT } from 'jose';
import { asTenantId } from '#internal/kernel';
import type { TicketGrant } from '../domain/ticket-token.ts';
import type { TicketId } from '../domain/ticket.ts';
import { JoseTicketTokens } from './jose-ticket-tokens.ts';

const noon = new Date('2026-03-01T12:00:00.000Z');
const [first, second] = ['old', 'new'].map((id) => `${id}:${randomBytes(32).toString('base64')}`) as [string, string];
const tokensOf = (keys: string, at = noon, issuer = 'https://orchestrix.example') => new JoseTicketTokens({ keys, issuer, clock: { now: () => at } });
const grant: TicketGrant = {
  tenantId: asTenantId('0198c0de-0000-7000-8000-00000000000a'), ticketId: '0198c0de-0000-7000-8000-00000000000b' as TicketId, agentId: 'agent-1', actions: ['read', 'complete'],
  tokenId: 'token-1', issuedAt: noon, expiresAt: new Date(noon.getTime() + 300_000),
};

describe('ticket tokens', () => {
  test('say what they were signed for', async () => {
    const tokens = tokensOf(first);
    const token = await tokens.sign(grant);
    expect(tokens.recognises(token)).toBe(true);
    expect(await tokens.verify(token)).toEqual(grant);
  });

  test('are verified by anybody with the published keys', async () => {
    const tokens = tokensOf(first);
    const keys = createLocalJWKSet((await tokens.publicKeys()) as unknown as JSONWebKeySet);
    const { payload } = await jwtVerify(await tokens.sign(grant), keys, { audience: 'orchestrix-tickets', currentDate: noon });
    expect(payload).toMatchObject({ sub: 'agent-1', ticket: grant.ticketId, tenant: grant.tenantId, actions: ['read', 'complete'], jti: 'token-1' });
    expect(JSON.stringify(await tokens.publicKeys())).not.toContain('"d"');
  });

  test('expire', async () => {
    const token = await tokensOf(first).sign(grant);
    await expect(tokensOf(first, new Date(noon.getTime() + 306_000)).verify(token)).rejects.toMatchObject({ code: 'unauthenticated', message: 'the ticket token has expired' });
  });

  test('of a key that was rotated still count while it is listed', async () => {
    const token = await tokensOf(first).sign(grant);
    expect(await tokensOf(`${second},${first}`).verify(token)).toEqual(grant);
    await expect(tokensOf(second).verify(token)).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  test.each<[string, () => Promise<string>]>([
    ['of another installation', () => tokensOf(first, noon, 'https://elsewhere.example').sign(grant)],
    ['signed with the public key as a secret', async () => {
      const [{ x } = { x: '' }] = (await tokensOf(first).publicKeys()).keys;
      return new SignJWT({ tenant: grant.tenantId, ticket: grant.ticketId, actions: ['read'] }).setProtectedHeader({ alg: 'HS256', typ: 'ticket+jwt', kid: 'old' }).setIssuer('https://orchestrix.example')
        .setAudience('orchestrix-tickets').setSubject('a').setJti('b').setIssuedAt(noon).setExpirationTime('5m').sign(Buffer.from(x, 'base64url'));
    }],
    ['that were changed', async () => {
      const [header, , signature] = (await tokensOf(first).sign(grant)).split('.');
      return [header, Buffer.from(JSON.stringify({ ticket: 'another' })).toString('base64url'), signature].join('.');
    }],
  ])('%s are refused', async (_what, forge) => {
    await expect(tokensOf(first).verify(await forge())).rejects.toMatchObject({ code: 'unauthenticated' });
  });

  test.each(['', 'k1:short', `${first},${first}`])('keys that cannot be used are refused (%#)', (keys) => {
    expect(() => tokensOf(keys)).toThrow(expect.objectContaining({ code: 'invalid' }) as Error);
  });

  test('other tokens are not theirs', () => {
    expect(tokensOf(first).recognises('orx_live_abc')).toBe(false);
    expect(tokensOf(first).recognises('eyJhbGciOiJSUzI1NiIsInR5cCI6IkpXVCJ9.e30.c2ln')).toBe(false);
  });
});
