import fc from 'fast-check';
import { criticalPath, remainingAfter } from './critical-path.ts';
import { cyclesIn, layersOf, type GraphTask } from './task-graph.ts';

const task = (taskId: string, ...dependencies: string[]): GraphTask => ({ taskId, dependencies });

/** Tasks whose dependencies all come earlier in a hidden order, shuffled: never a circle. */
const acyclic = fc.integer({ min: 1, max: 40 }).chain((size) =>
  fc
    .tuple(...Array.from({ length: size }, (_, n) => fc.uniqueArray(fc.integer({ min: 0, max: Math.max(0, n - 1) }), { maxLength: Math.min(n, 4) })))
    .chain((edges) => fc.shuffledSubarray(edges.map((earlier, n) => task(`t${n}`, ...(n === 0 ? [] : earlier.map((id) => `t${id}`)))), { minLength: size })),
);
const anyGraph = fc.integer({ min: 1, max: 25 }).chain((size) =>
  fc.tuple(...Array.from({ length: size }, () => fc.uniqueArray(fc.integer({ min: 0, max: size - 1 }), { maxLength: 3 }))).map((edges) => edges.map((ids, n) => task(`t${n}`, ...ids.map((id) => `t${id}`)))),
);

describe('layersOf', () => {
  test('puts every task of a plan without circles after all that it depends on, and as early as that allows', () => {
    fc.assert(
      fc.property(acyclic, (tasks) => {
        const { waves, leftOver } = layersOf(tasks);
        const waveOf = new Map(waves.flatMap((wave, index) => wave.map(({ taskId }) => [taskId, index] as const)));
        expect(leftOver).toEqual([]);
        expect(waveOf.size).toBe(tasks.length);
        for (const { taskId, dependencies } of tasks) expect(waveOf.get(taskId)).toBe(Math.max(-1, ...dependencies.map((id) => waveOf.get(id) ?? Number.NaN)) + 1);
      }),
    );
  });

  test('keeps the order of the document inside a wave', () => {
    expect(layersOf([task('c'), task('a'), task('b', 'c')]).waves.map((wave) => wave.map(({ taskId }) => taskId))).toEqual([['c', 'a'], ['b']]);
  });

  test('sorts 5,000 tasks in one chain', () => {
    const chain = Array.from({ length: 5000 }, (_, n) => task(`t${n}`, ...(n === 0 ? [] : [`t${n - 1}`])));
    expect(layersOf(chain).waves).toHaveLength(5000);
  });
});

describe('cyclesIn', () => {
  test('names a circle in the order in which its tasks depend on each other', () => {
    const { leftOver } = layersOf([task('start'), task('a', 'start', 'b'), task('b', 'c'), task('c', 'a'), task('end', 'a')]);
    expect(cyclesIn(leftOver)).toEqual([['a', 'b', 'c', 'a']]);
  });

  test('names each of two separate circles', () => {
    expect(cyclesIn(layersOf([task('a', 'b'), task('b', 'a'), task('x', 'y'), task('y', 'x')]).leftOver)).toEqual([['a', 'b', 'a'], ['x', 'y', 'x']]);
  });

  test('finds a circle exactly when some task cannot be ordered, and every step of it is a dependency', () => {
    fc.assert(
      fc.property(anyGraph, (tasks) => {
        const { leftOver } = layersOf(tasks);
        const cycles = cyclesIn(leftOver);
        expect(cycles.length > 0).toBe(leftOver.length > 0);
        const byId = new Map(tasks.map((each) => [each.taskId, each]));
        for (const cycle of cycles) {
          expect(cycle.at(0)).toBe(cycle.at(-1));
          for (const [index, id] of cycle.slice(0, -1).entries()) expect(byId.get(id)?.dependencies).toContain(cycle[index + 1]);
        }
      }),
    );
  });
});

describe('criticalPath', () => {
  const lengthOf = (tasks: readonly GraphTask[]) => new Map(tasks.map(({ taskId }) => [taskId, (Number(taskId.slice(1)) * 7919) % 97]));

  test('is a chain of dependencies, as long as it says, and no chain is longer', () => {
    fc.assert(
      fc.property(acyclic, (tasks) => {
        const durations = lengthOf(tasks);
        const duration = ({ taskId }: GraphTask) => durations.get(taskId) ?? Number.NaN;
        const path = criticalPath(tasks, duration);
        const byId = new Map(tasks.map((each) => [each.taskId, each]));
        expect(path.tasks.reduce((sum, id) => sum + (durations.get(id) ?? Number.NaN), 0)).toBe(path.durationMs);
        for (const [index, id] of path.tasks.entries()) if (index > 0) expect(byId.get(id)?.dependencies).toContain(path.tasks[index - 1]);
        const longest = (id: string): number => duration(byId.get(id)!) + Math.max(0, ...byId.get(id)!.dependencies.map(longest));
        if (tasks.length <= 15) expect(path.durationMs).toBe(Math.max(...tasks.map(({ taskId }) => longest(taskId))));
      }),
    );
  });

  test('what remains after a task is the longest chain of those that wait for it', () => {
    const tasks = [task('build'), task('test', 'build'), task('deploy', 'build'), task('verify', 'test', 'deploy')];
    const duration = ({ taskId }: GraphTask) => ({ build: 10, test: 5, deploy: 20, verify: 1 })[taskId] ?? 0;
    expect(Object.fromEntries(remainingAfter(tasks, duration))).toEqual({ build: 21, test: 1, deploy: 1, verify: 0 });
    expect(criticalPath(tasks, duration)).toEqual({ tasks: ['build', 'deploy', 'verify'], durationMs: 31 });
  });
});
