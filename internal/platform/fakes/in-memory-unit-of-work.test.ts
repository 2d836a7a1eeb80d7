import { type Actor, asTenantId, systemActor } from '#internal/kernel';
import { InMemoryUnitOfWork } from './in-memory-unit-of-work.ts';

interface Words {
  add(word: string): Promise<void>;
  all(): Promise<readonly string[]>;
}

class InMemoryWords extends InMemoryUnitOfWork<{ readonly words: Words }, readonly string[]> {
  protected tables: readonly string[] = [];

  protected repositories() {
    return { words: { add: async (word: string) => void (this.tables = [...this.tables, word]), all: async () => this.tables } };
  }
}

const someone = (tenant: string): Actor => systemActor(asTenantId(tenant), 'test', { correlationId: '4bf92f3577b34da6a3ce929d0e0e4736', via: 'test' });
const ana = someone('0198c0de-0000-7000-8000-00000000000a');
const bob = someone('0198c0de-0000-7000-8000-00000000000b');
const created = { action: 'words.word.created', entityType: 'word', entityId: 'a' };
const announced = { type: 'words.word.created', aggregateId: 'a', data: {} };
const pause = () => new Promise((resolve) => setImmediate(resolve));

/** Adds a word and says so; then fails when told to. */
const adding = (work: InMemoryWords, word: string, { crash = false } = {}) =>
  work.run(ana, async ({ words, audit, outbox }) => {
    await words.add(word);
    audit.record(created);
    outbox.publish(announced);
    if (crash) throw new Error('crash');
  });
const stored = (work: InMemoryWords) => work.read(ana, ({ words }) => words.all());

describe('InMemoryUnitOfWork', () => {
  test('keeps what is written, recorded and published, entries with their tenant', async () => {
    const work = new InMemoryWords();
    await adding(work, 'a');
    expect(await stored(work)).toEqual(['a']);
    expect(work.entries).toEqual([{ ...created, tenantId: ana.tenantId }]);
    expect(work.events).toEqual([announced]);
  });

  test('takes everything back when the work throws, and nothing of the work before it', async () => {
    const work = new InMemoryWords();
    await adding(work, 'a');
    await expect(adding(work, 'b', { crash: true })).rejects.toThrow('crash');
    expect([await stored(work), work.entries.length, work.events.length]).toEqual([['a'], 1, 1]);
  });

  test('a run inside a run joins it: what throws later takes back both', async () => {
    const work = new InMemoryWords();
    const outer = work.run(ana, async () => {
      await adding(work, 'a');
      throw new Error('crash');
    });
    await expect(outer).rejects.toThrow('crash');
    expect([await stored(work), work.entries, work.events]).toEqual([[], [], []]);
  });

  test('a joined part that fails fails the whole, also when the failure is caught', async () => {
    const work = new InMemoryWords();
    const outer = work.run(ana, async ({ words }) => {
      await words.add('a');
      await adding(work, 'b', { crash: true }).catch(() => undefined);
    });
    await expect(outer).rejects.toThrow('crash');
    expect(await stored(work)).toEqual([]);
  });

  test('refuses a run of another tenant inside a run instead of waiting for itself', async () => {
    const work = new InMemoryWords();
    await expect(work.run(ana, () => work.run(bob, async () => undefined))).rejects.toThrow('another tenant');
  });

  test('work that was not awaited does not join a run that is over', async () => {
    const work = new InMemoryWords();
    let late: Promise<void> = Promise.resolve();
    const outer = work.run(ana, async () => {
      late = pause().then(() => adding(work, 'late'));
      throw new Error('crash');
    });
    await expect(outer).rejects.toThrow('crash');
    await late;
    expect([await stored(work), work.entries.length]).toEqual([['late'], 1]);
  });

  test('runs take turns, so that nobody sees another half way', async () => {
    const work = new InMemoryWords();
    const counting = () =>
      work.run(ana, async ({ words }) => {
        const { length } = await words.all();
        await pause();
        await words.add(String(length));
      });
    await Promise.all([counting(), adding(work, 'gone', { crash: true }).catch(() => undefined), counting(), counting()]);
    expect(await stored(work)).toEqual(['0', '1', '2']);
  });
});
