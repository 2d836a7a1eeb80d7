import type { Labels, ResultSeries } from '#pkg/promql';
import type { ByteWriter } from './byte-writer.ts';
import { histogramText, labelsText, timeText } from './sample-text.ts';
import type { WrittenSeries } from './written-series.ts';

/** A series of an answer: what is known from before, and what was evaluated. */
export interface MatrixSeries {
  readonly labels: Labels;
  readonly before: WrittenSeries | undefined;
  readonly series: ResultSeries | undefined;
}

/** Where the values of an answer may be; a step of 0: anywhere. */
export interface AnswerGrid {
  readonly startMs: number;
  readonly stepMs: number;
}

/** A time has at most 17 characters and a number 24; the rest is punctuation. */
const MOST_BYTES = 48;
const END_OF_POINT = Buffer.from('"]');

/** Writes series of a range vector, and keeps what is written up to a moment. */
export class SeriesWriter {
  private readonly prefixes: TimePrefixes;
  private readonly written: WrittenSeries[] = [];
  /** Most series have a value at every step, and then share their times. */
  private readonly times = new Map<string, Float64Array>();

  constructor(
    private readonly out: ByteWriter,
    private readonly grid: AnswerGrid,
    /** Undefined: keep nothing. */
    private readonly keepUntilMs: number | undefined,
  ) {
    this.prefixes = new TimePrefixes(grid);
  }

  /** What is to be kept; undefined when nothing was asked for. */
  get kept(): readonly WrittenSeries[] | undefined {
    return this.keepUntilMs === undefined ? undefined : this.written;
  }

  write({ labels, before, series }: MatrixSeries): void {
    const { out } = this;
    out.text(`{"metric":${labelsText(labels)}`);
    this.points(labels, before, series?.floats ?? NOTHING);
    const histograms = series?.histograms ?? [];
    if (histograms.length > 0) out.text(`,"histograms":[${histograms.map(({ timeMs, histogram }) => `[${timeText(timeMs)},${histogramText(histogram)}]`).join(',')}]`);
    out.text('}');
  }

  private points(labels: Labels, before: WrittenSeries | undefined, { times, values }: ResultSeries['floats']): void {
    if (!before && values.length === 0) return;
    const { out } = this;
    out.text(',"values":[');
    // In one piece, so that it can be kept as one.
    out.reserve((before?.text.length ?? 0) + MOST_BYTES * values.length + 1);
    const begin = out.position;
    const earlier = before?.times.length ?? 0;
    const offsets = this.keepUntilMs === undefined ? undefined : new Uint32Array(earlier + values.length + 1);
    if (before) {
      out.bytes(before.text);
      offsets?.set(before.offsets);
    }
    for (let i = 0; i < values.length; i += 1) {
      const prefix = this.prefixes.of(times[i] as number);
      // The comma in front belongs to no value.
      const skip = earlier + i === 0 ? 1 : 0;
      if (offsets) offsets[earlier + i] = out.position - begin + 1 - skip;
      out.number(prefix, skip, values[i] as number, END_OF_POINT);
    }
    if (offsets) {
      offsets[earlier + values.length] = out.position - begin + 1;
      this.keep(labels, before, times, offsets, begin);
    }
    out.text(']');
  }

  private keep(labels: Labels, before: WrittenSeries | undefined, later: Float64Array, offsets: Uint32Array, begin: number): void {
    const { out } = this;
    const keepUntilMs = this.keepUntilMs ?? -Infinity;
    const earlier = before?.times ?? NOTHING.times;
    let count = later.length;
    while (count > 0 && (later[count - 1] ?? 0) > keepUntilMs) count -= 1;
    const total = earlier.length + count;
    if (total === 0) return;
    this.written.push({ labels, times: this.timesOf(earlier, later, count), text: out.copy(begin, begin + (offsets[total] ?? 1) - 1), offsets: offsets.slice(0, total + 1) });
  }

  private timesOf(earlier: Float64Array, later: Float64Array, count: number): Float64Array {
    const total = earlier.length + count;
    const first = (earlier.length > 0 ? earlier[0] : later[0]) ?? 0;
    const last = (count > 0 ? later[count - 1] : earlier.at(-1)) ?? 0;
    const hasGaps = last - first !== (total - 1) * this.grid.stepMs;
    const name = `${first} ${total}`;
    const known = hasGaps ? undefined : this.times.get(name);
    if (known) return known;
    const times = new Float64Array(total);
    times.set(earlier);
    times.set(later.subarray(0, count), earlier.length);
    if (!hasGaps) this.times.set(name, times);
    return times;
  }
}

const NOTHING: ResultSeries['floats'] = { times: new Float64Array(), values: new Float64Array() };

/** What stands in front of a value, `,[1700000000,"`; the same for all series, so each is made once where there is a grid. */
class TimePrefixes {
  private readonly known: Uint8Array[] = [];

  constructor(private readonly grid: AnswerGrid) {}

  of(timeMs: number): Uint8Array {
    const { startMs, stepMs } = this.grid;
    const step = (timeMs - startMs) / stepMs;
    const found = stepMs > 0 ? this.known[step] : undefined;
    if (found) return found;
    const made = Buffer.from(`,[${timeText(timeMs)},"`);
    if (stepMs > 0 && Number.isInteger(step) && step >= 0) this.known[step] = made;
    return made;
  }
}
