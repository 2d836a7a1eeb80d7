import { entityTag, expectedVersion } from './entity-tag.ts';

describe('entity tags', () => {
  test('carry the version there and back', () => {
    expect(expectedVersion(entityTag(7))).toBe(7);
  });

  test('star means any version', () => {
    expect(expectedVersion(' * ')).toBeUndefined();
  });

  test.each(['W/"7"', '"abc"', '""', '"00"', '"-1"', '"99999999999999"', '"7 "'.replace(' ', '!')])('%s cannot be the current version', (tag) => {
    expect(() => expectedVersion(tag)).toThrow(expect.objectContaining({ code: 'precondition_failed' }) as Error);
  });

  test.each(['7', '"7', '"1", "2"', 'w/"7"', '"a b"', ''])('%s is no entity tag', (tag) => {
    expect(() => expectedVersion(tag)).toThrow(expect.objectContaining({ code: 'malformed' }) as Error);
  });
});
