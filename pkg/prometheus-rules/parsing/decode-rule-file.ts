import type { Node } from 'yaml';
import type { LabelRecord } from '../model/rule-group.ts';
import type { Field, TypeNames, YamlDecoder, YamlPosition } from '#pkg/go-yaml';

/** A rule as written, with nothing checked but the types. */
export interface WrittenRule {
  readonly record: string;
  readonly alert: string;
  readonly expr: string;
  readonly forMs: number;
  readonly keepFiringForMs: number;
  readonly labels: LabelRecord;
  readonly annotations: LabelRecord;
  readonly places: RulePlaces;
}

/** Where a rule and its fields are written. */
export interface RulePlaces {
  readonly rule: YamlPosition | undefined;
  /** By name of the field: where its value stands. */
  readonly fields: ReadonlyMap<string, YamlPosition>;
  /** By `labels/name` and `annotations/name`. */
  readonly entries: ReadonlyMap<string, YamlPosition>;
}

export interface WrittenGroup {
  readonly name: string;
  readonly intervalMs: number | undefined;
  readonly queryOffsetMs: number | undefined;
  readonly limit: number;
  readonly labels: LabelRecord;
  readonly rules: readonly WrittenRule[];
  readonly places: RulePlaces;
}

const FILE: TypeNames = { first: 'rulefmt.RuleGroups', second: 'rulefmt.ruleGroups' };
const GROUPS: TypeNames = { first: '[]rulefmt.RuleGroup', second: '[]rulefmt.RuleGroupNode' };
const GROUP: TypeNames = { first: 'rulefmt.RuleGroup', second: 'rulefmt.RuleGroupNode' };
const RULES: TypeNames = { first: '[]rulefmt.Rule', second: '[]rulefmt.RuleNode' };
const RULE: TypeNames = { first: 'rulefmt.Rule', second: 'rulefmt.RuleNode' };

const groupFields = new Set(['name', 'interval', 'query_offset', 'limit', 'rules', 'labels']);
const ruleFields = new Set(['record', 'alert', 'expr', 'for', 'keep_firing_for', 'labels', 'annotations']);

type Fields = ReadonlyMap<string, Field>;
const valueOf = (fields: Fields, name: string): Node | null | undefined => fields.get(name)?.value;

/** The groups of a file. Faults of type are left in the decoder. */
export function decodeRuleFile(decoder: YamlDecoder): WrittenGroup[] {
  const fields = decoder.struct(decoder.source.root, FILE, new Set(['groups']));
  return fields ? decoder.list(valueOf(fields, 'groups'), GROUPS, (node) => decodeGroup(decoder, node)) : [];
}

function decodeGroup(decoder: YamlDecoder, node: Node): WrittenGroup | undefined {
  const fields = decoder.struct(node, GROUP, groupFields);
  if (!fields) return undefined;
  // In the order of the file, which decides on the first duration that is none.
  const decoded: { -readonly [Key in keyof WrittenGroup]?: WrittenGroup[Key] } = {};
  for (const [name, { value }] of fields) {
    if (name === 'name') decoded.name = decoder.text(value) ?? '';
    else if (name === 'interval') decoded.intervalMs = decoder.duration(value);
    else if (name === 'query_offset') decoded.queryOffsetMs = decoder.duration(value);
    else if (name === 'limit') decoded.limit = decoder.int(value) ?? 0;
    else if (name === 'labels') decoded.labels = decoder.texts(value) ?? {};
    else decoded.rules = decoder.list(value, RULES, (rule) => decodeRule(decoder, rule));
  }
  const { name = '', intervalMs, queryOffsetMs, limit = 0, labels = {}, rules = [] } = decoded;
  return { name, intervalMs: intervalMs === 0 ? undefined : intervalMs, queryOffsetMs, limit, labels, rules, places: placesOf(decoder, node, fields) };
}

function decodeRule(decoder: YamlDecoder, node: Node): WrittenRule | undefined {
  const fields = decoder.struct(node, RULE, ruleFields);
  if (!fields) return undefined;
  const texts = new Map<string, string>();
  const durations = new Map<string, number>();
  const records = new Map<string, LabelRecord>();
  for (const [name, { value }] of fields) {
    if (name === 'for' || name === 'keep_firing_for') durations.set(name, decoder.duration(value) ?? 0);
    else if (name === 'labels' || name === 'annotations') records.set(name, decoder.texts(value) ?? {});
    else texts.set(name, decoder.text(value, false) ?? '');
  }
  return {
    record: texts.get('record') ?? '',
    alert: texts.get('alert') ?? '',
    expr: texts.get('expr') ?? '',
    forMs: durations.get('for') ?? 0,
    keepFiringForMs: durations.get('keep_firing_for') ?? 0,
    labels: records.get('labels') ?? {},
    annotations: records.get('annotations') ?? {},
    places: placesOf(decoder, node, fields),
  };
}

function placesOf(decoder: YamlDecoder, node: Node, fields: Fields): RulePlaces {
  const { source } = decoder;
  const places = new Map<string, YamlPosition>();
  const entries = new Map<string, YamlPosition>();
  for (const [name, { key, value }] of fields) {
    const place = source.position(value) ?? source.position(key);
    if (place) places.set(name, place);
    if (name !== 'labels' && name !== 'annotations') continue;
    const content = source.resolve(value);
    for (const item of content && 'items' in content ? content.items : []) {
      const entry = item !== null && typeof item === 'object' && 'key' in item ? (item.key as Node | null) : undefined;
      const entryPlace = source.position(entry);
      if (entry && 'value' in entry && entryPlace) entries.set(`${name}/${String(entry.value)}`, entryPlace);
    }
  }
  return { rule: source.position(node), fields: places, entries };
}
