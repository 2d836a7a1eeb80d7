export { BitReader } from './bit-reader.ts';
export { BitWriter, WordArray } from './bit-writer.ts';
export { ChunkError, type ChunkFault } from './chunk-error.ts';
export { type ChunkKind, describeChunk, hasStarts, MAX_SAMPLES } from './chunk-frame.ts';
export { decodeFloatChunk, decodeFloatChunkInto, encodeFloatChunk, type FloatSamples } from './float-chunk.ts';
export { decodeHistogramChunk, HistogramChunk, histogramSizeFault, type TimedHistogram } from './histogram-chunk.ts';
export { OpenChunks } from './open-chunks.ts';
export { readStarts, StartRuns } from './start-runs.ts';
export { ValueReader, ValueWriter } from './value-coder.ts';
