import type { Json } from '#internal/kernel';
import type { CloudEvent } from './cloud-event.ts';
import { equal, type FilterMatch, type Interest, type InterestStrategy } from './event-interest.ts';

/** An event that reached a subscription, in the order in which they came. */
export interface OfferedEvent {
  readonly position: number;
  readonly event: CloudEvent;
  readonly matches: readonly FilterMatch[];
}

/** How far a consumption has come. It travels in histories: fields may be added, never changed. */
export interface ConsumptionState {
  /** Of the last event that was looked at; -1 before the first. */
  readonly position: number;
  /** Filters of an `all` that have got their event. */
  readonly filled: readonly number[];
  /** Values that later events have to agree with. */
  readonly correlation: Readonly<Record<string, Json>>;
  readonly consumed: number;
  readonly done: boolean;
  /** An event was consumed and the condition of `until` was not asked yet. */
  readonly unjudged?: boolean;
}

/** Nothing has come yet; an `all` of nothing is done at once. */
export const nothingConsumed = ({ strategy }: Interest): ConsumptionState => ({
  position: -1, filled: [], correlation: {}, consumed: 0, done: strategy.mode === 'all' && strategy.filters.length === 0,
});

/**
 * Takes the next event into account. `taken` tells whether it belongs to the result: an event that ends the waiting by `until` does not, and
 * neither does one whose correlation differs. A condition of `until` is for the caller to ask, after each event taken.
 */
export function consume(interest: Interest, before: ConsumptionState, offered: OfferedEvent): { readonly state: ConsumptionState; readonly taken: boolean } {
  const seen = { ...before, position: offered.position };
  const { strategy } = interest;
  const { until } = strategy;
  if (typeof until === 'object') {
    const end = accept(interest, until, before, offered);
    if (end) return { state: { ...seen, filled: end.filled, correlation: end.correlation, done: isDone(until, end.filled) }, taken: false };
  }
  const accepted = accept(interest, strategy, before, offered);
  if (!accepted) return { state: seen, taken: false };
  const done = until === undefined && isDone(strategy, accepted.filled);
  return { state: { ...seen, filled: accepted.filled, correlation: accepted.correlation, consumed: before.consumed + 1, done }, taken: true };
}

/** What an event fills: for `all` the first filter that it passes and that has none yet. */
function accept({ filters }: Interest, { mode, filters: wanted }: InterestStrategy, { filled, correlation }: ConsumptionState, { matches }: OfferedEvent) {
  for (const match of matches) {
    if (!wanted.includes(match.filter) || (mode === 'all' && filled.includes(match.filter))) continue;
    const agreed = correlated(filters[match.filter]?.correlate ?? [], match, correlation);
    if (agreed) return { filled: mode === 'all' ? [...filled, match.filter] : filled, correlation: agreed };
  }
  return undefined;
}

/** The correlation with what this event adds to it; undefined when it has no value where one is needed, or another one than expected. */
function correlated(keys: Interest['filters'][number]['correlate'], match: FilterMatch, known: ConsumptionState['correlation']): ConsumptionState['correlation'] | undefined {
  let agreed = known;
  for (const { name, expect } of keys) {
    const value = match.correlation[name] ?? null;
    const expected = expect ?? (Object.hasOwn(agreed, name) ? agreed[name] : undefined);
    if (expected === undefined && value === null) return undefined;
    if (expected !== undefined && !equal(value, expected)) return undefined;
    if (expect === undefined) agreed = { ...agreed, [name]: value };
  }
  return agreed;
}

const isDone = ({ mode, filters }: InterestStrategy, filled: readonly number[]): boolean => mode !== 'all' || filters.every((filter) => filled.includes(filter));
