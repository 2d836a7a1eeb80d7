import { compareText } from './compare-text.ts';
import { quote } from './quoted-string.ts';

export const METRIC_NAME = '__name__';
export const BUCKET_LABEL = 'le';

/** Labels that say what a metric is; they are dropped when an operation makes it something else. */
export const metadataLabels: ReadonlySet<string> = new Set([METRIC_NAME, '__type__', '__unit__']);

/** A name that needs no quotes in a query. */
export const isPlainLabelName = (name: string): boolean => /^[a-zA-Z_][a-zA-Z0-9_]*$/.test(name);

/** UTF-8 names (Prometheus 3): any valid text but the empty one. */
export const isLabelName = (name: string): boolean => name !== '' && name.isWellFormed();

/** The labels of one series, sorted by name and without empty values. Immutable; equal label sets have equal keys. */
export class Labels {
  static readonly empty = new Labels([], []);
  private cachedKey: string | undefined;
  private cachedBare: Labels | undefined;
  private cachedName: string | undefined;

  /** `names` are sorted and unique, no value is empty: use {@link Labels.from} where that is not known. */
  constructor(
    readonly names: readonly string[],
    readonly values: readonly string[],
  ) {}

  /** Sorts, and leaves out what is empty; of a name given twice the last value counts. */
  static from(labels: Readonly<Record<string, string>> | Iterable<readonly [string, string]>): Labels {
    const pairs = Symbol.iterator in labels ? new Map(labels) : new Map(Object.entries(labels));
    const sorted = [...pairs].filter(([, value]) => value !== '').sort(([a], [b]) => compareText(a, b));
    return new Labels(sorted.map(([name]) => name), sorted.map(([, value]) => value));
  }

  /** Identifies the label set. */
  get key(): string {
    return (this.cachedKey ??= this.makeKey());
  }

  /** The value of a label, empty when there is none. */
  get(name: string): string {
    const at = this.names.indexOf(name);
    return at < 0 ? '' : this.valueAt(at);
  }

  get metricName(): string {
    return (this.cachedName ??= this.get(METRIC_NAME));
  }

  keep(names: ReadonlySet<string>): Labels {
    return this.filter((name) => names.has(name));
  }

  without(names: ReadonlySet<string>): Labels {
    return this.filter((name) => !names.has(name));
  }

  /** Kept, because series come back query after query. */
  withoutMetadata(): Labels {
    return (this.cachedBare ??= this.without(metadataLabels));
  }

  /** Sets labels; an empty value removes one. */
  with(changes: Iterable<readonly [string, string]>): Labels {
    return Labels.from(new Map([...this.entries(), ...changes]));
  }

  *entries(): IterableIterator<[string, string]> {
    for (const [i, name] of this.names.entries()) yield [name, this.valueAt(i)];
  }

  toRecord(): Record<string, string> {
    return Object.fromEntries(this.entries());
  }

  /** `{__name__="up", job="api"}`, as in Prometheus's error messages. */
  toString(): string {
    const pairs = [...this.entries()].map(([name, value]) => `${isPlainLabelName(name) ? name : quote(name)}=${quote(value)}`);
    return `{${pairs.join(', ')}}`;
  }

  private filter(keeps: (name: string) => boolean): Labels {
    if (this.names.every(keeps)) return this;
    const [names, values]: [string[], string[]] = [[], []];
    for (let at = 0; at < this.names.length; at++) {
      const name = this.names[at] as string;
      if (!keeps(name)) continue;
      names.push(name);
      values.push(this.valueAt(at));
    }
    return new Labels(names, values);
  }

  private makeKey(): string {
    let key = '';
    for (let at = 0; at < this.names.length; at++) {
      const [name, value] = [this.names[at] as string, this.valueAt(at)];
      key += `${name.length}:${name}${value.length}:${value}`;
    }
    return key;
  }

  private valueAt(index: number): string {
    return this.values[index] ?? '';
  }
}

/** The order of series in the answer to a range query: label by label, name before value. */
export function compareLabels(a: Labels, b: Labels): number {
  const shared = Math.min(a.names.length, b.names.length);
  for (let i = 0; i < shared; i++) {
    const order = compareText(a.names[i] ?? '', b.names[i] ?? '') || compareText(a.values[i] ?? '', b.values[i] ?? '');
    if (order !== 0) return order;
  }
  return a.names.length - b.names.length;
}
