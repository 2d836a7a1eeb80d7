import { portable, unpacked } from './portable-definition.ts';

const document = { dsl: '1.0.3', namespace: 'test', name: 'ping', version: '1.0.0' };

describe('a definition that travels', () => {
  test.each([{ document }, { document: { ...document, metadata: { team: 'sre' } } }])('comes back as it left', (definition) => {
    const draft = { name: 'Ping the shop', description: 'Every now and then', definition: { ...definition, do: [{ a: { set: { b: 1 } } }] } };
    expect(unpacked(portable(draft))).toEqual(draft);
  });

  test('of somebody else has the name and the summary of its document', () => {
    const foreign = { document: { ...document, summary: 'Pings', metadata: {} }, do: [] };
    expect(unpacked(foreign)).toEqual({ name: 'ping', description: 'Pings', definition: foreign });
  });

  test.each([{}, { document: {} }, { document: { name: 7 } }, { document: { name: 'a\nb' } }, { document: { ...document, metadata: { orchestrix: { name: '' } } } }])('%j has no name', (definition) => {
    expect(unpacked(definition)).toBeUndefined();
  });
});
