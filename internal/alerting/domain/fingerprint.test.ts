import fc from 'fast-check';
import { fingerprintOf } from './fingerprint.ts';

/** The definition, in the words of the FNV specification, as a second opinion. */
function byDefinition(labels: Record<string, string>): string {
  let hash = 0xcbf29ce484222325n;
  const add = (byte: number) => { hash = ((hash ^ BigInt(byte)) * 0x100000001b3n) & 0xffffffffffffffffn; };
  for (const name of Object.keys(labels).sort()) {
    for (const part of [name, labels[name]!]) {
      for (const byte of Buffer.from(part)) add(byte);
      add(0xff);
    }
  }
  return hash.toString(16).padStart(16, '0');
}

describe('fingerprintOf', () => {
  // Answers of prometheus-alertmanager 0.25.0 to these labels.
  test.each([
    ['c75f68922c9ebc87', { alertname: 'HighLatency', service: 'checkout', severity: 'critical' }],
    ['b8ea23e479836418', { alertname: 'Ünïcode', pod: '日本語-€' }],
    ['d240efc3896bf266', { alertname: 'x' }],
    ['d23eefc3896b6f8f', { alertname: 'y' }],
    ['4bea16424a9569ea', { alertname: 't2' }],
    ['8c9760614af78806', { alertname: '   ' }],
    ['d2b371819297f98a', { a: 'b' }],
    ['cbf29ce484222325', {}],
  ])('is %s for the labels that Alertmanager calls so', (expected, labels) => {
    expect(fingerprintOf(labels)).toBe(expected);
  });

  test('does not depend on the order of the labels', () => {
    expect(fingerprintOf({ b: '2', a: '1' })).toBe(fingerprintOf({ a: '1', b: '2' }));
  });

  test('agrees with the definition for any labels', () => {
    const labels = fc.dictionary(fc.stringMatching(/^[a-zA-Z_][a-zA-Z0-9_]{0,8}$/), fc.string({ unit: 'grapheme' }));
    fc.assert(fc.property(labels, (set) => { expect(fingerprintOf(set)).toBe(byDefinition(set)); }));
  });
});
