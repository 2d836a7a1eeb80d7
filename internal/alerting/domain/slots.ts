import type { RuleGroupId } from './rule-group-id.ts';

/** Of groups that do not say how often they are evaluated. */
export const DEFAULT_INTERVAL_MS = 60_000;

/** When a group is evaluated: a grid of its interval, moved by its id, so that groups spread out and stay where they are. */
export interface SlotGrid {
  readonly intervalMs: number;
  readonly offsetMs: number;
}

export const slotGridOf = (id: RuleGroupId, intervalMs: number): SlotGrid => ({ intervalMs, offsetMs: Number.parseInt(id.slice(-12), 16) % intervalMs });

/** The last slot that is not after `timeMs`. */
export const slotBefore = ({ intervalMs, offsetMs }: SlotGrid, timeMs: number): number => Math.floor((timeMs - offsetMs) / intervalMs) * intervalMs + offsetMs;

/** Slots after `fromMs`, up to `toMs` with it. */
export const slotsBetween = (grid: SlotGrid, fromMs: number, toMs: number): number => Math.max(0, (slotBefore(grid, toMs) - slotBefore(grid, fromMs)) / grid.intervalMs);
