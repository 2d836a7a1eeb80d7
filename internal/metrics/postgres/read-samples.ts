import { limit as limitReached } from '#pkg/apperror';
import type { Matcher } from '#pkg/matchers';
import { Labels, type SeriesRequest, type SeriesSamples } from '#pkg/promql';
import { mergeHistograms } from '#pkg/series-head';
import { decodeHistogramChunk, type TimedHistogram } from '#pkg/xor-chunk';
import type { TenantId } from '#internal/kernel';
import type { TimeRange } from '../ports/metric-store.ts';
import type { ChunkArchive, StoredChunk } from './chunk-archive.ts';
import { floatsOf } from './chunk-samples.ts';
import type { Reading } from './head-loader.ts';
import type { TenantHead } from './tenant-head.ts';

export interface SampleReader {
  readonly tenantId: TenantId;
  readonly archive: ChunkArchive;
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
export async function addArchived(found: Map<number, SeriesSamples | undefined>, request: SeriesRequest, floorMs: number, { tenantId, archive, reading, maxSeries }: SampleReader): Promise<void> {
  const range: TimeRange = { startMs: request.startMs, endMs: Math.min(request.endMs, floorMs) };
  const { labels, chunks } = await reading(async (trx) => {
    const series = await archive.findSeries(trx, tenantId, [matchersOf(request)], range, maxSeries + 1);
    return { labels: new Map(series.map((one) => [one.id, one.labels])), chunks: await archive.read(trx, tenantId, series.map(({ id }) => id), range) };
  });
  if (new Set([...labels.keys(), ...found.keys()]).size > maxSeries) throw tooMany(maxSeries);
  for (const [id, ofSeries] of Map.groupBy(chunks, ({ seriesId }) => seriesId)) {
    const newer = found.get(id);
    const own = newer?.labels ?? labelsFrom(labels.get(id) ?? []);
    const merged = mergeChunks(own, ofSeries, newer, request);
    if (merged) found.set(id, merged);
  }
}

const labelsFrom = (labels: readonly { readonly name: string; readonly value: string }[]): Labels => new Labels(labels.map(({ name }) => name), labels.map(({ value }) => value));

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
  const total = parts.reduce((sum, { timestamps }) => sum + timestamps.length, 0);
  const withStarts = parts.some(({ startTimestamps }) => startTimestamps);
  const [timestamps, values, starts] = [new Float64Array(total), new Float64Array(total), withStarts ? new Float64Array(total) : undefined];
  let [length, isRising] = [0, true];
  for (const part of parts) {
    const from = part.timestamps.findIndex((time) => time >= startMs);
    if (from < 0) continue;
    const after = part.timestamps.findIndex((time) => time > endMs);
    const to = after < 0 ? part.timestamps.length : after;
    if (to <= from) continue;
    if (length > 0 && (part.timestamps[from] as number) <= (timestamps[length - 1] as number)) isRising = false;
    timestamps.set(part.timestamps.subarray(from, to), length);
    values.set(part.values.subarray(from, to), length);
    if (part.startTimestamps) starts?.set(part.startTimestamps.subarray(from, to), length);
    length += to - from;
  }
  const all = { timestamps: timestamps.subarray(0, length), values: values.subarray(0, length), startTimestamps: starts?.subarray(0, length) };
  return isRising ? all : sortedOnce(all);
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
