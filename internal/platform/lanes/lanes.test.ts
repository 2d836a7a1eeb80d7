import { type LaneKey, Lanes } from './lanes.ts';

const key = (id: string): LaneKey => ({ tenantId: 'acme', id });
const turn = () => new Promise((resolve) => setImmediate(resolve));

function setup({ atOnce = 2, due = [] as readonly LaneKey[] } = {}) {
  const served: string[] = [];
  const errors: unknown[] = [];
  const waiting = new Map<string, (error?: Error) => void>();
  const lanes = new Lanes<LaneKey>({
    atOnce,
    due: async (most) => due.slice(0, most),
    serve: ({ id }) => {
      served.push(id);
      return new Promise((resolve, reject) => waiting.set(id, (error) => (error ? reject(error) : resolve(1))));
    },
    onError: (error) => errors.push(error),
  });
  return { lanes, served, errors, finish: async (id: string, error?: Error) => { waiting.get(id)?.(error); await turn(); } };
}

describe('lanes', () => {
  test('one that does not end delays no other', async () => {
    const { lanes, served, finish } = setup({ due: [key('dead'), key('alive')] });
    await lanes.dispatch();
    await finish('alive');
    await lanes.dispatch();
    expect(served).toEqual(['dead', 'alive', 'alive']);
  });

  test('at most so many are open at once', async () => {
    const { lanes, served, finish } = setup({ due: [key('a'), key('b'), key('c')] });
    await lanes.dispatch();
    lanes.ring(key('d'));
    expect(served).toEqual(['a', 'b']);
    await finish('a');
    lanes.ring(key('d'));
    expect(served).toEqual(['a', 'b', 'd']);
  });

  test('one that is rung while it is busy is served once more, and only once', async () => {
    const { lanes, served, finish } = setup();
    lanes.ring(key('a'));
    lanes.ring(key('a'));
    lanes.ring(key('a'));
    await finish('a');
    expect(served).toEqual(['a', 'a']);
    await finish('a');
    expect(served).toEqual(['a', 'a']);
    await lanes.idle();
  });

  test('one that fails is told of and can be served again', async () => {
    const { lanes, served, errors, finish } = setup();
    lanes.ring(key('a'));
    await finish('a', new Error('broken'));
    expect(errors).toEqual([new Error('broken')]);
    lanes.ring(key('a'));
    expect(served).toEqual(['a', 'a']);
  });
});
