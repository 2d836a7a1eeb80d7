import { invalid } from '#pkg/apperror';
import type { Matcher } from '#pkg/matchers';
import { compareUtf8, type Label } from '#pkg/sample-model';
import { PostingList } from './posting-list.ts';
import { intersect, meet, subtract, union } from './sorted-ids.ts';
import { valuesOfMatcher } from './values-of-matcher.ts';

/** An answer that may have been cut at a limit. */
export interface Listing {
  readonly values: readonly string[];
  /** There are more than were asked for. */
  readonly truncated: boolean;
}

/** Most labels have one series per value: a list only from the second one on. */
type Postings = number | PostingList;

const none = new Uint32Array(0);
const idsOf = (postings: Postings | undefined): Uint32Array => (postings === undefined ? none : typeof postings === 'number' ? Uint32Array.of(postings) : postings.ids);

/**
 * Which series have which labels: an inverted index in memory, for one tenant. Series are named by numbers below 2^32, which the caller gives
 * out, best in rising order, and does not use again.
 */
export class LabelIndex {
  private readonly names = new Map<string, Map<string, Postings>>();
  private readonly all = new PostingList();
  /** Removed, but still in the lists. */
  private readonly gone = new Set<number>();

  /** Series that are in the index. */
  get size(): number {
    return this.all.ids.length - this.gone.size;
  }

  /** Adds a series, which must not be there yet; its labels have distinct names, and those with an empty value count as missing. */
  add(id: number, labels: readonly Label[]): void {
    if (this.gone.has(id)) this.compact();
    this.all.add(id);
    for (const { name, value } of labels) if (value !== '') this.post(name, value, id);
  }

  /** Removes a series that is there. It is found no more; the memory comes back with a later removal, or `compact`. */
  remove(id: number): void {
    this.gone.add(id);
    if (this.gone.size > 1024 && this.gone.size * 4 > this.all.ids.length) this.compact();
  }

  /** Takes removed series out of every list. */
  compact(): void {
    if (this.gone.size === 0) return;
    const isGone = (id: number): boolean => this.gone.has(id);
    for (const [name, values] of this.names) {
      for (const [value, postings] of values) {
        if (typeof postings === 'number' ? isGone(postings) : !postings.sweep(isGone)) values.delete(value);
      }
      if (values.size === 0) this.names.delete(name);
    }
    this.all.sweep(isGone);
    this.gone.clear();
  }

  /**
   * Ids of the series for which every matcher holds, in rising order; no matchers: all series. A label that is missing counts as an empty one, as in
   * Prometheus. Throws `invalid` with a JSON pointer below `field` for a regular expression that is none.
   */
  select(matchers: readonly Matcher[], field = '/matchers'): Uint32Array {
    const conditions = matchers.map((matcher, index) => this.condition(matcher, `${field}/${index}`));
    const required = conditions.filter(({ keeps }) => keeps).map(({ ids }) => ids).sort((one, other) => one.length - other.length);
    const kept = required.length === 0 ? this.all.ids.slice() : required.reduce(intersect);
    const selected = conditions.filter(({ keeps }) => !keeps).reduce((rest, { ids }) => subtract(rest, ids), kept);
    return this.gone.size === 0 ? selected : selected.filter((id) => !this.gone.has(id));
  }

  /** Names of the labels that the selected series have, sorted. */
  labelNames(matchers: readonly Matcher[] = [], limit = Infinity, field = '/matchers'): Listing {
    const selected = this.selection(matchers, field);
    const names = [...this.names].filter(([, values]) => [...values.values()].some((postings) => this.has(postings, selected)));
    return listing(names.map(([name]) => name), limit);
  }

  /** Values of a label that the selected series have, sorted. */
  labelValues(name: string, matchers: readonly Matcher[] = [], limit = Infinity, field = '/matchers'): Listing {
    const selected = this.selection(matchers, field);
    const values = [...(this.names.get(name) ?? [])].filter(([, postings]) => this.has(postings, selected));
    return listing(values.map(([value]) => value), limit);
  }

  /** How many series have each value of a label; removed ones are swept out first. */
  *seriesPerValue(name: string): Generator<readonly [value: string, series: number]> {
    this.compact();
    for (const [value, postings] of this.names.get(name) ?? []) yield [value, typeof postings === 'number' ? 1 : postings.ids.length];
  }

  private post(name: string, value: string, id: number): void {
    let values = this.names.get(name);
    if (!values) this.names.set(name, (values = new Map<string, Postings>()));
    const postings = values.get(value);
    if (postings === undefined) values.set(value, id);
    else if (typeof postings === 'number') values.set(value, new PostingList(Math.min(postings, id), Math.max(postings, id)));
    else postings.add(id);
  }

  /** undefined: all that are there, which need not be written down. */
  private selection(matchers: readonly Matcher[], field: string): Uint32Array | undefined {
    return matchers.length === 0 ? undefined : this.select(matchers, field);
  }

  private has(postings: Postings, selected: Uint32Array | undefined): boolean {
    if (selected) return meet(idsOf(postings), selected);
    return this.gone.size === 0 || (typeof postings === 'number' ? !this.gone.has(postings) : postings.ids.some((id) => !this.gone.has(id)));
  }

  /** The series that a matcher keeps or, where it also holds for a missing label, those that it does not keep. */
  private condition(matcher: Matcher, field: string): { readonly keeps: boolean; readonly ids: Uint32Array } {
    const { keeps, texts, isWanted } = valuesOfMatcher(matcher, field);
    const values = this.names.get(matcher.name) ?? new Map<string, Postings>();
    return { keeps, ids: texts ? union(texts.map((text) => idsOf(values.get(text)))) : idsWhere(values, isWanted) };
  }
}

const idsWhere = (values: ReadonlyMap<string, Postings>, isWanted: (value: string) => boolean): Uint32Array =>
  union([...values].filter(([value]) => isWanted(value)).map(([, postings]) => idsOf(postings)));

function listing(values: string[], limit: number): Listing {
  if (!(limit > 0)) throw invalid('limit', 'a limit is above 0');
  values.sort(compareUtf8);
  return { values: values.slice(0, limit), truncated: values.length > limit };
}
