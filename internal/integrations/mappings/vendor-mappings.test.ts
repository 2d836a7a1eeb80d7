import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import { openApiDocument } from '#internal/platform/http';
import { JqExpressions } from '#pkg/jq';
import { INTEGRATION_KINDS, type IntegrationKind } from '../domain/integration-kind.ts';
import { mappedAlert, type MappedAlert } from '../domain/mapped-alert.ts';
import { mappingProblem, programsOf } from '../domain/mapping.ts';
import { mappingProgram, type MappedItem } from '../domain/mapping-program.ts';
import { VENDOR_MAPPINGS } from './vendor-mappings.ts';

type Kind = Exclude<IntegrationKind, 'generic'>;
interface Fixture {
  readonly name: string;
  readonly payload: never;
  readonly expected: readonly { readonly outcome: string; readonly identity?: readonly string[] | null }[];
}

const kinds = Object.keys(VENDOR_MAPPINGS) as Kind[];
const fileOf = (kind: Kind) => `${kind.replaceAll('_', '-')}.json`;
const fixtures = kinds.flatMap((kind) => (JSON.parse(readFileSync(path.join(__dirname, 'fixtures', fileOf(kind)), 'utf8')) as Fixture[]).map((fixture) => [kind, fixture.name, fixture] as const));

const expressions = new JqExpressions({ cpuMs: 1000 });
afterAll(() => expressions.close());

const now = new Date('2026-02-01T00:00:00Z');
const defaults = { id: 'the-integration', labels: {}, fingerprintLabels: [] };

function shown(item: MappedAlert) {
  if (item.kind === 'refused') return { outcome: 'refused', reasons: item.reasons };
  if (item.kind === 'ignored') return { outcome: 'ignored' };
  const { labels, annotations, identity, startsAt, endsAt, generatorUrl, ended } = item.alert;
  return {
    outcome: item.kind === 'acknowledgement' ? 'acknowledged' : ended ? 'resolved' : 'firing',
    labels, annotations, starts_at: startsAt?.toISOString() ?? null, ends_at: endsAt?.toISOString() ?? null, link: generatorUrl ?? null,
    identity: identity ? Object.keys(identity).filter((name) => name !== 'orchestrix_integration') : null,
  };
}

describe('the mappings of vendors', () => {
  const schemas = (openApiDocument as unknown as { readonly components: { readonly schemas: object } }).components.schemas;
  const ajv = new Ajv2020({ strict: false }).addSchema({ $id: 'contract', components: { schemas } });
  const check = ajv.compile({ $ref: 'contract#/components/schemas/IntegrationMapping' });

  test.each(kinds)('%s meets the schema that tenants’ mappings have to meet', async (kind) => {
    const mapping = VENDOR_MAPPINGS[kind];
    check(mapping);
    expect(check.errors).toBeNull();
    expect(mappingProblem(mapping)).toBeUndefined();
    for (const [field, program] of programsOf(mapping)) expect([field, await expressions.check(program, ['payload'])]).toEqual([field, undefined]);
  });

  test('the schema refuses what is none', () => {
    expect([check({}), check({ labels: { alertname: '.a' }, colour: '.b' }), check({ labels: { 'a-b': '.a' } })]).toEqual([false, false, false]);
  });

  test('every kind but generic has one, and every file is of a kind', () => {
    expect([...kinds].sort()).toEqual(Object.keys(INTEGRATION_KINDS).filter((kind) => kind !== 'generic').sort());
    expect(readdirSync(__dirname).filter((file) => file.endsWith('.json')).sort()).toEqual(kinds.map(fileOf).sort());
  });

  test.each(fixtures)('%s: %s', async (kind, _name, { payload, expected }) => {
    const mapping = VENDOR_MAPPINGS[kind];
    const items = (await expressions.evaluate(mappingProgram(mapping), payload)) as unknown as MappedItem[];
    expect(items.map((item) => shown(mappedAlert(item, mapping, defaults, now)))).toEqual(expected);
  });

  test.each(kinds)('%s takes nothing for an alert that has nothing of it', async (kind) => {
    const mapping = VENDOR_MAPPINGS[kind];
    const outcome = await expressions.evaluate(mappingProgram(mapping), { some: 'thing' }).then((items) => (items as unknown as MappedItem[]).map((item) => mappedAlert(item, mapping, defaults, now).kind), () => ['refused']);
    for (const kindOfItem of outcome) expect(['refused', 'ignored']).toContain(kindOfItem);
  });

  test.each(kinds)('%s: what opens an alert and what ends it are the same alert', (kind) => {
    const identities = fixtures.filter(([of]) => of === kind).flatMap(([, , { expected }]) => expected as unknown as { readonly outcome: string; readonly labels: Record<string, string>; readonly identity: string[] | null }[])
      .filter(({ outcome }) => outcome === 'firing' || outcome === 'resolved')
      .map(({ outcome, labels, identity }) => [outcome, JSON.stringify(identity ? identity.map((name) => labels[name]) : labels)] as const);
    const [fires, ends] = ['firing', 'resolved'].map((wanted) => new Set(identities.filter(([outcome]) => outcome === wanted).map(([, key]) => key)));
    expect(kind === 'alertmanager' || [...ends!].some((key) => fires!.has(key))).toBe(true);
    expect(ends!.size).toBeGreaterThan(0);
  });
});
