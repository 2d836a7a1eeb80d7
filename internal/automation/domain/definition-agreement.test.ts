import { readFileSync } from 'node:fs';
import path from 'node:path';
import addFormats from 'ajv-formats';
import { Ajv2020 } from 'ajv/dist/2020.js';
import fc from 'fast-check';
import type { ErrorDetail } from '#pkg/apperror';
import type { Json, JsonObject } from '#internal/kernel';
import { openWorkflowSpecification } from '../fakes/open-workflow-suite.ts';
import { definitionShape } from './definition-shape.ts';
import { isObject } from './json-shape.ts';

const ajv = addFormats(new Ajv2020({ strict: false }));
const schema = (file: string): JsonObject => JSON.parse(readFileSync(path.resolve(__dirname, '../../../api/workflow-dsl', file), 'utf8')) as JsonObject;
ajv.addSchema(schema('extensions.schema.json'));
const ours = ajv.compile(schema('workflow.schema.json'));
const faultsOf = (document: Json): readonly ErrorDetail[] => {
  const faults: ErrorDetail[] = [];
  definitionShape(document, '', faults);
  return faults;
};
const grammar = (document: Json): boolean => faultsOf(document).length === 0;
/** Whether a JSON pointer (RFC 6901) leads to something of the document, or to something that is missing in an object of it. */
const isPlaceOf = (document: Json, pointer: string): boolean => {
  const steps = pointer.split('/').slice(1).map((step) => step.replaceAll('~1', '/').replaceAll('~0', '~'));
  const holder = steps.slice(0, -1).reduce<Json | undefined>((value, step) => (typeof value === 'object' && value !== null ? (value as Readonly<Record<string, Json>>)[step] : undefined), document);
  return pointer === '' || (typeof holder === 'object' && holder !== null);
};

const document = { dsl: '1.0.3', namespace: 'default', name: 'corpus', version: '1.0.0' };
const workflow = (...tasks: readonly JsonObject[]): JsonObject => ({ document, do: tasks.map((task, index) => ({ [`t${index}`]: task })) });
const http = { call: 'http', with: { method: 'get', endpoint: 'https://a.example/{id}' } };
const policy = { delay: 'PT1S', backoff: { exponential: {} }, limit: { attempt: { count: 3, duration: { seconds: 1 } }, duration: '${ .x }' }, jitter: { from: 'PT0S', to: { milliseconds: 5 } }, when: '.a', exceptWhen: '.b' };

const specified = { name: 'd', endpoint: { uri: 'https://a.example/spec.yaml', authentication: { use: 'a' } } };
const filter = { with: { type: 't', source: '${ .s }', data: '${ .x > 1 }', more: 1 }, correlate: { order: { from: '.data.id', expect: '${ .id }' } } };
const client = { id: 'i', secret: 's', assertion: 'j', authentication: 'client_secret_basic' };
const grant = { authority: 'https://idp.example/realm', grant: 'client_credentials', client, scopes: ['a'], audiences: ['b'], issuers: ['c'], request: { encoding: 'application/json' }, username: 'u', password: 'p' };
const token = { token: 't', type: 'x' };
const terms = {
  compensate: { do: [{ undo: http }], when: '.ok', retry: 'r' },
  approval: { when: '.risky', message: 'Sure?', approvers: ['role:operator', '${ .owner }'], required: 2, expires: 'PT2H', evidence: { host: '${ .host }' }, fourEyes: true },
  ticket: { type: 'DEPLOY', priority: 'HIGH', sla: { minutes: 5 }, capabilities: ['helm'], riskBand: 'CRITICAL', maxRetries: 3 },
  throttle: { key: '${ .host }', concurrency: 2, rate: { limit: 10, per: 'PT1M' } },
  idempotencyKey: 'once-${ .x }',
};

/** Definitions, one for every construct. */
const corpus: readonly JsonObject[] = [
  workflow({ set: { a: 1, b: '${ .x }' } }),
  workflow({ set: '${ .x }', if: '.a', then: 'end', metadata: { any: 1 }, timeout: { after: 'PT1M' }, input: { from: '.x', schema: { format: 'json', document: { type: 'object' } } } }),
  workflow({ set: { a: 1 }, output: { as: { x: '${ . }' }, schema: { document: true } }, export: { as: '.', schema: { document: {} } } }),
  { ...workflow({ set: { a: 1 }, input: { schema: { format: 'json:draft-07', resource: specified } }, export: { schema: { resource: { endpoint: 'https://a.example/{name}.json' } } } }), input: { schema: { resource: specified } } },
  workflow(http, { ...http, with: { ...http.with, headers: { a: 'b' }, query: '${ .q }', body: [1], output: 'response', redirect: true } }),
  workflow({ ...http, with: { method: 'GET', endpoint: { uri: '${ .url }', authentication: { basic: { username: '${ .u }', password: 'p' } } } } }),
  workflow({ ...http, with: { method: 'GET', endpoint: { uri: 'http://a.example', authentication: { bearer: { token: 't' } } }, query: { a: 'b' }, headers: '${ .h }' } }),
  { ...workflow({ ...http, with: { method: 'GET', endpoint: { uri: 'http://a.example', authentication: { use: 'a' } } } }), use: { authentications: { a: { bearer: { token: 't' } } } } },
  workflow({ wait: 'PT1H30M' }, { wait: { hours: 1, milliseconds: 5 } }, { wait: '${ .for }' }, { wait: 'P1Y2M3DT4H5M6.5S' }),
  workflow({ switch: [{ a: { when: '.x', then: 'continue' } }, { b: { then: 'exit' } }] }),
  workflow({ do: [{ inner: { set: { a: 1 } } }] }, { do: [] }),
  workflow({ try: [{ a: { set: { a: 1 } } }], catch: {} }),
  workflow({ try: [{ a: http }], catch: { errors: { with: { type: 'x', status: 500, title: 't', detail: 'd', instance: '/do' } }, as: 'e', when: '.a', exceptWhen: '.b', retry: policy, do: [{ b: { set: { a: 1 } } }], then: 'end' } }),
  workflow({ raise: { error: { type: 'https://a.example/e', status: 400, title: '${ .t }', detail: 'd', instance: '/do/0' } } }),
  { ...workflow({ raise: { error: 'e' }, timeout: 't' }, { try: [], catch: { retry: 'r' } }), timeout: { after: { days: 1 } }, use: { errors: { e: { type: '${ .t }', status: 1 } }, retries: { r: { ...policy, backoff: { linear: {} } } }, timeouts: { t: { after: 'P1D' } } } },
  { ...workflow({ set: { a: 1 } }), evaluate: { language: 'jq', mode: 'strict' }, input: { from: { a: '${ .b }' } }, output: { as: '.a' }, document: { ...document, title: 't', summary: 's', tags: { a: 'b' }, metadata: {} } },
  workflow({ call: 'openapi', with: { document: specified, operationId: 'get', parameters: { id: '${ .id }' }, authentication: { digest: { use: 's' } }, output: 'raw', redirect: false } }),
  workflow({ call: 'grpc', with: { proto: { endpoint: 'https://a.example/x.proto' }, service: { name: 'S', host: 'svc.example', port: 443, authentication: { bearer: { use: 's' } } }, method: 'M', arguments: { a: 1 } } }),
  workflow({ call: 'asyncapi', with: { document: specified, operation: 'send', server: { name: 's', variables: { a: 1 } }, protocol: 'kafka', message: { payload: { a: 1 }, headers: { b: 'c' } }, authentication: { oidc: { use: 's' } } } }),
  workflow({ call: 'asyncapi', with: { document: specified, channel: '/c', message: {} } }),
  { ...workflow({ call: 'greet', with: { name: 'x' } }, { call: 'greet' }), use: { functions: { greet: { set: { a: 1 } }, more: { do: [{ b: http }] } }, secrets: ['s'] } },
  { ...workflow({ do: [] }), use: { authentications: { o: { oauth2: { ...grant, endpoints: { token: '/t', revocation: '/r', introspection: '/i' }, subject: token, actor: token } }, c: { oidc: grant }, d: { digest: { username: 'u', password: 'p' } }, b: { basic: { use: 's' } } } } },
  { ...workflow({ do: [] }), use: { extensions: [{ log: { extend: 'all', when: '.x', before: [{ a: http }], after: [{ b: { set: { c: 1 } } }] } }, { mock: { extend: 'call' } }] } },
  workflow({ for: { each: 'x', in: '.list', at: 'i' }, while: '.go', do: [{ a: { set: { b: 1 } } }] }, { for: { in: [{ a: 1 }, {}] }, do: [] }),
  workflow({ fork: { branches: [{ a: http }, { b: { do: [] } }], compete: true } }),
  workflow({ emit: { event: { with: { id: 'i', source: 'https://a.example', type: 't', time: '2026-01-31T12:00:00Z', subject: 's', datacontenttype: 'application/json', dataschema: 'https://a.example/s', data: { a: '${ .a }' }, mine: 'x' } } } }),
  workflow({ listen: { to: { one: filter }, read: 'envelope' } }, { listen: { to: { all: [filter] } }, foreach: { item: 'e', at: 'n', do: [{ a: { set: { b: 1 } } }], output: { as: '.a' }, export: { as: { c: 1 } } } }),
  workflow({ listen: { to: { any: [filter], until: '.done' }, read: 'raw' } }, { listen: { to: { any: [], until: { one: filter } } } }),
  { ...workflow({ do: [] }), schedule: { on: { any: [filter] }, read: 'data' } },
  { ...workflow({ do: [] }), schedule: { every: { minutes: 5 } } },
  { ...workflow({ do: [] }), schedule: { cron: '0 0 * * *' }, document: { ...document, metadata: { team: 'sre', orchestrix: { schedule: { timeZone: 'Europe/Berlin', overlap: 'buffer-one', jitter: 'PT30S', catchUp: { minutes: 5 } }, name: 'n', description: 'd' } } } },
  { ...workflow({ do: [] }), schedule: { after: 'PT1M' } },
  workflow({ run: { container: { image: 'i', name: 'n', command: 'c', ports: { 80: 80 }, volumes: { a: 'b' }, environment: { a: '${ .b }' }, stdin: 's', arguments: ['a'], lifetime: { cleanup: 'eventually', after: 'PT1H' }, pullPolicy: 'always' }, await: false, return: 'all' } }),
  workflow({ run: { container: { image: 'i', lifetime: { cleanup: 'never' } } } }, { run: { shell: { command: 'ls', stdin: '', arguments: ['-l'], environment: { a: 1 } }, return: 'code' } }),
  workflow({ run: { script: { language: 'js', code: '1', stdin: 'x', arguments: ['a'], environment: { a: 1 } } } }, { run: { script: { language: 'js', source: specified } } }),
  workflow({ run: { workflow: { namespace: 'n', name: 'w', version: 'latest', input: { a: '${ .a }' } }, await: true } }),
  workflow({ ...http, metadata: { other: 1, orchestrix: terms } }, { wait: 'PT1S', metadata: { orchestrix: {} } }),
  workflow({ ...http, compensate: { do: [{ undo: http }], when: '$output.ok', retry: { ...policy, backoff: { constant: {} } } } }, { do: [], compensate: { do: [], retry: 'r' } }),
];

/** Every object and list inside a document, as paths. */
const paths = (value: Json, at: readonly (string | number)[] = []): readonly (readonly (string | number)[])[] =>
  typeof value === 'object' && value !== null ? [at, ...Object.entries(value).flatMap(([key, part]: [string, Json]) => paths(part, [...at, key]))] : [at];
const replace = (value: Json, [step, ...rest]: readonly (string | number)[], change: (old: Json) => Json | undefined): Json => {
  if (step === undefined) return change(value) ?? null;
  const entries = Object.entries(value as JsonObject).flatMap(([key, part]: [string, Json]) => {
    if (key !== String(step)) return [[key, part] as const];
    const changed = rest.length === 0 ? change(part) : replace(part, rest, change);
    return changed === undefined ? [] : [[key, changed] as const];
  });
  return Array.isArray(value) ? entries.map(([, part]) => part) : Object.fromEntries(entries);
};
const withoutCompensate = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(withoutCompensate);
  return isObject(value) ? Object.fromEntries(Object.entries(value).filter(([key]) => key !== 'compensate').map(([key, part]) => [key, withoutCompensate(part)])) : value;
};

/** A definition with one thing changed: removed, replaced by a value of another kind, or given an unknown property. */
const mutant = fc.constantFrom(...corpus).chain((definition) =>
  fc.record({ at: fc.constantFrom(...paths(definition)), to: fc.constantFrom<Json | undefined>(undefined, null, 1, 'text', '', 'PT5M', '${ .x }', [], {}, { unknown: 1 }, true, -1.5) }).map(({ at, to }) => replace(definition, at, () => to)),
);

describe('our JSON Schema and our grammar', () => {
  test('every fault has its place in the document and a sentence about it', () => {
    fc.assert(
      fc.property(mutant, (definition) => {
        for (const { field, reason } of faultsOf(definition)) {
          expect([field, isPlaceOf(definition, field)]).toEqual([field, true]);
          expect(reason).toMatch(/^(?:must|is|has|names|needs|holds|cannot|call|give) .{3,}/);
        }
      }),
      { numRuns: 2000 },
    );
  });

  test.each(corpus.map((definition) => [JSON.stringify(definition.do).slice(0, 80), definition] as const))('both accept %s', (_, definition) => {
    expect(ours(definition) ? [] : ours.errors).toEqual([]);
    expect(grammar(definition)).toBe(true);
  });

  test('say the same of definitions with one thing changed', () => {
    fc.assert(fc.property(mutant, (definition) => expect(grammar(definition)).toBe(ours(definition))), { numRuns: 3000 });
  });
});

const specification = openWorkflowSpecification(process.env['OPEN_WORKFLOW_SPEC']);

(specification ? describe : describe.skip)('our JSON Schema and that of the specification', () => {
  const theirs = ajv.compile(specification?.schema ?? false);
  const scenarios = specification?.scenarios ?? [];

  test('the suite has its 21 scenarios', () => {
    expect(scenarios).toHaveLength(21);
  });

  test.each(corpus.map((definition, index) => [index, definition] as const))('definition %i of the corpus, which we accept, is theirs without compensate', (_, definition) => {
    expect(theirs(withoutCompensate(definition))).toBe(true);
  });

  test.each(scenarios.map(({ feature, name, definition }) => [feature, name, definition] as const))('%s: %s is accepted by both', (_, __, definition) => {
    expect(theirs(definition)).toBe(true);
    expect(ours(definition)).toBe(true);
  });

  test('what they accept and we refuse is another expression language, an event without a type, two schedules at once, or a setting that we would ignore', () => {
    const values: readonly (Json | undefined)[] = [undefined, null, 1, 'text', '', 'PT5M', '${ .x }', [], {}, { unknown: 1 }, true, -1.5];
    const refused = new Set<string>();
    for (const definition of corpus) {
      for (const at of paths(definition).filter((steps) => !steps.includes('compensate') && !steps.includes('orchestrix'))) {
        for (const value of values) {
          const changed = replace(definition, at, () => value);
          if (!ours(changed) && theirs(withoutCompensate(changed))) refused.add(at.slice(-2).join('/'));
        }
      }
    }
    expect([...new Set([...refused].map((place) => place.replace(/^(?:t\d+|a)\//, '')))].sort()).toEqual([
      'backoff/exponential', 'backoff/linear', 'catch/errors', 'emit/event', 'endpoints/introspection', 'endpoints/revocation', 'endpoints/token', 'errors/with', 'evaluate/language', 'event/with', 'oauth2/endpoints', 'oauth2/request', 'oidc/request',
      'schedule', 'schedule/after', 'schedule/cron', 'schedule/every', 'secrets/0',
    ]);
  });

  test('whatever we accept, they accept', () => {
    fc.assert(
      fc.property(mutant, (definition) => {
        if (ours(definition)) expect(theirs(withoutCompensate(definition))).toBe(true);
      }),
      { numRuns: 400 },
    );
  });
});
