import { createHmac } from 'node:crypto';
import { webhookHeaders } from './webhook-signature.ts';

const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', sentAt: new Date(1_614_265_330_000), body: '{"test": 2432232314}' };
const hex = (text: string) => createHmac('sha256', 'a long enough secret').update(text).digest('hex');

describe('webhook signatures', () => {
  test('agree with the example of Standard Webhooks', () => {
    expect(webhookHeaders(message, { secrets: ['whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw'], covers: 'body' })).toMatchObject({
      'webhook-id': message.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  test('cover the raw body under the plain secret, too, with or without the time', () => {
    const signed = (covers: 'body' | 'timestamp.body') => webhookHeaders(message, { secrets: ['a long enough secret'], covers })['x-webhook-signature'];
    expect(signed('body')).toBe(`sha256=${hex(message.body)}`);
    expect(signed('timestamp.body')).toBe(`sha256=${hex(`1614265330.${message.body}`)}`);
  });

  test('are made with both secrets while one replaces the other; the plain one with the old, which every receiver has', () => {
    const signed = (...secrets: string[]) => webhookHeaders(message, { secrets, covers: 'body' });
    const [both, newer, older] = [signed('new', 'old'), signed('new'), signed('old')];
    expect(both['webhook-signature']).toBe(`${newer['webhook-signature']} ${older['webhook-signature']}`);
    expect(both['x-webhook-signature']).toBe(older['x-webhook-signature']);
  });

  test('are left out without a secret', () => {
    expect(Object.keys(webhookHeaders(message, { secrets: [], covers: 'body' }))).toEqual(['webhook-id', 'webhook-timestamp']);
  });
});
