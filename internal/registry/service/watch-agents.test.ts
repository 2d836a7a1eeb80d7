import type { AgentId } from '../domain/agent.ts';
import { InMemoryRegistry } from '../fakes/in-memory-registry.ts';
import type { ChangeBell, ChangeWaiter } from '../ports/change-signal.ts';
import { agentOf, anyTenant } from '../ports/registry.contract.ts';
import { drainAgent } from './drain-agent.ts';
import { registerAgent } from './register-agent.ts';
import { watchAgents, type WatchEvent } from './watch-agents.ts';

const profile = { name: 'builder', version: '1', capabilities: ['git'], labels: {}, slots: 2 };
const clock = { now: () => new Date('2026-03-01T12:00:00.000Z') };

/** Bells that are rung, or found to be late, by hand. */
class HandBells implements ChangeWaiter {
  readonly waiting: ((how: 'rung' | 'late') => void)[] = [];
  open = 0;

  subscribe(): ChangeBell {
    this.open += 1;
    return {
      wait: (_ms, signal) =>
        new Promise((resolve) => {
          this.waiting.push(resolve);
          signal.addEventListener('abort', () => resolve('ended'), { once: true });
          if (signal.aborted) resolve('ended');
        }),
      close: () => void (this.open -= 1),
    };
  }

  /** Everybody who waits, once all `watchers` do. */
  async ring(how: 'rung' | 'late' = 'rung', watchers = 1): Promise<void> {
    while (this.waiting.length < watchers) await new Promise((resolve) => setImmediate(resolve));
    for (const wake of this.waiting.splice(0)) wake(how);
  }
}

function world() {
  const [work, owner, bells, end] = [new InMemoryRegistry(), anyTenant(), new HandBells(), new AbortController()];
  const watch = watchAgents({ work, waiter: bells });
  return {
    work, owner, bells, end,
    register: (id: string) => registerAgent({ work, clock })(owner, id as AgentId, profile),
    watching: (after?: number) => watch(owner, { signal: end.signal, ...(after !== undefined && { after }) }),
  };
}

const next = async (watched: AsyncGenerator<WatchEvent, void>): Promise<string> => {
  const { value, done } = await watched.next();
  if (done) return 'end';
  return value.kind === 'change' ? `${value.change.revision} ${value.change.type} ${value.change.agent.id}` : `${value.kind} ${value.revision}`;
};

describe('who watches agents', () => {
  test('sees what happens from now on, as it happens, and sometimes that nothing does', async () => {
    const { register, watching, bells } = world();
    await register('before');
    const watched = watching();
    expect(await next(watched)).toBe('alive 1');
    const coming = next(watched);
    await register('a');
    await bells.ring();
    expect(await coming).toBe('2 registered a');
    const quiet = next(watched);
    await bells.ring('late');
    expect(await quiet).toBe('alive 2');
  });

  test('resumes after the revision that was seen last, in order and without a gap', async () => {
    const { work, owner, register, watching } = world();
    for (let count = 0; count < 150; count += 1) await register(`a${count}`);
    await drainAgent({ work, clock })(owner, 'a7' as AgentId);
    const watched = watching(1);
    await next(watched);
    const seen: string[] = [];
    while (seen.length < 150) seen.push(await next(watched));
    expect(seen.slice(0, 2)).toEqual(['2 registered a1', '3 registered a2']);
    expect(seen.at(-1)).toBe('151 drain_requested a7');
  });

  test('is told to list again when what was missed is not kept any more, or never was, and goes on from there', async () => {
    const { work, owner, register, watching, bells } = world();
    await work.run(owner, ({ changes }) => changes.append(Array.from({ length: 1100 }, () => ({ type: 'status_changed' as const, agent: agentOf(owner) })), clock.now()));
    for (const after of [5, 9999]) {
      const watched = watching(after);
      await next(watched);
      expect(await next(watched)).toMatch(/^relist 110/);
      const coming = next(watched);
      await register('a');
      await bells.ring();
      expect(await coming).toMatch(/^110\d registered a$/);
    }
  });

  test('shares the reads of all who stand at the same revision', async () => {
    const { work, register, watching, bells, end } = world();
    let reads = 0;
    const read = work.read.bind(work);
    work.read = (actor, what) => {
      reads += 1;
      return read(actor, what);
    };
    const watchers = Array.from({ length: 20 }, () => watching(0));
    await Promise.all(watchers.map(next));
    const coming = watchers.map(next);
    while (bells.waiting.length < 20) await new Promise((resolve) => setImmediate(resolve));
    await register('a');
    reads = 0;
    await bells.ring('rung', 20);
    expect(new Set(await Promise.all(coming))).toEqual(new Set(['1 registered a']));
    expect(reads).toBeLessThan(5);
    end.abort();
    expect(new Set(await Promise.all(watchers.map(next)))).toEqual(new Set(['end']));
    expect(bells.open).toBe(0);
  });
});
