import { DataSchemas } from './data-schemas.ts';

describe('data schemas', () => {
  const schemas = new DataSchemas();
  afterAll(() => schemas.close());

  test('say how data breaks them', async () => {
    const schema = { type: 'object', required: ['name'], properties: { name: { type: 'string' }, url: { format: 'uri' } } };
    expect(await schemas.dataFault(schema, { name: 'x', url: 'https://a.example' })).toBeUndefined();
    expect(await schemas.dataFault(schema, { name: 1, url: 'no' })).toBe('/name must be string');
    expect(await schemas.dataFault({ anyOf: [{ type: 'string' }, { type: 'null' }] }, 1)).toBe('the value must match a schema in anyOf');
    expect(await schemas.dataFault(false, 1)).toBeDefined();
  });

  test.each([[1], [{ type: 'nonsense' }], [{ $ref: 'https://elsewhere.example/schema' }], [{ $async: true }], [{ pattern: '(' }]])('%j is no schema that stands for itself', async (schema) => {
    expect(await schemas.schemaFault(schema)).toBeDefined();
  });

  test.each([
    ['http://json-schema.org/draft-06/schema#', { exclusiveMinimum: 3 }],
    ['http://json-schema.org/draft-07/schema#', { if: { minimum: 3 }, then: false }],
    ['https://json-schema.org/draft/2019-09/schema', { $recursiveAnchor: true, maximum: 2 }],
    ['https://json-schema.org/draft/2020-12/schema', { prefixItems: [true], type: 'array' }],
  ])('are of the draft %s', async ($schema, rest) => {
    expect(await schemas.schemaFault({ $schema, ...rest })).toBeUndefined();
    expect(await schemas.dataFault({ $schema, ...rest }, 3)).toBeDefined();
  });

  test.each([
    [{ $schema: 'http://json-schema.org/draft-04/schema#' }, 'names a draft that is not supported: "http://json-schema.org/draft-04/schema#"'],
    [{ $ref: 'https://a.example/other.json#/$defs/x' }, 'refers to another document, https://a.example/other.json#/$defs/x: put what it needs under $defs'],
    [{ $id: 'https://a.example/s', properties: { a: { $ref: 'common.json' } } }, 'refers to another document, https://a.example/common.json: put what it needs under $defs'],
    [{ $ref: '#/$defs/nothing' }, 'refers to nothing: #/$defs/nothing'],
  ])('%j cannot be used, and the fault says why', async (schema, reason) => {
    expect(await schemas.schemaFault(schema)).toBe(reason);
  });

  test('one cannot refer to another one by its id', async () => {
    expect(await schemas.schemaFault({ $id: 'https://a.example/s', type: 'string' })).toBeUndefined();
    expect(await schemas.schemaFault({ $ref: 'https://a.example/s' })).toBeDefined();
  });

  test('a pattern takes linear time', async () => {
    expect(await schemas.dataFault({ pattern: '^(a+)+$' }, `${'a'.repeat(5000)}b`)).toContain('pattern');
  });

  const twice = (name: string) => ({ allOf: [{ $ref: `#/$defs/${name}` }, { $ref: `#/$defs/${name}` }] });
  const doubled = { $ref: '#/$defs/d60', $defs: { d0: { type: 'object' }, ...Object.fromEntries(Array.from({ length: 60 }, (_, n) => [`d${n + 1}`, twice(`d${n}`)])) } };
  const manyFaults = { contains: { anyOf: Array.from({ length: 500 }, () => ({ type: 'string' })) } };

  test.each<[string, unknown, unknown, RegExp]>([
    ['references that double the work sixty times', doubled, {}, /longer than 500 ms/],
    ['distinct elements, each compared with each', { uniqueItems: true }, Array.from({ length: 150_000 }, (_, n) => [n]), /longer than 500 ms/],
    ['hundreds of faults in each of many elements, all of them kept', manyFaults, Array.from({ length: 200_000 }, () => 1), /longer than 500 ms|too much memory/],
    ['a part that refers to itself', { $ref: '#/$defs/a', $defs: { a: { allOf: [{ $ref: '#/$defs/a' }] } } }, 1, /circles|longer than 500 ms/],
  ])('%s: an answer in time, and the next check runs', async (_, schema, data, fault) => {
    const asked = schemas.dataFault(schema, data);
    const next = schemas.dataFault({ type: 'number' }, 1);
    expect(await asked).toMatch(fault);
    expect(await next).toBeUndefined();
  });
});
