/** Operations on ids in rising order without repetition. None changes what it is given; what they return may be one of their arguments. */

/** Ids that are in both. Steps through the shorter one and leaps through the longer. */
export function intersect(one: Uint32Array, other: Uint32Array): Uint32Array {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  const common = new Uint32Array(short.length);
  let [found, at] = [0, 0];
  for (const id of short) {
    at = leap(long, id, at);
    if (at === long.length) break;
    if (long[at] === id) common[found++] = id;
  }
  return common.subarray(0, found);
}

/** Whether they have an id in common. */
export function meet(one: Uint32Array, other: Uint32Array): boolean {
  const [short, long] = one.length <= other.length ? [one, other] : [other, one];
  let at = 0;
  for (const id of short) {
    at = leap(long, id, at);
    if (at === long.length) return false;
    if (long[at] === id) return true;
  }
  return false;
}

/** Ids of `from` that are not in `gone`. */
export function subtract(from: Uint32Array, gone: Uint32Array): Uint32Array {
  if (gone.length === 0) return from;
  const rest = new Uint32Array(from.length);
  let [kept, at] = [0, 0];
  for (const id of from) {
    at = leap(gone, id, at);
    if (gone[at] !== id) rest[kept++] = id;
  }
  return rest.subarray(0, kept);
}

/** Ids that are in any of the lists. */
export function union(lists: readonly Uint32Array[]): Uint32Array {
  const [first = new Uint32Array(0)] = lists;
  if (lists.length <= 1) return first;
  const total = lists.reduce((sum, { length }) => sum + length, 0);
  const last = lists.reduce((max, list) => Math.max(max, list.at(-1) ?? 0), 0);
  // Marking costs a bit for every id there could be, sorting some steps for every id there is.
  return total * 8 > last / 32 && total > 64 ? unionByMarks(lists, total, last) : unionBySorting(lists, total);
}

function unionBySorting(lists: readonly Uint32Array[], total: number): Uint32Array {
  const all = new Uint32Array(total);
  let at = 0;
  for (const list of lists) {
    all.set(list, at);
    at += list.length;
  }
  all.sort();
  let kept = 0;
  for (const id of all) if (kept === 0 || all[kept - 1] !== id) all[kept++] = id;
  return all.subarray(0, kept);
}

function unionByMarks(lists: readonly Uint32Array[], total: number, last: number): Uint32Array {
  const marks = new Uint32Array((last >>> 5) + 1);
  for (const list of lists) for (const id of list) marks[id >>> 5] = (marks[id >>> 5] as number) | (1 << (id & 31));
  const all = new Uint32Array(total);
  let kept = 0;
  for (let word = 0; word < marks.length; word += 1) {
    for (let bits = marks[word] as number; bits !== 0; bits &= bits - 1) all[kept++] = word * 32 + 31 - Math.clz32(bits & -bits);
  }
  return all.subarray(0, kept);
}

/** The first place from `start` on whose id is not below `id`: in leaps that double, then by halving. */
function leap(ids: Uint32Array, id: number, start: number): number {
  let [low, step] = [start, 1];
  while (low + step < ids.length && (ids[low + step] as number) < id) [low, step] = [low + step, step * 2];
  let high = Math.min(ids.length, low + step + 1);
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((ids[middle] as number) < id) low = middle + 1;
    else high = middle;
  }
  return low;
}
