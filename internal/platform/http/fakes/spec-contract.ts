import type { OpenApiDocument } from '../contract.ts';

const json = (schema: object) => ({ 'application/json': { schema } });
const ok = (schema: object) => ({ description: 'Done', content: json(schema) });
const anything = { type: 'object', additionalProperties: true };
const query = (name: string, schema: object) => ({ name, in: 'query', schema });
const uuid = { type: 'string', format: 'uuid', pattern: '^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$' };
const ifMatch = { name: 'If-Match', in: 'header', required: true, schema: { type: 'string', maxLength: 128 } };
const idempotencyKey = { name: 'Idempotency-Key', in: 'header', schema: { type: 'string', minLength: 1, maxLength: 255 } };
const foreignQuery = [query('query', { type: 'string', maxLength: 100 }), query('match[]', { type: 'array', maxItems: 3, items: { type: 'string' } })];
const thing = {
  type: 'object',
  additionalProperties: false,
  required: ['name'],
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 100 },
    count: { type: 'integer', minimum: 0, maximum: 1000 },
    at: { type: 'string', format: 'date-time' },
    labels: { type: 'object', maxProperties: 8, additionalProperties: { type: 'string', maxLength: 50 } },
    more: {},
  },
};
const health = (operationId: string) => ({ get: { operationId, 'x-permission': 'public', responses: { 200: ok(anything) } } });

/** A small contract with one of everything that the server has to treat differently. */
export const specContract: OpenApiDocument = {
  openapi: '3.1.0',
  info: { title: 'Specimen', version: '1.0.0' },
  paths: {
    '/health': health('getHealth'),
    '/health/live': health('getLiveness'),
    '/health/ready': health('getReadiness'),
    '/things': {
      get: {
        operationId: 'listThings',
        'x-permission': 'things:read',
        parameters: [
          { name: 'X-Tenant-Id', in: 'header', schema: uuid },
          query('limit', { type: 'integer', minimum: 1, maximum: 500, default: 50 }),
          query('cursor', { type: 'string', maxLength: 1024 }),
          query('status', { type: 'array', maxItems: 3, items: { type: 'string', enum: ['new', 'old'] } }),
          query('open', { type: 'boolean' }),
        ],
        responses: { 200: ok(anything) },
      },
      post: {
        operationId: 'createThing',
        'x-permission': 'things:write',
        parameters: [idempotencyKey],
        requestBody: { required: true, content: json(thing) },
        responses: { 201: ok(anything) },
      },
    },
    '/things/export': {
      get: { operationId: 'exportThings', 'x-permission': 'things:read', responses: { 200: { description: 'Lines', content: { 'application/x-ndjson': { schema: anything } } } } },
    },
    '/things/watch': {
      get: { operationId: 'watchThings', 'x-permission': 'things:read', responses: { 200: { description: 'Events', content: { 'text/event-stream': { schema: anything } } } } },
    },
    '/things/{thingId}': {
      parameters: [{ name: 'thingId', in: 'path', required: true, schema: uuid }],
      get: { operationId: 'getThing', 'x-permission': 'things:read', responses: { 200: ok({ type: 'object', additionalProperties: false, required: ['id'], properties: { id: uuid, name: { type: 'string' } } }) } },
      put: {
        operationId: 'replaceThing',
        'x-permission': 'things:write',
        parameters: [ifMatch],
        requestBody: { required: true, content: { ...json(thing), 'application/yaml': { schema: { type: 'string' } } } },
        responses: { 200: ok(anything) },
      },
      delete: { operationId: 'deleteThing', 'x-permission': 'things:admin', parameters: [ifMatch], responses: { 204: { description: 'Gone' } } },
    },
    '/samples': {
      servers: [{ url: '/' }, { url: '/foreign' }],
      get: { operationId: 'readSamples', 'x-permission': 'things:read', 'x-errors': 'prometheus', parameters: foreignQuery, responses: { 200: ok(anything) } },
      post: {
        operationId: 'readSamplesByForm',
        'x-permission': 'things:read',
        'x-errors': 'prometheus',
        parameters: foreignQuery,
        requestBody: { content: { 'application/x-www-form-urlencoded': { schema: anything } } },
        responses: { 200: ok(anything) },
      },
    },
    '/bytes': {
      post: {
        operationId: 'acceptBytes', 'x-permission': 'things:write', 'x-body-limit': 64, 'x-raw-body': true, 'x-encodings': ['snappy'], 'x-errors': 'text',
        requestBody: { required: true, content: { 'application/x-protobuf': { schema: { type: 'string', format: 'binary' } } } }, responses: { 204: { description: 'Accepted' } },
      },
    },
    '/signals': {
      post: {
        operationId: 'acceptSignals', 'x-permission': 'things:write', 'x-body-limit': 64, 'x-raw-body': true, 'x-errors': 'rpc-status',
        requestBody: { required: true, content: { 'application/x-protobuf': { schema: { type: 'string', format: 'binary' } }, ...json(anything) } },
        responses: { 200: { description: 'Accepted', content: { 'application/x-protobuf': { schema: { type: 'string', format: 'binary' } }, ...json(anything) } } },
      },
    },
    '/bulk': {
      post: { operationId: 'acceptBulk', 'x-permission': 'things:write', 'x-body-limit': 64, 'x-priority': 'critical', requestBody: { required: true, content: json({ type: 'array', maxItems: 100, items: {} }) }, responses: { 202: { description: 'Accepted' } } },
    },
  },
};
