import { dataFault, schemaFault } from './data-schemas.ts';

describe('data schemas', () => {
  test('says how data breaks a schema', () => {
    const schema = { type: 'object', required: ['name'], properties: { name: { type: 'string' }, url: { format: 'uri' } } };
    expect(dataFault(schema, { name: 'x', url: 'https://a.example' })).toBeUndefined();
    expect(dataFault(schema, { name: 1, url: 'no' })).toBe('/name must be string; /url must match format "uri"');
    expect(dataFault(false, 1)).toBeDefined();
  });

  test.each([[1], [{ type: 'nonsense' }], [{ $ref: 'https://elsewhere.example/schema' }], [{ $async: true }], [{ pattern: '(' }]])('%j is no schema that stands for itself', (schema) => {
    expect(schemaFault(schema)).toBeDefined();
  });

  test('a schema cannot refer to another one by its id', () => {
    expect(schemaFault({ $id: 'https://a.example/s', type: 'string' })).toBeUndefined();
    expect(schemaFault({ $ref: 'https://a.example/s' })).toBeDefined();
  });

  test('a pattern takes linear time', () => {
    expect(dataFault({ pattern: '^(a+)+$' }, `${'a'.repeat(5000)}b`)).toContain('pattern');
  });
});
