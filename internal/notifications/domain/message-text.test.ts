import { plainData } from './message-data.ts';
import { plainText, titleOf } from './message-text.ts';

const now = new Date('2026-03-01T12:00:00.000Z');
const data = plainData({ key: 'k', receiver: 'ops', title: 'Down', text: 'it is down', labels: { severity: 'critical', instance: 'a' }, externalURL: 'http://localhost:8080', now });

describe('a message as text', () => {
  test.each([
    ['fires', data, '[FIRING:1] Down (a critical)'],
    ['is over', { ...data, status: 'resolved' as const, alerts: data.alerts.map((alert) => ({ ...alert, status: 'resolved' as const })) }, '[RESOLVED] Down (a critical)'],
    ['stands for several', { ...data, groupLabels: {}, heldBack: { messages: 7, ratePerMinute: 2, groups: [] } }, '[FIRING:1] 7 messages (Down a critical)'],
    ['has line breaks in a label', { ...data, groupLabels: { alertname: 'Down\r\nBcc: x@y' } }, '[FIRING:1] Down Bcc: x@y (a critical)'],
  ])('has a title when it %s', (_what, message, title) => expect(titleOf(message)).toBe(title));

  test('says everything: labels, annotations, what was left out, what was held back and how to acknowledge', () => {
    const text = plainText({ ...data, truncatedAlerts: 3, heldBack: { messages: 2, ratePerMinute: 1, groups: [{ groupKey: '{}:{a="b"}', status: 'firing', alerts: 4 }] } }, 'http://ack/');
    for (const part of ['FIRING since 2026-03-01T12:00:00.000Z', '  alertname: Down', '  description: it is down', 'and 3 more', '- firing, 4 alerts: {}:{a="b"}', 'Acknowledge: http://ack/']) expect(text).toContain(part);
  });
});
