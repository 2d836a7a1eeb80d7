import fc from 'fast-check';
import { encodeWriteRequest, decodeWriteRequest, WRITE_LIMITS } from '#pkg/remote-write';
import { compareUtf8, type Label } from '#pkg/sample-model';
import { packLabels, unpackForQuery, unpackLabels } from './packed-labels.ts';

const text = fc.string({ unit: 'grapheme', minLength: 1, maxLength: 200 });
const labelSets = fc.uniqueArray(fc.record({ name: text, value: text }), { selector: ({ name }) => name, minLength: 1, maxLength: 12 })
  .map((labels): Label[] => labels.sort((one, other) => compareUtf8(one.name, other.name)));

describe('packed labels', () => {
  test('come back as they were, whatever text they hold', () => {
    fc.assert(fc.property(labelSets, (labels) => {
      expect(unpackLabels(packLabels(labels))).toEqual(labels);
      const { names, values } = unpackForQuery(packLabels(labels));
      expect(names.map((name, at) => ({ name, value: values[at] }))).toEqual(labels);
    }));
  });

  test('are the bytes that a sender of remote write uses for the same labels', () => {
    fc.assert(fc.property(labelSets, (labels) => {
      const { labelBytes, labelStarts, labelEnds } = decodeWriteRequest('1.0', encodeWriteRequest('1.0', [{ labels, timestamps: Float64Array.of(1), values: Float64Array.of(1) }]), WRITE_LIMITS);
      expect(packLabels(labels)).toBe(labelBytes.toString('latin1', labelStarts[0], labelEnds[0]));
    }));
  });

  test.each(['\x0b', '\x0a\x05\x0a\x7f', '\x0a'])('that are damaged are refused', (packed) => {
    expect(() => unpackLabels(packed)).toThrow('the labels of a series');
  });
});
