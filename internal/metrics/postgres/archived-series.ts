import type { TenantId } from '#internal/kernel';
import { intersect, meet, subtract, union, valuesOfMatcher } from '#pkg/label-index';
import type { Matcher } from '#pkg/matchers';
import { compareUtf8 } from '#pkg/sample-model';
import type { TimeRange } from '../ports/metric-store.ts';
import type { MetricsTransaction, Selectors } from './chunk-archive.ts';
import { boundedRange, dayOf } from './chunk-rows.ts';
import { idsOf, NO_NAME, readNames, readPostings, readPostingsOfName, seriesOfDays } from './posting-rows.ts';

/** Selects series of the archive by their labels, as Prometheus does: a label that is missing counts as an empty one. */
export class ArchivedSeries {
  constructor(
    private readonly trx: MetricsTransaction,
    private readonly tenantId: TenantId,
  ) {}

  /** Ids, rising, of the series that fit a selector and have samples on the days of the range. */
  async select(selectors: Selectors, range: TimeRange): Promise<Uint32Array> {
    const { startMs, endMs } = boundedRange(range);
    const ofDays = seriesOfDays(this.trx, this.tenantId, dayOf(startMs), dayOf(endMs));
    if (selectors.length === 0) return ofDays;
    const selections = await Promise.all(selectors.map((matchers) => Promise.all(matchers.map((matcher, at) => this.condition(matcher, `/matchers/${at}`)))));
    const there = await ofDays;
    return union(selections.map((conditions) => conditions.reduce((left, { keeps, ids }) => (keeps ? intersect(left, ids) : subtract(left, ids)), there)));
  }

  /** Names of labels, sorted. */
  async names(selectors: Selectors, range: TimeRange): Promise<string[]> {
    const names = (await readNames(this.trx, this.tenantId)).sort(compareUtf8);
    if (selectors.length === 0) return names;
    const selected = await this.select(selectors, range);
    const found: string[] = [];
    // One after the other: the lists of one label may be many.
    for (const name of selected.length === 0 ? [] : names) {
      const postings = await readPostingsOfName(this.trx, this.tenantId, name);
      if (postings.some(({ ids }) => meet(ids, selected))) found.push(name);
    }
    return found;
  }

  /** Values of a label, sorted. */
  async values(name: string, selectors: Selectors, range: TimeRange): Promise<string[]> {
    if (name === NO_NAME) return [];
    const [postings, selected] = await Promise.all([readPostingsOfName(this.trx, this.tenantId, name), this.select(selectors, range)]);
    const values = new Set(postings.filter(({ ids }) => meet(ids, selected)).map(({ value }) => value));
    return [...values].sort(compareUtf8);
  }

  /** The series that a matcher keeps or, where it also holds for a missing label, those that it does not keep. */
  private async condition(matcher: Matcher, field: string): Promise<{ readonly keeps: boolean; readonly ids: Uint32Array }> {
    const { name } = matcher;
    const { keeps, texts, isWanted } = valuesOfMatcher(matcher, field);
    if (name === NO_NAME) return { keeps, ids: new Uint32Array(0) };
    const postings = texts ? await readPostings(this.trx, this.tenantId, name, texts) : await readPostingsOfName(this.trx, this.tenantId, name);
    return { keeps, ids: idsOf(texts ? postings : postings.filter(({ value }) => isWanted(value))) };
  }
}
