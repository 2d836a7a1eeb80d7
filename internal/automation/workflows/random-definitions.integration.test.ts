import fc from 'fast-check';
import type { Json, JsonObject } from '#internal/kernel';
import { testTemporalAddress } from '#test/support';
import { DefinitionRunner } from '../fakes/definition-runner.ts';
import { answeredStatus, randomDefinitions } from '../fakes/random-definitions.ts';
import { answerTo, ReferenceInterpreter, type Observed } from '../fakes/reference-interpreter.ts';

/** `RANDOM_DEFINITIONS_SEED` repeats a run. */
const seed = Number(process.env['RANDOM_DEFINITIONS_SEED'] ?? Date.now() % 2 ** 31);
const RUNS = 200;
const AT_ONCE = 12;
const input: Json = { n: 1, log: [] };

describe('random definitions', () => {
  jest.setTimeout(280_000);
  let runner: DefinitionRunner;
  beforeAll(async () => {
    runner = await DefinitionRunner.start(testTemporalAddress());
    const attempts = new Map<string, number>();
    runner.world.answer = ({ url, headers, body }) => {
      const { pathname } = new URL(url);
      const [executionId = ''] = (headers['Idempotency-Key'] ?? '').split(':');
      const key = `${executionId} ${pathname}`;
      const attempt = attempts.get(key) ?? 0;
      attempts.set(key, attempt + 1);
      const undo = (body as { readonly undo?: boolean } | undefined)?.undo === true;
      return { status: answeredStatus(pathname, attempt), headers: {}, body: undo ? {} : answerTo([pathname, body ?? null]) };
    };
  });
  afterAll(() => runner.stop());

  async function observe(definition: JsonObject): Promise<Observed> {
    const { recorded, result } = await runner.run(definition, { input });
    const { status } = await result();
    const { output = null, error } = recorded.end ?? {};
    const problem = error as { readonly status: number; readonly instance: string } | undefined;
    return {
      status,
      output,
      error: problem ? { status: problem.status, instance: problem.instance } : null,
      calls: recorded.calls.map(({ url, body }) => [new URL(url).pathname, body ?? null] as const),
    };
  }
  /** Branches send in any order; what counts is that each sends the same. */
  const comparable = (definition: JsonObject, { calls, ...rest }: Observed) => ({
    ...rest,
    calls: JSON.stringify(definition).includes('"fork"') ? calls.filter(([path]) => !path.startsWith('/undo')).map(([path, body]) => JSON.stringify([path, Object.entries(body as JsonObject).sort()])).sort() : calls,
    undone: calls.filter(([path]) => path.startsWith('/undo')),
  });

  test(`end as a simple interpreter says: same output, same errors, same calls, same compensations in the same order (seed ${seed})`, async () => {
    const definitions = fc.sample(randomDefinitions, { numRuns: RUNS, seed });
    const kinds = new Set<string>();
    for (let at = 0; at < definitions.length; at += AT_ONCE) {
      const ended = await Promise.allSettled(definitions.slice(at, at + AT_ONCE).map(async (definition, index) => {
        const expected = new ReferenceInterpreter(definition, input).run();
        const found = await observe(definition);
        kinds.add(found.status);
        expect({ seed, run: at + index, definition, ...comparable(definition, found) }).toEqual({ seed, run: at + index, definition, ...comparable(definition, expected) });
      }));
      for (const each of ended) if (each.status === 'rejected') throw each.reason;
    }
    // A generator that only makes definitions that end well would prove little.
    expect([...kinds].sort()).toEqual(['compensated', 'compensation_failed', 'completed', 'failed']);
  });
});
