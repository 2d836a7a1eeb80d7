import type { Json, JsonObject } from '#internal/kernel';
import { SwaggerRequests } from './swagger-requests.ts';

const documentOf = (text: string | JsonObject) => {
  const written = typeof text === 'string' ? text : JSON.stringify(text);
  return { url: 'https://api.test/docs/openapi.yaml', text: written, digest: written };
};
const build = (text: string | JsonObject, operationId: string, parameters: JsonObject = {}) => new SwaggerRequests().build(documentOf(text), { operationId, parameters });

const three: JsonObject = {
  openapi: '3.1.0',
  servers: [{ url: '/api/{stage}', variables: { stage: { default: 'v1' } } }],
  paths: {
    '/pets/{id}': {
      parameters: [{ $ref: '#/components/parameters/id' }],
      put: {
        operationId: 'replacePet',
        parameters: [
          { name: 'X-Trace', in: 'header', schema: { type: 'string' } },
          { name: 'session', in: 'cookie', schema: { type: 'string' } },
          { name: 'filter', in: 'query', style: 'deepObject', explode: true, schema: { type: 'object' } },
          { name: 'tags', in: 'query', schema: { type: 'array', items: { type: 'string' } } },
        ],
        requestBody: { required: true, content: { 'application/json': { schema: { $ref: '#/components/schemas/Pet' } } } },
        responses: { 200: { $ref: 'https://elsewhere.test/responses.json#/ok' } },
      },
    },
    '/form': { post: { operationId: 'form', requestBody: { content: { 'application/x-www-form-urlencoded': { schema: {} } } } } },
    '/upload': { post: { operationId: 'upload', requestBody: { content: { 'multipart/form-data': { schema: {} } } } } },
    '/outside': { get: { operationId: 'outside', parameters: [{ $ref: 'https://elsewhere.test/parameters.json' }] } },
    '/nowhere': { get: { operationId: 'nowhere', parameters: [{ $ref: '#/components/parameters/missing' }] } },
  },
  components: {
    parameters: { id: { name: 'id', in: 'path', required: true, schema: { type: 'string' } } },
    schemas: { Pet: { type: 'object', properties: { parent: { $ref: '#/components/schemas/Pet' } } } },
  },
};
const two = `
swagger: '2.0'
host: pets.test
basePath: /v2
schemes: [https]
paths:
  /pets:
    post: { operationId: addPet, consumes: [application/json], parameters: [{ name: body, in: body, schema: { type: object } }, { name: tags, in: query, type: array, items: { type: string }, collectionFormat: multi }] }
  /pets/form:
    post: { operationId: formPet, consumes: [application/x-www-form-urlencoded], parameters: [{ name: name, in: formData, type: string }] }
`;

describe('SwaggerRequests', () => {
  test('puts every parameter of an OpenAPI 3 operation into its place', async () => {
    const parameters = { id: 'a/b', 'X-Trace': 't', session: 's1', filter: { age: 3 }, tags: ['x', 'y'], body: { name: 'Milou' } };
    expect(await build(three, 'replacePet', parameters)).toEqual({
      method: 'PUT', url: 'https://api.test/api/v1/pets/a%2Fb?filter%5Bage%5D=3&tags=x&tags=y', body: { name: 'Milou' },
      headers: { 'X-Trace': 't', Cookie: 'session=s1', 'Content-Type': 'application/json' },
    });
  });

  test('reads Swagger 2.0, also as YAML, with its own host', async () => {
    expect(await build(two, 'addPet', { body: { name: 'Milou' }, tags: ['x', 'y'] })).toEqual({ method: 'POST', url: 'https://pets.test/v2/pets?tags=x&tags=y', body: { name: 'Milou' }, headers: { 'Content-Type': 'application/json' } });
    expect(await build(two, 'formPet', { name: 'a b' })).toMatchObject({ url: 'https://pets.test/v2/pets/form', body: 'name=a%20b', headers: { 'Content-Type': 'application/x-www-form-urlencoded' } });
  });

  test('makes forms of bodies', async () => {
    expect(await build(three, 'form', { body: { name: 'a b', n: 1 } })).toMatchObject({ body: 'name=a%20b&n=1' });
    expect(await build(three, 'upload', { body: { name: 'Milou' } })).toMatchObject({ body: { name: 'Milou' }, headers: { 'Content-Type': 'multipart/form-data' } });
  });

  test.each<[string, string | JsonObject, string, Json, RegExp]>([
    ['an operation that is not there', three, 'nothing', {}, /no operation 'nothing'/],
    ['a path parameter that is missing', three, 'replacePet', { body: {} }, /Required parameter id/],
    ['a body that is missing', three, 'replacePet', { id: 'x' }, /has a request body/],
    ['a reference to elsewhere', three, 'outside', {}, /refers to another document/],
    ['a reference to nothing', three, 'nowhere', {}, /has nothing at/],
    ['another kind of document', { asyncapi: '3.0.0' }, 'x', {}, /is no Swagger 2.0, OpenAPI 3/],
    ['what is no document', '{ [', 'x', {}, /neither JSON nor YAML/],
  ])('refuses %s', async (_, document, operationId, parameters, reason) => {
    await expect(build(document, operationId, parameters as JsonObject)).rejects.toMatchObject({ code: 'invalid', message: expect.stringMatching(reason) });
  });

  test('a description that multiplies itself is refused', async () => {
    const level = (n: number): JsonObject => ({ type: 'object', properties: Object.fromEntries(Array.from({ length: 10 }, (_, index) => [`p${index}`, { $ref: `#/components/schemas/S${n + 1}` }])) });
    const schemas = { ...Object.fromEntries(Array.from({ length: 9 }, (_, index) => [`S${index}`, level(index)])), S9: { type: 'string' } };
    const bomb = { openapi: '3.0.0', paths: { '/x': { get: { operationId: 'x', parameters: [{ name: 'a', in: 'query', schema: { $ref: '#/components/schemas/S0' } }] } } }, components: { schemas } };
    await expect(build(bomb, 'x')).rejects.toMatchObject({ code: 'invalid', message: expect.stringMatching(/more than 20000 parts/) });
  });
});
