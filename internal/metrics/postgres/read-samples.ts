import { limit as limitReached } from '#pkg/apperror';
import type { Matcher } from '#pkg/matchers';
import type { Labels, SeriesRequest, SeriesSamples } from '#pkg/promql';
import { mergeHistograms, unpackForQuery } from '#pkg/series-head';
import { decodeHistogramChunk, type TimedHistogram } from '#pkg/xor-chunk';
import type { TenantId } from '#internal/kernel';
import type { TimeRange } from '../ports/metric-store.ts';
import type { ArchivedLabelCache } from './archived-label-cache.ts';
import type { ChunkArchive, StoredChunk } from './chunk-archive.ts';
import { floatsOf } from './chunk-samples.ts';
import type { Reading } from './head-loader.ts';
import type { TenantHead } from './tenant-head.ts';

export interface SampleReader {
  readonly tenantId: TenantId;
  readonly archive: ChunkArchive;
  readonly labels: ArchivedLabelCache;
  readonly reading: Reading;
  readonly maxSeries: number;
}

export const matchersOf = (request: Pick<SeriesRequest, 'matchers'>): Matcher[] => request.matchers.map(({ name, operator, value }) => ({ name, op: operator, value }));

/** What a selector of a query finds in a head. Throws `limit`. */
export function readFromHead(head: TenantHead, request: SeriesRequest, maxSeries: number): Map<number, SeriesSamples | undefined> {
  const found = new Map<number, SeriesSamples | undefined>();
  const refs = head.series.select(matchersOf(request));
  for (const ref of refs) {
    if (head.series.lastTimeOf(ref) < request.startMs && request.startMs >= head.floorMs) continue;
    found.set(head.idOf(ref), head.series.read(ref, request.startMs, request.endMs));
    if (found.size > maxSeries) throw tooMany(maxSeries);
  }
  return found;
}

const tooMany = (maxSeries: number): Error => limitReached(`the query selects more than ${maxSeries} series`);

/** Adds what lies before the floor of the head, from the archive. What was stored first counts. */
export async function addArchived(found: Map<number, SeriesSamples | undefined>, request: SeriesRequest, floorMs: number, { tenantId, archive, labels, reading, maxSeries }: SampleReader): Promise<void> {
  const range: TimeRange = { startMs: request.startMs, endMs: Math.min(request.endMs, floorMs) };
  const own = new Map<number, Labels>();
  const chunks = await reading(async (trx) => {
    const ids = [...(await archive.findIds(trx, tenantId, [matchersOf(request)], range, maxSeries + 1))];
    if (new Set([...ids, ...found.keys()]).size > maxSeries) throw tooMany(maxSeries);
    for (const id of ids) {
      const known = found.get(id)?.labels ?? labels.get(tenantId, id);
      if (known) own.set(id, known);
    }
    const unknown = ids.filter((id) => !own.has(id));
    // Sent together.
    const [stored, packed] = await Promise.all([archive.read(trx, tenantId, ids, range), unknown.length === 0 ? new Map<number, string>() : archive.packedLabels(trx, tenantId, unknown)]);
    for (const [id, text] of packed) {
      const unpacked = unpackForQuery(text);
      own.set(id, unpacked);
      labels.keep(tenantId, id, unpacked);
    }
    return stored;
  });
  for (const [id, ofSeries] of Map.groupBy(chunks, ({ seriesId }) => seriesId)) {
    const ofId = own.get(id);
    const merged = ofId && mergeChunks(ofId, ofSeries, found.get(id), request);
    if (merged) found.set(id, merged);
  }
}

interface Part {
  readonly timestamps: Float64Array;
  readonly values: Float64Array;
  readonly startTimestamps?: Float64Array | undefined;
}

/** The samples of chunks and of the head, in the order of time, each time once. */
function mergeChunks(labels: Labels, chunks: readonly StoredChunk[], newer: SeriesSamples | undefined, { startMs, endMs }: TimeRange): SeriesSamples | undefined {
  const parts: Part[] = chunks.filter(({ kind }) => kind === 'float').map(floatsOf);
  const histograms = chunks.filter(({ kind }) => kind === 'histogram').flatMap(({ data }) => decodeHistogramChunk(data));
  if (newer && (newer.histograms || histograms.length > 0)) return mergeMixed(labels, parts, histograms, newer, { startMs, endMs });
  if (newer) parts.push(newer);
  const floats = mergeFloats(parts, startMs, endMs);
  if (histograms.length > 0) return mergeHistograms(labels, floats, inOrder(histograms, startMs, endMs));
  if (floats.timestamps.length === 0) return undefined;
  const { timestamps, values, startTimestamps } = floats;
  return startTimestamps ? { labels, timestamps, values, startTimestamps } : { labels, timestamps, values };
}

function inOrder(histograms: readonly TimedHistogram[], startMs: number, endMs: number): readonly TimedHistogram[] {
  const sorted = histograms.filter(({ timestamp }) => timestamp >= startMs && timestamp <= endMs).sort((one, other) => one.timestamp - other.timestamp);
  return sorted.filter(({ timestamp }, at) => timestamp !== sorted[at - 1]?.timestamp);
}

/** Floats of several parts; of equal times that of the first part counts. Times in parts rise, and mostly from part to part. */
export function mergeFloats(parts: readonly Part[], startMs: number, endMs: number): Required<Part> & { readonly startTimestamps: Float64Array | undefined } {
  const [only] = parts;
  if (only && parts.length === 1) return cut(only, startMs, endMs);
  const total = parts.reduce((sum, { timestamps }) => sum + timestamps.length, 0);
  const withStarts = parts.some(({ startTimestamps }) => startTimestamps);
  const [timestamps, values, starts] = [new Float64Array(total), new Float64Array(total), withStarts ? new Float64Array(total) : undefined];
  let [length, isRising] = [0, true];
  for (const part of parts) {
    const wanted = cut(part, startMs, endMs);
    if (wanted.timestamps.length === 0) continue;
    if (length > 0 && (wanted.timestamps[0] as number) <= (timestamps[length - 1] as number)) isRising = false;
    timestamps.set(wanted.timestamps, length);
    values.set(wanted.values, length);
    if (wanted.startTimestamps) starts?.set(wanted.startTimestamps, length);
    length += wanted.timestamps.length;
  }
  const all = { timestamps: timestamps.subarray(0, length), values: values.subarray(0, length), startTimestamps: starts?.subarray(0, length) };
  return isRising ? all : sortedOnce(all);
}

/** What lies in a range, both ends included; without a copy. */
function cut({ timestamps, values, startTimestamps }: Part, startMs: number, endMs: number): Required<Part> & { readonly startTimestamps: Float64Array | undefined } {
  const from = firstNotBefore(timestamps, startMs);
  const to = firstNotBefore(timestamps, Math.floor(endMs) + 1);
  return { timestamps: timestamps.subarray(from, to), values: values.subarray(from, to), startTimestamps: startTimestamps?.subarray(from, to) };
}

/** The first position of rising times at which there is `time` or a later one. Times are whole numbers. */
function firstNotBefore(times: Float64Array, time: number): number {
  let [low, high] = [0, times.length];
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] as number) < time) low = middle + 1;
    else high = middle;
  }
  return low;
}

function sortedOnce({ timestamps, values, startTimestamps }: Part): Required<Part> & { readonly startTimestamps: Float64Array | undefined } {
  const order = Uint32Array.from(timestamps, (_, at) => at).sort((one, other) => (timestamps[one] as number) - (timestamps[other] as number) || one - other);
  const kept = order.filter((at, place) => place === 0 || timestamps[at] !== timestamps[order[place - 1] as number]);
  const [times, sorted, starts] = [new Float64Array(kept.length), new Float64Array(kept.length), startTimestamps ? new Float64Array(kept.length) : undefined];
  kept.forEach((at, place) => {
    times[place] = timestamps[at] as number;
    sorted.set(values.subarray(at, at + 1), place);
    if (starts && startTimestamps) starts[place] = startTimestamps[at] as number;
  });
  return { timestamps: times, values: sorted, startTimestamps: starts };
}

/** Where floats and histograms meet: position by position. */
function mergeMixed(labels: Labels, parts: readonly Part[], histograms: readonly TimedHistogram[], newer: SeriesSamples, range: TimeRange): SeriesSamples | undefined {
  const archived = mergeHistograms(labels, mergeFloats(parts, range.startMs, range.endMs), inOrder(histograms, range.startMs, range.endMs));
  if (!archived) return newer;
  const floats = mergeFloats([archived, newer], range.startMs, range.endMs);
  const byTime = new Map<number, NonNullable<SeriesSamples['histograms']>[number]>();
  for (const part of [newer, archived]) part.timestamps.forEach((time, at) => byTime.set(time, part.histograms?.[at]));
  const { timestamps, values, startTimestamps } = floats;
  return { labels, timestamps, values, histograms: Array.from(timestamps, (time) => byTime.get(time)), ...(startTimestamps && { startTimestamps }) };
}
