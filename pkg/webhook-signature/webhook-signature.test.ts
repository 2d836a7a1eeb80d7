import { createHmac } from 'node:crypto';
import { webhookHeaders } from './webhook-signature.ts';

const message = { id: 'msg_p5jXN8AQM9LWM0D4loKWxJek', sentAt: new Date(1_614_265_330_000), body: '{"test": 2432232314}' };
const hex = (text: string) => createHmac('sha256', 'a long enough secret').update(text).digest('hex');

describe('webhook signatures', () => {
  test('agree with the example of Standard Webhooks', () => {
    expect(webhookHeaders(message, { secret: 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw', covers: 'body' })).toMatchObject({
      'webhook-id': message.id,
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    });
  });

  test('cover the raw body under the plain secret, too, with or without the time', () => {
    const signed = (covers: 'body' | 'timestamp.body') => webhookHeaders(message, { secret: 'a long enough secret', covers })['x-webhook-signature'];
    expect(signed('body')).toBe(`sha256=${hex(message.body)}`);
    expect(signed('timestamp.body')).toBe(`sha256=${hex(`1614265330.${message.body}`)}`);
  });

  test('are left out without a secret', () => {
    expect(Object.keys(webhookHeaders(message, { secret: undefined, covers: 'body' }))).toEqual(['webhook-id', 'webhook-timestamp']);
  });
});
