import fc from 'fast-check';
import type { Json, JsonObject } from '#internal/kernel';
import { testTemporalAddress } from '#test/support';
import type { WorkflowDefinition } from '../domain/definition.ts';
import { Reruns } from '../domain/rerun.ts';
import { levelsOf } from '../domain/task-levels.ts';
import { DefinitionRunner, type StartedRun } from '../fakes/definition-runner.ts';
import { answeredStatus, randomDefinitions } from '../fakes/random-definitions.ts';
import { answerTo } from '../fakes/reference-interpreter.ts';

/** `RANDOM_DEFINITIONS_SEED` repeats a run. */
const seed = Number(process.env['RANDOM_DEFINITIONS_SEED'] ?? Date.now() % 2 ** 31);
const DEFINITIONS = 40;
const MOST_RERUNS = 250;
const AT_ONCE = 12;
const input: Json = { n: 1, log: [] };

describe('reruns of random definitions', () => {
  jest.setTimeout(280_000);
  let runner: DefinitionRunner;
  /** Requests of an execution to a path before the next one. */
  const asked = new Map<string, number>();
  /** How many steps were on record when an execution sent a request. */
  const sent = new Map<string, { readonly pathname: string; readonly steps: number }[]>();
  beforeAll(async () => {
    runner = await DefinitionRunner.start(testTemporalAddress());
    runner.world.answer = ({ url, headers, body }) => {
      const { pathname } = new URL(url);
      const [executionId = ''] = (headers['Idempotency-Key'] ?? '').split(':');
      const key = `${executionId} ${pathname}`;
      const attempt = asked.get(key) ?? 0;
      asked.set(key, attempt + 1);
      sent.set(executionId, [...(sent.get(executionId) ?? []), { pathname, steps: runner.world.of(executionId).steps.size }]);
      const undo = (body as { readonly undo?: boolean } | undefined)?.undo === true;
      return { status: answeredStatus(pathname, attempt), headers: {}, body: undo ? {} : answerTo([pathname, body ?? null]) };
    };
  });
  afterAll(() => runner.stop());

  const ended = ({ recorded }: StartedRun) => {
    const { output = null, error } = recorded.end ?? {};
    const problem = error as { readonly status: number; readonly instance: string } | undefined;
    return { completed: recorded.end?.status === 'completed', output, error: problem ? { status: problem.status, instance: problem.instance } : null };
  };

  async function checkRerun(definition: JsonObject, original: StartedRun, reruns: Reruns, from: string, position: number): Promise<void> {
    const { place } = reruns.place(from);
    const { path: _path, skipped: _skipped, ...startAt } = place;
    const executionId = `${original.executionId}-${position}`;
    // The receivers answer as they did from then on.
    for (const { pathname, steps } of sent.get(original.executionId) ?? []) {
      if (steps <= position) asked.set(`${executionId} ${pathname}`, (asked.get(`${executionId} ${pathname}`) ?? 0) + 1);
    }
    const again = await runner.run(definition, { input, executionId, startAt: JSON.parse(JSON.stringify(startAt)) as typeof startAt & { readonly inside?: never } });
    await again.result();
    expect({ seed, from, startAt, definition, ...ended(again) }).toEqual({ seed, from, startAt, definition, ...ended(original) });
  }

  test(`end as the executions did, from every task that they can begin with (seed ${seed})`, async () => {
    const kinds = new Map<string, number>();
    const jobs: (() => Promise<void>)[] = [];
    for (const definition of fc.sample(randomDefinitions, { numRuns: DEFINITIONS, seed })) {
      const original = await runner.run(definition, { input });
      await original.result();
      const runs = [...original.recorded.steps.values()];
      const reruns = new Reruns({ definition: definition as unknown as WorkflowDefinition, input, runs });
      for (const [position, { path, kind }] of runs.entries()) {
        const lastAttempt = !runs.slice(position + 1).some((later) => later.path === path);
        if (!lastAttempt || reruns.refusal(path) !== undefined) continue;
        const levels = levelsOf(definition as unknown as WorkflowDefinition, path);
        // A rerun has all attempts of its `try` again: where the first have failed, more happens than did then.
        const retried = levels.some(({ inside, place }) => inside?.part === 'try' && runs.slice(0, position).some((run) => run.status === 'failed' && run.path.startsWith(`${place}/try/`)));
        if (retried) continue;
        for (const part of [kind, ...levels.flatMap(({ inside }) => (inside ? [`in ${inside.part}`] : []))]) kinds.set(part, (kinds.get(part) ?? 0) + 1);
        jobs.push(() => checkRerun(definition, original, reruns, path, position));
      }
    }
    for (let at = 0; at < Math.min(jobs.length, MOST_RERUNS); at += AT_ONCE) {
      for (const each of await Promise.allSettled(jobs.slice(at, at + AT_ONCE).map((job) => job()))) if (each.status === 'rejected') throw each.reason;
    }
    // A record that offers few reruns would prove little.
    expect([...kinds.keys()]).toEqual(expect.arrayContaining(['set', 'call', 'in do', 'in try', 'in for']));
    expect(jobs.length).toBeGreaterThan(DEFINITIONS);
  });
});
