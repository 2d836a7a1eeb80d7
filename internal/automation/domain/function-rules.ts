import type { ErrorDetail } from '#pkg/apperror';
import { extensionsOf, isFunctionCall, type WorkflowDefinition } from './definition.ts';
import { tasksOf, type PlacedTask } from './definition-tasks.ts';
import { pointerTo } from './json-pointer.ts';

/** Calls of functions that are not there, functions that call themselves, and compensations that would have compensations by way of a function. */
export function functionFaults(definition: WorkflowDefinition): readonly ErrorDetail[] {
  const known = Object.keys(definition.use?.functions ?? {});
  const tasks = tasksOf(definition);
  const calls = tasks.flatMap((placed) => (isFunctionCall(placed.task) ? [{ ...placed, to: placed.task.call }] : []));
  const inside = (name: string, pointer: string): boolean => pointer === pointerTo('/use/functions', name) || pointer.startsWith(`${pointerTo('/use/functions', name)}/`);
  const callees = new Map(known.map((name) => [name, calls.filter(({ pointer }) => inside(name, pointer)).map(({ to }) => to)]));
  return [
    ...calls.flatMap(({ to, pointer }) => (known.includes(to) ? [] : [{ field: pointerTo(pointer, 'call'), reason: `names no function of use.functions: '${to}'` }])),
    ...known.flatMap((name) => {
      const cycle = cycleFrom(name, callees);
      return cycle ? [{ field: pointerTo('/use/functions', name), reason: `calls itself: ${cycle.join(' → ')}` }] : [];
    }),
    ...calls.flatMap(({ to, undoing, pointer }) =>
      undoing && tasks.some(({ task, pointer: at }) => extensionsOf(task).compensate && reached(to, callees).some((name) => inside(name, at)))
        ? [{ field: pointerTo(pointer, 'call'), reason: 'has compensations of its own, which cannot stand inside a compensation' }]
        : [],
    ),
  ];
}

type Callees = ReadonlyMap<string, readonly string[]>;

/** The way from a function back to itself, if there is one; breadth first, so the shortest. */
function cycleFrom(start: string, callees: Callees): readonly string[] | undefined {
  const ways: (readonly string[])[] = [[start]];
  const seen = new Set<string>();
  for (const way of ways) {
    for (const next of callees.get(way.at(-1) ?? '') ?? []) {
      if (next === start) return [...way, start];
      if (!seen.has(next)) ways.push([...way, next]);
      seen.add(next);
    }
  }
  return undefined;
}

function reached(start: string, callees: Callees): readonly string[] {
  const names = [start];
  for (const name of names) names.push(...(callees.get(name) ?? []).filter((next) => !names.includes(next)));
  return names;
}

/** Longest path of a task at run time: functions are run in the place of their calls. A definition must have passed `functionFaults`. */
export function longestPaths(definition: WorkflowDefinition): ReadonlyMap<PlacedTask, number> {
  const tasks = tasksOf(definition);
  const known = new Map<string, number>();
  const extra = ({ task }: PlacedTask): number => (isFunctionCall(task) ? '/call'.length + depth(task.call) : 0);
  const depth = (name: string): number => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const root = pointerTo('/use/functions', name);
    const longest = Math.max(0, ...tasks.filter(({ pointer }) => pointer === root || pointer.startsWith(`${root}/`)).map((placed) => placed.pointer.length - root.length + extra(placed)));
    known.set(name, longest);
    return longest;
  };
  return new Map(tasks.map((placed) => [placed, placed.pointer.length + extra(placed)]));
}
