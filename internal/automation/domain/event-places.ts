import type { Json } from '#internal/kernel';
import type { ConsumptionState, OfferedEvent } from './event-consumption.ts';
import { equal, type Interest, type InterestFilter, type InterestStrategy } from './event-interest.ts';
import { isObject } from './json-shape.ts';

/**
 * A place in a set of events that starts an execution: a filter that still takes an event, and the values by which that must be correlated, as
 * JSON in one spelling. Sets are looked up by their free places, so that it does not matter how many of them wait.
 */
export interface EventPlace {
  readonly filter: number;
  readonly bound: string;
}

/** The places that are free in a set. */
export function freePlaces({ filters, strategy }: Interest, { filled, correlation }: Pick<ConsumptionState, 'filled' | 'correlation'>): readonly EventPlace[] {
  const free = ({ mode, filters: wanted }: InterestStrategy): readonly number[] => wanted.filter((filter) => mode !== 'all' || !filled.includes(filter));
  const { until } = strategy;
  return [...free(strategy), ...(typeof until === 'object' ? free(until) : [])].map((filter) => {
    const bound = keysOf(filters[filter]).filter((name) => Object.hasOwn(correlation, name));
    return { filter, bound: spelled(correlation, bound) };
  });
}

/** Every place that an event would fit into, whatever the sets are bound to so far. */
export function fittingPlaces({ filters }: Interest, { matches }: Pick<OfferedEvent, 'matches'>): readonly EventPlace[] {
  return matches.flatMap(({ filter, correlation }) => {
    const own = filters[filter];
    const fits = own?.correlate.every(({ name, expect }) => (expect === undefined ? (correlation[name] ?? null) !== null : equal(correlation[name] ?? null, expect)));
    return fits ? bindings(filters, own).map((names) => ({ filter, bound: spelled(correlation, names) })) : [];
  });
}

/** The names that a set may have values for when an event of this filter comes: what any of the filters together bind. */
function bindings(filters: readonly InterestFilter[], own: InterestFilter | undefined): readonly (readonly string[])[] {
  const found = new Map<string, readonly string[]>([['', []]]);
  for (const other of filters) {
    const shared = keysOf(own).filter((name) => keysOf(other).includes(name));
    for (const names of [...found.values()]) {
      const union = keysOf(own).filter((name) => names.includes(name) || shared.includes(name));
      found.set(union.join('\0'), union);
    }
  }
  return [...found.values()];
}

/** Names whose values the first event binds; those with an expectation are compared with that. */
const keysOf = (filter: InterestFilter | undefined): readonly string[] => (filter?.correlate ?? []).filter(({ expect }) => expect === undefined).map(({ name }) => name);

const spelled = (values: Readonly<Record<string, Json>>, names: readonly string[]): string => JSON.stringify(names.toSorted().map((name) => [name, sorted(values[name] ?? null)]));

const sorted = (value: Json): Json => {
  if (Array.isArray(value)) return value.map(sorted);
  return isObject(value) ? Object.fromEntries(Object.keys(value).toSorted().map((name) => [name, sorted(value[name] ?? null)])) : value;
};
