import { isMap, isScalar, isSeq, type Node, type Scalar, type YAMLMap } from 'yaml';
import { parseDuration, quote } from '#pkg/promql';
import { YamlFault } from './yaml-fault.ts';
import { scalarFloat, scalarInt, scalarTag, scalarText } from './yaml-scalar.ts';
import type { YamlPosition } from './yaml-position.ts';
import type { YamlSource, YamlValue } from './yaml-source.ts';

/** A value of the wrong type. A file is read twice by Prometheus, once for its values and once for their places; some faults are seen once only. */
export interface TypeFault {
  readonly line: number;
  readonly position: YamlPosition | undefined;
  readonly problem: string;
  /** As it is said the second time; undefined: it is not. */
  readonly again: string | undefined;
}

/** The names of a type, the first and the second time; without the second it takes anything then. */
export interface TypeNames {
  readonly first: string;
  readonly second: string | undefined;
}

const both = (name: string): TypeNames => ({ first: name, second: name });

/** Undefined: nothing there, or nothing usable. */
type Decoded<Value> = Value | undefined;

/** A field of a mapping, with its place and that of its key. */
export interface Field {
  readonly key: Scalar;
  readonly value: Node | null;
}

/** Makes values of YAML nodes as go-yaml does: faults of type are collected, and what has one is left out. */
export class YamlDecoder {
  readonly faults: TypeFault[] = [];

  constructor(readonly source: YamlSource) {}

  text(node: unknown, secondTime = true): Decoded<string> {
    const value = this.source.resolve(node);
    if (!value) return undefined;
    if (!isScalar(value)) return this.wrongType(value, { first: 'string', second: secondTime ? 'string' : undefined });
    return scalarTag(value) === '!!null' ? undefined : scalarText(value);
  }

  int(node: unknown): Decoded<number> {
    return this.number(node, 'int', scalarInt);
  }

  float(node: unknown): Decoded<number> {
    return this.number(node, 'float64', scalarFloat);
  }

  private number(node: unknown, type: string, read: (scalar: Scalar) => number | undefined): Decoded<number> {
    const value = this.source.resolve(node);
    if (!value || (isScalar(value) && scalarTag(value) === '!!null')) return undefined;
    return (isScalar(value) ? read(value) : undefined) ?? this.wrongType(value, both(type));
  }

  bool(node: unknown): Decoded<boolean> {
    const value = this.source.resolve(node);
    if (!value || (isScalar(value) && scalarTag(value) === '!!null')) return undefined;
    const known: Readonly<Record<string, boolean>> = { true: true, yes: true, on: true, y: true, false: false, no: false, off: false, n: false };
    const text = isScalar(value) && value.type === 'PLAIN' ? scalarText(value).toLowerCase() : '';
    return Object.hasOwn(known, text) ? known[text] : this.wrongType(value, both('bool'));
  }

  /** Milliseconds. Throws at the first that is none, as go-yaml does. */
  duration(node: unknown): Decoded<number> {
    const text = this.text(node);
    if (text === undefined) return undefined;
    const parsed = parseDuration(text);
    if ('problem' in parsed) throw new YamlFault(parsed.problem, this.source.position(node as Node));
    return parsed.ms;
  }

  texts(node: unknown): Decoded<Record<string, string>> {
    const fields = this.mapping(node, both('map[string]string'));
    if (!fields) return undefined;
    const entries = fields.flatMap(({ key, value }): [string, string][] => {
      const name = this.text(key);
      const known = this.faults.length;
      const text = this.text(value);
      return name === undefined || this.faults.length > known ? [] : [[name, text ?? '']];
    });
    return Object.fromEntries(entries);
  }

  list<Item>(node: unknown, type: TypeNames, decode: (node: Node) => Item | undefined): Item[] {
    const value = this.source.resolve(node);
    if (!value || (isScalar(value) && scalarTag(value) === '!!null')) return [];
    if (!isSeq(value)) {
      this.wrongType(value, type);
      return [];
    }
    return value.items.flatMap((item) => decode(item as Node) ?? []);
  }

  /** The fields of a struct by name; those that it does not have are faults. */
  struct(node: unknown, type: TypeNames, names: ReadonlySet<string>): ReadonlyMap<string, Field> | undefined {
    const fields = this.mapping(node, type);
    if (!fields) return undefined;
    const known = new Map<string, Field>();
    for (const field of fields) {
      const name = scalarText(field.key);
      if (names.has(name)) known.set(name, field);
      else this.fault(field.key, `field ${name} not found in type ${type.first}`, undefined);
    }
    return known;
  }

  /** The pairs of a mapping, those that are merged into it last. */
  private mapping(node: unknown, type: TypeNames): Field[] | undefined {
    const value = this.source.resolve(node);
    if (!value || (isScalar(value) && scalarTag(value) === '!!null')) return undefined;
    if (!isMap(value)) return this.wrongType(value, type);
    if (this.hasRepeatedKey(value)) return undefined;
    const own: Field[] = [];
    const merged: Field[] = [];
    for (const { key, value: content } of value.items) {
      const name = this.source.resolve(key);
      if (!name || !isScalar(name)) {
        if (name) this.wrongType(name, both('string'));
      } else if (scalarTag(name) === '!!merge') merged.push(...this.mergedFields(content, type));
      else own.push({ key: name, value: content as Node | null });
    }
    const names = new Set(own.map(({ key }) => scalarText(key)));
    return [...own, ...merged.filter(({ key }) => !names.has(scalarText(key)))];
  }

  private mergedFields(node: unknown, type: TypeNames): Field[] {
    const value = this.source.resolve(node);
    if (isMap(value)) return this.mapping(value, type) ?? [];
    if (isSeq(value)) return value.items.flatMap((item) => this.mergedFields(item, type));
    throw new YamlFault('yaml: map merge requires map or sequence of maps as the value', this.source.position(node as Node));
  }

  private hasRepeatedKey(map: YAMLMap): boolean {
    const first = new Map<string, number>();
    let repeated = false;
    for (const { key } of map.items) {
      if (!isScalar(key)) continue;
      const text = scalarText(key);
      const line = this.source.position(key)?.line ?? 0;
      const before = first.get(text);
      if (before === undefined) first.set(text, line);
      else {
        const problem = `mapping key ${quote(text)} already defined at line ${before}`;
        this.fault(key, problem, problem);
        repeated = true;
      }
    }
    return repeated;
  }

  private wrongType(value: YamlValue, { first, second }: TypeNames): undefined {
    const tag = isMap(value) ? '!!map' : isSeq(value) ? '!!seq' : scalarTag(value);
    const text = isScalar(value) ? scalarText(value) : undefined;
    const shown = text === undefined ? '' : Buffer.byteLength(text) > 10 ? ` \`${Buffer.from(text).subarray(0, 7).toString()}...\`` : ` \`${text}\``;
    const problem = (type: string): string => `cannot unmarshal ${tag}${shown} into ${type}`;
    this.fault(value, problem(first), second === undefined ? undefined : problem(second));
    return undefined;
  }

  private fault(node: Node, problem: string, again: string | undefined): void {
    const position = this.source.position(node);
    this.faults.push({ line: position?.line ?? 0, position, problem, again });
  }
}
