import { SignJWT } from 'jose';
import { asTenantId } from '#internal/kernel';
import type { NotificationDeliveryId } from '../domain/notification-delivery.ts';
import { joseAckTokens } from './jose-ack-tokens.ts';

const key = (byte: number, id: string) => `${id}:${Buffer.alloc(32, byte).toString('base64')}`;
const now = new Date('2026-03-01T12:00:00.000Z');
const later = new Date('2026-03-02T12:00:00.000Z');
const claim = { tenantId: asTenantId('0198c0de-0000-7000-8000-00000000000a'), deliveryId: '0198c0de-0000-7000-8000-000000000001' as NotificationDeliveryId };

describe('tokens of acknowledge links', () => {
  test('say which message, until they expire, and are the same for every copy', async () => {
    const tokens = joseAckTokens(key(1, 'a'));
    const token = await tokens.sign(claim, later);
    expect(await tokens.sign(claim, later)).toBe(token);
    expect(token).toMatch(/^[\w.-]+$/);
    expect(await tokens.verify(token, now)).toEqual(claim);
    expect(await tokens.verify(token, later)).toBe('expired');
  });

  test('of an old key hold while it is there, and of no other', async () => {
    const token = await joseAckTokens(key(1, 'a')).sign(claim, later);
    expect(await joseAckTokens(`${key(2, 'b')}, ${key(1, 'a')}`).verify(token, now)).toEqual(claim);
    expect(await joseAckTokens(key(2, 'b')).verify(token, now)).toBeUndefined();
    expect(await joseAckTokens(key(2, 'a')).verify(token, now)).toBeUndefined();
  });

  test('that were changed, or signed by the key itself, or not at all, are nothing', async () => {
    const tokens = joseAckTokens(key(1, 'a'));
    const [header, payload, signature] = (await tokens.sign(claim, later)).split('.') as [string, string, string];
    const other = Buffer.from(JSON.stringify({ ...(JSON.parse(Buffer.from(payload, 'base64url').toString()) as object), t: 'other' })).toString('base64url');
    const raw = await new SignJWT({ t: claim.tenantId }).setProtectedHeader({ alg: 'HS256', kid: 'a' }).setSubject(claim.deliveryId).setAudience('acknowledge').setExpirationTime('1d').sign(Buffer.alloc(32, 1));
    const none = `${Buffer.from('{"alg":"none"}').toString('base64url')}.${payload}.`;
    for (const token of [`${header}.${other}.${signature}`, raw, none, 'x', '']) expect(await tokens.verify(token, now)).toBeUndefined();
  });
});
