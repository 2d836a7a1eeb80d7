/** Empty buckets between two filled ones that are cheaper to write than a new span. */
const MAX_GAP = 2;

/** Spans and counts of a native histogram for buckets by index; empty ones may be missing. */
export function sparseBuckets(buckets: ReadonlyMap<number, number>): { readonly spans: Int32Array; readonly counts: Float64Array } {
  const filled = [...buckets].filter(([, count]) => count !== 0).sort(([one], [other]) => one - other);
  const spans: number[] = [];
  const counts: number[] = [];
  let next: number | undefined;
  for (const [index, count] of filled) {
    const gap = next === undefined ? index : index - next;
    if (next === undefined || gap > MAX_GAP) spans.push(gap, 0);
    else for (let missing = 0; missing < gap; missing += 1) counts.push(0);
    spans[spans.length - 1] = (spans.at(-1) ?? 0) + (next === undefined || gap > MAX_GAP ? 1 : gap + 1);
    counts.push(count);
    next = index + 1;
  }
  return { spans: Int32Array.from(spans), counts: Float64Array.from(counts) };
}
