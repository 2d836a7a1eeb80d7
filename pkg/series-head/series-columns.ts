import { withRoom } from './growing-column.ts';

/** What is noted of a series, as bits. */
export const IS_DECODED = 1;
export const ENDS_WITH_HISTOGRAM = 2;
export const HAS_STARTS = 4;
export const HAS_LATE = 8;
export const HAS_HISTOGRAMS = 16;
export const IS_GONE = 32;

/** What a head knows of each series without an object: some 50 bytes. Series are positions. */
export class SeriesColumns {
  lastTime = new Float64Array(0);
  firstTime = new Float64Array(0);
  lastLow = new Int32Array(0);
  lastHigh = new Int32Array(0);
  /** Slot of the open chunk, or -1. */
  slot = new Int32Array(0);
  /** Time of the first sample of the open chunk. */
  openStart = new Float64Array(0);
  /** How many samples the open chunk gets. */
  room = new Int32Array(0);
  /** The sealed chunk that came last, or -1. */
  chunk = new Int32Array(0);
  flags = new Uint8Array(0);

  reset(ref: number, room: number): void {
    for (const column of ['lastTime', 'firstTime', 'openStart'] as const) this[column] = withRoom(this[column], ref);
    for (const column of ['lastLow', 'lastHigh', 'slot', 'room', 'chunk'] as const) this[column] = withRoom(this[column], ref);
    this.flags = withRoom(this.flags, ref);
    this.lastTime[ref] = -Infinity;
    this.firstTime[ref] = Infinity;
    this.slot[ref] = -1;
    this.chunk[ref] = -1;
    this.room[ref] = room;
    this.flags[ref] = 0;
  }
}
