import type { Json } from '#internal/kernel';
import type { WorkflowDefinition } from './definition.ts';
import { rerunIndex, rerunPlace, type RecordedRun } from './rerun.ts';

const definition = (more: object = {}, second: object = {}): WorkflowDefinition =>
  ({ document: {}, ...more, do: [{ a: { set: { n: 1 } } }, { b: { set: { n: 2 }, ...second } }, { c: { do: [{ d: { set: {} } }] } }] }) as unknown as WorkflowDefinition;
const ran = (path: string, output: Json, status: RecordedRun['status'] = 'completed'): RecordedRun => ({ path, status, output });
const story = [ran('/do/0/a', { n: 1 }), ran('/do/1/b', { n: 2 }), ran('/do/2/c/do/0/d', {}), { path: '/do/2/c', status: 'failed' as const }];

describe('a rerun', () => {
  test.each([['/do/0/a', 0, { first: true }], ['/do/1/b', 1, { n: 1 }], ['/do/2/c', 2, { n: 2 }]])('from %s gets what that task got', (from, index, data) => {
    expect(rerunIndex(definition(), from)).toBe(index);
    expect(rerunPlace(definition(), index, story, { first: true })).toEqual({ index, data });
  });

  test('from a task that was visited again gets what its first visit got', () => {
    const steps = [ran('/do/0/a', { n: 1 }), ran('/do/1/b', { n: 2 }), ran('/do/0/a#2', { n: 3 }), ran('/do/1/b#2', { n: 4 })];
    expect(rerunPlace(definition(), 1, steps, {}).data).toEqual({ n: 1 });
  });

  test('gets the input that somebody gives instead', () => {
    expect(rerunPlace(definition(), 2, [], {}, { own: 1 })).toEqual({ index: 2, data: { own: 1 } });
  });

  test.each(['/do/2/c/do/0/d', '/do/7/x', 'c', ''])('from %j is refused: it is no task of the outermost list', (from) => {
    expect(() => rerunIndex(definition(), from)).toThrow(expect.objectContaining({ code: 'invalid' }));
  });

  test('is refused where the record does not say what the task got', () => {
    const refused = (run: () => unknown, reason: string) => expect(run).toThrow(expect.objectContaining({ code: 'conflict', message: expect.stringContaining(reason) }));
    refused(() => rerunPlace(definition(), 2, [ran('/do/0/a', {})], {}), 'never ran');
    refused(() => rerunPlace(definition({ input: { from: '.x' } }), 0, story, {}), 'made of its input');
    refused(() => rerunPlace(definition({}, { export: { as: '.' } }), 2, story, {}), 'exported');
    refused(() => rerunPlace(definition(), 2, [{ path: '/do/1/b', status: 'completed' }, { path: '/do/2/c', status: 'failed' }], {}), 'output of /do/1/b');
  });
});
