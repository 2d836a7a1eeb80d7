import { type Frame, Position } from './position.ts';

interface Counted extends Frame {
  at: number;
}

/** Nested lists of steps; `stop` is asked before each leaf. */
async function walk(position: Position, depth: number, leaf: (path: readonly number[]) => void, stop: () => boolean, path: readonly number[] = []): Promise<void> {
  await position.within<Counted, void>({ kind: `level ${depth}`, at: 0 }, async (frame) => {
    for (; frame.at < 3; frame.at += 1) {
      if (!position.resuming && stop()) throw new Error('stopped');
      if (depth === 0) leaf([...path, frame.at]);
      else await walk(position, depth - 1, leaf, stop, [...path, frame.at]);
    }
  });
}

describe('a position', () => {
  test('that is stored and taken up again visits every step once, wherever it was stored', async () => {
    const whole: string[] = [];
    await walk(new Position(), 2, (path) => whole.push(path.join()), () => false);
    for (let every = 1; every < 10; every += 1) {
      const visited: string[] = [];
      let saved: readonly Frame[] = [];
      for (let runs = 0, done = false; !done; runs += 1) {
        const position = new Position(JSON.parse(JSON.stringify(saved)) as Frame[]);
        let asked = 0;
        let kept: readonly Frame[] = [];
        const stop = (): boolean => {
          asked += 1;
          if (asked <= every) return false;
          kept = position.frames;
          return true;
        };
        done = await walk(position, 2, (path) => visited.push(path.join()), stop).then(() => true, () => false);
        saved = kept;
        expect(runs).toBeLessThan(100);
      }
      expect(visited).toEqual(whole);
    }
  });

  test('is not storable while something runs that has no frame', async () => {
    const position = new Position();
    await position.pinned(async () => {
      expect(position.storable).toBe(false);
      await position.within({ kind: 'list' }, async () => expect(position.frames).toEqual([]));
    });
    expect(position.storable).toBe(true);
  });

  test('that says where to begin leaves the rest to the constructs, and nothing of it is under way yet', async () => {
    const position = new Position([{ kind: 'level 2', at: 1 } as Frame, { kind: 'level 1' }, { kind: 'level 0', at: 2 } as Frame], true);
    expect([position.pending, position.resuming]).toEqual([true, false]);
    const visited: string[] = [];
    await walk(position, 2, (path) => visited.push(path.join()), () => false);
    expect(visited).toEqual(['1,0,2', ...['1,1', '1,2', '2,0', '2,1', '2,2'].flatMap((at) => [0, 1, 2].map((leaf) => `${at},${leaf}`))]);
  });

  test('that is not reached any more is an error, and what handles it begins at its own beginning', async () => {
    const position = new Position([{ kind: 'list' }, { kind: 'loop' }], true);
    await expect(position.within({ kind: 'list' }, async () => undefined)).rejects.toMatchObject({ problem: { detail: expect.stringContaining('cannot begin') } });
    await expect(position.within({ kind: 'handler' }, async ({ kind }) => kind)).resolves.toBe('handler');
  });

  test('that does not fit what runs is a bug, not a guess', async () => {
    await expect(new Position([{ kind: 'loop' }]).within({ kind: 'list' }, async () => undefined)).rejects.toThrow('expects a loop');
  });
});
