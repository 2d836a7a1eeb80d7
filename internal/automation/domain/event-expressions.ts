import type { Json } from '#internal/kernel';
import { bare, template, type CheckedProgram } from './checked-programs.ts';
import type { EventConsumption, EventFilter } from './event-arguments.ts';
import { pointerTo } from './json-pointer.ts';

/** The programs that say which events are consumed. Those of a filter are evaluated on the event, beside the variables of the task. */
export function eventPrograms(consumption: EventConsumption, pointer: string, variables: readonly string[]): readonly CheckedProgram[] {
  const filters = (list: readonly EventFilter[], at: string): readonly CheckedProgram[] => list.flatMap((filter, index) => filterPrograms(filter, pointerTo(at, index), variables));
  if ('one' in consumption) return filterPrograms(consumption.one, pointerTo(pointer, 'one'), variables);
  if ('all' in consumption) return filters(consumption.all, pointerTo(pointer, 'all'));
  const { until } = consumption;
  const end = typeof until === 'string' ? bare(until, pointerTo(pointer, 'until'), variables) : until ? eventPrograms(until, pointerTo(pointer, 'until'), variables) : [];
  return [...filters(consumption.any, pointerTo(pointer, 'any')), ...end];
}

const filterPrograms = (filter: EventFilter, pointer: string, variables: readonly string[]): readonly CheckedProgram[] => [
  ...template(filter.with as Json, pointerTo(pointer, 'with'), variables),
  ...Object.entries(filter.correlate ?? {}).flatMap(([name, { from, expect }]) => [
    ...bare(from, pointerTo(pointer, 'correlate', name, 'from'), variables),
    ...template(expect ?? null, pointerTo(pointer, 'correlate', name, 'expect'), variables),
  ]),
];
