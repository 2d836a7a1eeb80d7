import type { ArchivedChunk, StoredChunk } from './chunk-archive.ts';
import { DAY_MS, dayOf } from './chunk-rows.ts';
import { type ChunkSamples, countOf, decodeChunk, encodeChunk, gatherFloats, gatherHistograms, joinFloats, type SamplePlace, sliceOf, timeAt } from './chunk-samples.ts';

/** The chunk, or what it makes when it is cut at every midnight (UTC) it spans. */
export function cutIntoDays(chunk: ArchivedChunk): readonly ArchivedChunk[] {
  if (dayOf(chunk.startMs) === dayOf(chunk.endMs)) return [chunk];
  const content = decodeChunk(chunk);
  const pieces: ArchivedChunk[] = [];
  let first = 0;
  for (let at = 1; at <= chunk.samples; at += 1) {
    if (at < chunk.samples && timeAt(content, at) < (dayOf(timeAt(content, first)) + 1) * DAY_MS) continue;
    pieces.push(encodeChunk(chunk.seriesId, sliceOf(content, first, at)));
    first = at;
  }
  return pieces;
}

/** The samples of chunks of one series: floats, histograms, or both; each rising in time, and of those at the same time the one of the lowest `seq`. */
export function mergeSamples(chunks: readonly StoredChunk[]): readonly ChunkSamples[] {
  const inOrder = [...chunks].sort((one, other) => one.startMs - other.startMs);
  if (inOrder.every(({ kind, startMs }, at) => kind === 'float' && startMs > (inOrder[at - 1]?.endMs ?? -Infinity))) return [joinFloats(inOrder.map(decodeChunk))];
  const bySeq = [...chunks].sort((one, other) => one.seq - other.seq);
  const contents = bySeq.map(decodeChunk);
  const taken = new Set<number>();
  const [floats, histograms]: [SamplePlace[], SamplePlace[]] = [[], []];
  contents.forEach((content, chunk) => {
    for (let index = 0; index < countOf(content); index += 1) {
      const time = timeAt(content, index);
      if (taken.has(time)) continue;
      taken.add(time);
      (content.kind === 'float' ? floats : histograms).push({ chunk, index });
    }
  });
  const inTime = (places: SamplePlace[]): SamplePlace[] => places.sort((one, other) => placeTime(contents, one) - placeTime(contents, other));
  return [gatherFloats(contents, inTime(floats)), gatherHistograms(contents, inTime(histograms))].filter((content) => countOf(content) > 0);
}

const placeTime = (contents: readonly ChunkSamples[], { chunk, index }: SamplePlace): number => {
  const content = contents[chunk];
  return content ? timeAt(content, index) : 0;
};
