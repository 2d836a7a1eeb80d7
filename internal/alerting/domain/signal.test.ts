import { after, noon, signalInput } from '../fakes/samples.ts';
import { MAX_LABELS, MAX_LABEL_VALUE_LENGTH } from './labels.ts';
import { toSignal, type SignalInput } from './signal.ts';

const read = (given: Partial<SignalInput>) => toSignal({ ...signalInput(), ...given }, noon);

describe('toSignal', () => {
  test('is known by its labels, or by the identity that its source gives it', () => {
    const identity = { dedup_key: 'a' };
    const [one, other] = [read({ labels: { alertname: 'x', value: '1' }, identity }), read({ labels: { alertname: 'x', value: '2' }, identity })];
    expect(one.fingerprint).toBe(other.fingerprint);
    expect(read({ labels: one.labels }).fingerprint).not.toBe(one.fingerprint);
    expect(() => read({ identity: { 'a-b': 'x' } })).toThrow(expect.objectContaining({ code: 'invalid', details: [expect.objectContaining({ field: '/identity' })] }));
  });

  test('a source that promises a time is believed until then', () => {
    expect(read({ endsAt: after(1) })).toMatchObject({ endedAt: null, expiresAt: after(1), receivedAt: noon, startsAt: noon });
  });

  test('a source that promises nothing is believed for five minutes', () => {
    expect(read({ endsAt: undefined })).toMatchObject({ endedAt: null, expiresAt: after(300) });
  });

  test('an end that is over is the end', () => {
    expect(read({ startsAt: after(-60), endsAt: noon })).toMatchObject({ endedAt: noon, expiresAt: null });
  });

  test('a source that tells the end is believed until then, whatever the times say', () => {
    expect(read({ ends: 'by_word', ended: false, startsAt: after(-60), endsAt: after(-30) })).toMatchObject({ endedAt: null, expiresAt: null });
    expect(read({ ends: 'by_word', ended: true, startsAt: after(-60), endsAt: after(-30) })).toMatchObject({ endedAt: after(-30), expiresAt: null });
  });

  test('nothing ends in the future: the sender’s clock is ahead then', () => {
    expect(read({ ends: 'by_word', ended: true, endsAt: after(30) })).toMatchObject({ endedAt: noon });
    expect(read({ ends: 'by_word', ended: true, endsAt: undefined })).toMatchObject({ endedAt: noon });
  });

  test('empty labels are no labels', () => {
    const signal = read({ labels: { alertname: 'x', empty: '' } });
    expect(signal).toMatchObject({ labels: { alertname: 'x' }, fingerprint: 'd240efc3896bf266' });
  });

  const many = Object.fromEntries(Array.from({ length: MAX_LABELS + 1 }, (_, i) => [`l${i}`, 'x']));
  test.each<[string, Partial<SignalInput>, string]>([
    ['no labels', { labels: {} }, '/labels'],
    ['only empty labels', { labels: { a: '' } }, '/labels'],
    ['too many labels', { labels: many }, '/labels'],
    ['a name with a dash', { labels: { 'bad-name': 'x' } }, '/labels'],
    ['a name that starts with a digit', { labels: { '1st': 'x' } }, '/labels'],
    ['a name that is too long', { labels: { [`a${'b'.repeat(200)}`]: 'x' } }, '/labels'],
    ['a value that is too long', { labels: { a: 'x'.repeat(MAX_LABEL_VALUE_LENGTH + 1) } }, '/labels/a'],
    ['a lone surrogate', { labels: { a: '\ud800' } }, '/labels/a'],
    ['a NUL', { labels: { a: 'x\u0000' } }, '/labels/a'],
    ['a bad annotation', { annotations: { 'bad-key': 'x' } }, '/annotations'],
    ['an end before the start', { startsAt: after(10), endsAt: after(5) }, '/endsAt'],
    ['a start that is no time', { startsAt: new Date(Number.NaN) }, '/startsAt'],
    ['a start before 1970', { startsAt: new Date('1969-12-31T23:59:59Z') }, '/startsAt'],
    ['an end after 9999', { endsAt: new Date(Date.UTC(10_000, 0)) }, '/endsAt'],
    ['an endless address', { generatorUrl: 'x'.repeat(9000) }, '/generatorURL'],
    ['our own spelling for people', { source: 'manual', startsAt: new Date(0 - 1) }, '/starts_at'],
  ])('refuses %s', (_name, given, field) => {
    expect(() => read(given)).toThrow(expect.objectContaining({ code: 'invalid', details: [expect.objectContaining({ field })] }) as Error);
  });
});
