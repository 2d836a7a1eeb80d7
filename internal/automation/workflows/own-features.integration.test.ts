import path from 'node:path';
import { testTemporalAddress } from '#test/support';
import { DefinitionRunner } from '../fakes/definition-runner.ts';
import type { HttpCall } from '../ports/http-caller.ts';
import { scenariosIn } from '../fakes/open-workflow-suite.ts';
import { judge } from '../fakes/scenario-judge.ts';

/** `/fail/<status>` always answers it, `/flaky/<n>/<status>` the first n times of an execution; anything else is answered. */
function status(seen: Map<string, number>, { url, headers }: HttpCall): number {
  const { pathname } = new URL(url);
  const key = `${(headers['Idempotency-Key'] ?? '').split(':')[0] ?? ''} ${pathname}`;
  const count = (seen.get(key) ?? 0) + 1;
  seen.set(key, count);
  const [, failing, times = '0', flaky = '200'] = /\/fail\/(\d+)$|\/flaky\/(\d+)\/(\d+)$/.exec(pathname) ?? [];
  const undoing = pathname.startsWith('/undo/') && failing !== '500';
  if (failing !== undefined && !undoing) return Number(failing);
  return count <= Number(times) ? Number(flaky) : 200;
}

describe('features of our own, in the form of those of the specification', () => {
  jest.setTimeout(60_000);
  const scenarios = scenariosIn(path.resolve(__dirname, '../../../test/features'));
  let runner: DefinitionRunner;
  beforeAll(async () => {
    runner = await DefinitionRunner.start(testTemporalAddress());
    const seen = new Map<string, number>();
    runner.world.answer = (call) => ({ status: status(seen, call), headers: {}, body: {} });
  });
  afterAll(() => runner.stop());

  test('there are at least five for each', () => {
    const counts = Map.groupBy(scenarios, ({ feature }) => feature);
    expect([...counts].filter(([, each]) => each.length < 5)).toEqual([]);
    expect([...counts.keys()]).toEqual(['compensate', 'export', 'for', 'fork-joins', 'if', 'retry', 'schemas', 'timeout', 'wait']);
  });

  test.each(scenarios.map((scenario) => [`${scenario.feature}: ${scenario.name}`, scenario] as const))('%s', async (_, scenario) => {
    const { recorded, result } = await runner.run(scenario.definition, { input: scenario.input });
    await result();
    judge(scenario, recorded);
  });
});
