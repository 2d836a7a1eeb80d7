import { temporal } from '@temporalio/proto';
import fc from 'fast-check';
import { payloadBytes, payloadFromBytes } from './payload-bytes.ts';

const { Payload } = temporal.api.common.v1;
const payload = fc.record({
  metadata: fc.dictionary(fc.string({ minLength: 1, maxLength: 12 }).filter((key) => key !== '__proto__'), fc.uint8Array({ maxLength: 20 }), { maxKeys: 4 }),
  data: fc.uint8Array({ minLength: 1, maxLength: 200 }),
});
const shown = ({ metadata, data }: { metadata?: Record<string, Uint8Array> | null; data?: Uint8Array | null }) => ({
  metadata: Object.fromEntries(Object.entries(metadata ?? {}).map(([key, value]) => [key, Buffer.from(value).toString('hex')])),
  data: Buffer.from(data ?? []).toString('hex'),
});

describe('payload bytes', () => {
  test('are what Temporal itself writes and reads', () => {
    fc.assert(fc.property(payload, (given) => {
      expect(shown(Payload.decode(payloadBytes(given)))).toEqual(shown(given));
      expect(shown(payloadFromBytes(Payload.encode(given).finish()))).toEqual(shown(given));
    }));
  });

  test('a payload without data keeps its metadata', () => {
    const bytes = payloadBytes({ metadata: { encoding: Buffer.from('binary/null') } });
    expect(shown(payloadFromBytes(bytes))).toEqual({ metadata: { encoding: Buffer.from('binary/null').toString('hex') }, data: '' });
  });
});
