import { isMap, isScalar, isSeq, type Node } from 'yaml';
import { scalarText, YamlDecoder, type YamlPosition, type YamlSource } from '#pkg/go-yaml';
import { parseDuration } from '#pkg/promql';
import { CONFIG_FIELDS, type FieldType } from './config-fields.ts';
import { scalarProblem } from './config-scalars.ts';
import type { ConfigProblem } from './config-problem.ts';

/** A value as written: texts stay texts, durations too. */
export type ConfigValue = string | number | boolean | null | readonly ConfigValue[] | ConfigObject;
export interface ConfigObject {
  readonly [field: string]: ConfigValue | undefined;
}

/** Takes a file apart into fields that Alertmanager knows, and notes for each where it stands. */
export class ConfigDecoder {
  readonly problems: ConfigProblem[] = [];
  readonly positions = new Map<string, YamlPosition>();
  private readonly decoder: YamlDecoder;

  constructor(private readonly source: YamlSource) {
    this.decoder = new YamlDecoder(source);
  }

  /** The whole file; undefined when there is nothing in it. */
  file(): ConfigObject | undefined {
    return this.struct(this.source.root, 'config', '');
  }

  problem(path: string, message: string): void {
    const place = this.positions.get(path) ?? this.positions.get(path.slice(0, path.lastIndexOf('/')));
    this.problems.push({ path, message, line: place?.line, column: place?.column });
  }

  private struct(node: Node | null, name: string, path: string): ConfigObject | undefined {
    const types = CONFIG_FIELDS.get(name) ?? new Map<string, FieldType>();
    const fields = this.read(path, () => this.decoder.struct(node, { first: name, second: undefined }, new Set(types.keys())));
    if (!fields) return undefined;
    const values: Record<string, ConfigValue> = {};
    for (const [field, { key, value }] of fields) {
      const below = `${path}/${field}`;
      this.note(below, value ?? key);
      const decoded = this.value(value, types.get(field) ?? 'any', below);
      if (decoded !== undefined) values[field] = decoded;
    }
    return values;
  }

  private value(node: Node | null, type: FieldType, path: string): ConfigValue | undefined {
    const inner = type.slice(1, -1);
    if (type.startsWith('[')) return this.list(node, inner, path);
    if (type.startsWith('{')) return this.map(node, inner, path);
    if (CONFIG_FIELDS.has(type)) return this.struct(node, type, path);
    switch (type) {
      case 'bool':
        return this.read(path, () => this.decoder.bool(node));
      case 'int':
      case 'float':
        return this.read(path, () => (type === 'int' ? this.decoder.int(node) : this.decoder.float(node)));
      case 'matchers':
        return this.list(node, 'text', path);
      case 'any':
        return this.any(node, 0);
      case 'textOrJiraField':
        return isMap(this.source.resolve(node)) ? this.struct(node, 'jiraField', path) : this.value(node, 'text', path);
      default:
        return this.scalar(node, type, path);
    }
  }

  private scalar(node: Node | null, type: FieldType, path: string): string | undefined {
    const text = this.read(path, () => this.decoder.text(node));
    if (text === undefined) return undefined;
    const parsed = type === 'duration' ? parseDuration(text) : { ms: 0 };
    const wrong = 'problem' in parsed ? parsed.problem : scalarProblem(type, text);
    if (wrong !== undefined) this.problem(path, wrong);
    return text;
  }

  private list(node: Node | null, type: FieldType, path: string): ConfigValue[] | undefined {
    const value = this.source.resolve(node);
    if (!value || !isSeq(value)) {
      this.read(path, () => this.decoder.list(node, { first: `[]${type}`, second: undefined }, () => undefined));
      return undefined;
    }
    return value.items.map((item, index) => {
      const below = `${path}/${index}`;
      this.note(below, item as Node | null);
      return this.value(item as Node | null, type, below) ?? null;
    });
  }

  private map(node: Node | null, type: FieldType, path: string): ConfigObject | undefined {
    const value = this.source.resolve(node);
    // Names are texts whatever they look like.
    const names = isMap(value) ? new Set(value.items.flatMap(({ key }) => (isScalar(key) ? [scalarText(key)] : []))) : new Set<string>();
    const fields = this.read(path, () => this.decoder.struct(node, { first: `map[string]${type}`, second: undefined }, names));
    if (!fields) return undefined;
    const entries = [...fields].map(([name, field]): [string, ConfigValue] => {
      const below = `${path}/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`;
      this.note(below, field.value ?? field.key);
      return [name, this.value(field.value, type, below) ?? (type === 'text' ? '' : null)];
    });
    return Object.fromEntries(entries);
  }

  private any(node: unknown, depth: number): ConfigValue {
    const value = this.source.resolve(node);
    if (!value || depth > 50) return null;
    if (isSeq(value)) return value.items.map((item) => this.any(item, depth + 1));
    if (isMap(value)) return Object.fromEntries(value.items.map(({ key, value: content }): [string, ConfigValue] => [isScalar(key) ? scalarText(key) : '', this.any(content, depth + 1)]));
    const number = this.attempt(() => this.decoder.float(value));
    if (number !== undefined) return number;
    return this.attempt(() => this.decoder.bool(value)) ?? this.attempt(() => this.decoder.text(value)) ?? null;
  }

  /** What a reader makes of a value, or undefined when it is of another type. */
  private attempt<Value>(read: () => Value): Value | undefined {
    const known = this.decoder.faults.length;
    const value = read();
    if (this.decoder.faults.length === known) return value;
    this.decoder.faults.length = known;
    return undefined;
  }

  /** Reads, and turns faults of type into problems. */
  private read<Value>(path: string, read: () => Value): Value {
    const known = this.decoder.faults.length;
    const value = read();
    for (const { position, problem } of this.decoder.faults.slice(known)) this.problems.push({ path, message: problem, line: position?.line, column: position?.column });
    this.decoder.faults.length = known;
    return value;
  }

  private note(path: string, node: Node | null): void {
    const position = this.source.position(node);
    if (position) this.positions.set(path, position);
  }
}
