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
const ours = ajv.compile(JSON.parse(readFileSync(path.resolve(__dirname, '../../../api/workflow-dsl/workflow.schema.json'), 'utf8')) as JsonObject);
const grammar = (document: Json): boolean => {
  const faults: ErrorDetail[] = [];
  definitionShape(document, '', faults);
  return faults.length === 0;
};

const document = { dsl: '1.0.3', namespace: 'default', name: 'corpus', version: '1.0.0' };
const workflow = (...tasks: readonly JsonObject[]): JsonObject => ({ document, do: tasks.map((task, index) => ({ [`t${index}`]: task })) });
const http = { call: 'http', with: { method: 'get', endpoint: 'https://a.example/{id}' } };
const policy = { delay: 'PT1S', backoff: { exponential: {} }, limit: { attempt: { count: 3, duration: { seconds: 1 } }, duration: '${ .x }' }, jitter: { from: 'PT0S', to: { milliseconds: 5 } }, when: '.a', exceptWhen: '.b' };

/** Definitions inside the supported part of the language, one for every construct. */
const corpus: readonly JsonObject[] = [
  workflow({ set: { a: 1, b: '${ .x }' } }),
  workflow({ set: '${ .x }', if: '.a', then: 'end', metadata: { any: 1 }, timeout: { after: 'PT1M' }, input: { from: '.x', schema: { format: 'json', document: { type: 'object' } } } }),
  workflow({ set: { a: 1 }, output: { as: { x: '${ . }' }, schema: { document: true } }, export: { as: '.', schema: { document: {} } } }),
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
  const UNSUPPORTED = /\b(?:for|fork|emit|listen|run|schedule|secrets|functions|extensions|catalogs)\b|"call":"(?!http")/;
  const scenarios = specification?.scenarios ?? [];

  test('the suite has its 21 scenarios', () => {
    expect(scenarios).toHaveLength(21);
  });

  test.each(corpus.map((definition, index) => [index, definition] as const))('definition %i of the corpus, which we accept, is theirs without compensate', (_, definition) => {
    expect(theirs(withoutCompensate(definition))).toBe(true);
  });

  test.each(scenarios.map(({ feature, name, definition }) => [feature, name, definition] as const))('%s: %s is accepted by both, or holds a task that we do not support', (_, __, definition) => {
    expect(theirs(definition)).toBe(true);
    expect(ours(definition)).toBe(!UNSUPPORTED.test(JSON.stringify(definition.do)));
  });

  test('what they accept and we refuse is another call, another expression language, or a setting that we would ignore', () => {
    const values: readonly (Json | undefined)[] = [undefined, null, 1, 'text', '', 'PT5M', '${ .x }', [], {}, { unknown: 1 }, true, -1.5];
    const refused = new Set<string>();
    for (const definition of corpus) {
      for (const at of paths(definition).filter((steps) => !steps.includes('compensate'))) {
        for (const value of values) {
          const changed = replace(definition, at, () => value);
          if (!ours(changed) && theirs(withoutCompensate(changed))) refused.add(at.slice(-2).join('/'));
        }
      }
    }
    expect([...refused].map((place) => place.replace(/^(?:t\d+|a)\//, '')).sort()).toEqual(
      expect.arrayContaining(['backoff/exponential', 'backoff/linear', 'call', 'catch/errors', 'errors/with', 'evaluate/language']),
    );
    expect(new Set([...refused].map((place) => place.replace(/^(?:t\d+|a)\//, ''))).size).toBe(6);
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
