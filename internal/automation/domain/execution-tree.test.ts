import fc from 'fast-check';
import { executionTree, type RecordedStep, type TreeNode } from './execution-tree.ts';

let clock = 0;
const step = (path: string, rest: Partial<RecordedStep> = {}): RecordedStep => {
  clock += 1;
  return { path, name: path.split('/').at(-1)?.replace(/#\d+$/, '') ?? '', kind: 'do', status: 'completed', attempt: 1, startedAt: new Date(clock), finishedAt: new Date(clock + 1), ...rest };
};
const outline = (nodes: readonly TreeNode[]): unknown => nodes.map(({ path, children }) => (children.length > 0 ? [path, outline(children)] : path));

describe('the tree of an execution', () => {
  test('puts tasks inside the tasks that hold them, compensations included', () => {
    const steps = [step('/do/0/safe'), step('/do/0/safe/try/0/drain', { kind: 'call' }), step('/do/0/safe/catch/do/0/tell'), step('/do/0/safe/try/0/drain/compensate/do/0/fill', { kind: 'compensate' }), step('/verify')];
    expect(outline(executionTree(steps))).toEqual([['/do/0/safe', [['/do/0/safe/try/0/drain', ['/do/0/safe/try/0/drain/compensate/do/0/fill']], '/do/0/safe/catch/do/0/tell']], '/verify']);
  });

  test('shows the attempts of a run together and ends it with the last', () => {
    const [node] = executionTree([step('/do/0/a', { attempt: 2 }), step('/do/0/a', { attempt: 1, status: 'failed' })]);
    expect(node).toMatchObject({ status: 'completed', attempts: [{ attempt: 1 }, { attempt: 2 }] });
  });

  test('keeps the runs of a repeated block apart, by time', () => {
    const steps = [step('/do/0/b'), step('/do/0/b/do/0/x'), step('/do/0/b#2'), step('/do/0/b/do/0/x#2')];
    expect(outline(executionTree(steps))).toEqual([['/do/0/b', ['/do/0/b/do/0/x']], ['/do/0/b#2', ['/do/0/b/do/0/x#2']]]);
  });

  test('keeps them apart by what the paths say, even when they ran at once', () => {
    const steps = [step('/do/0/b'), step('/do/0/b#2'), step('/do/0/b/do/0/x'), step('/do/0/b#2/do/0/x')].map((one) => ({ ...one, startedAt: new Date(1) }));
    expect(outline(executionTree(steps))).toEqual(expect.arrayContaining([['/do/0/b#2', ['/do/0/b#2/do/0/x']]]));
  });

  test('shows a loop round by round', () => {
    const steps = [step('/do/0/each', { kind: 'for' }), step('/do/0/each/do/0/x'), step('/do/0/each/do/1/y'), step('/do/0/each/do/0/x#2'), step('/do/0/each/do/1/y#2', { status: 'failed' })];
    const [loop] = executionTree(steps);
    expect(loop?.children.map(({ name, status, children }) => [name, status, outline(children)])).toEqual([
      ['#1', 'completed', ['/do/0/each/do/0/x', '/do/0/each/do/1/y']],
      ['#2', 'failed', ['/do/0/each/do/0/x#2', '/do/0/each/do/1/y#2']],
    ]);
  });

  test('shows the rounds of a loop apart by the index in their paths', () => {
    const steps = [step('/do/0/each', { kind: 'for' }), step('/do/0/each/for/0/do/0/x'), step('/do/0/each/for/1/do/0/x'), step('/do/0/each/for/1/do/1/y')];
    expect(executionTree(steps)[0]?.children.map(({ name, children }) => [name, outline(children)])).toEqual([['#1', ['/do/0/each/for/0/do/0/x']], ['#2', ['/do/0/each/for/1/do/0/x', '/do/0/each/for/1/do/1/y']]]);
  });

  test('loses no step, whatever the paths are', () => {
    const path = fc.array(fc.constantFrom('do', '0', '1', 'a', 'b#2', 'b', 'try', 'a#3'), { minLength: 1, maxLength: 6 }).map((segments) => `/${segments.join('/')}`);
    const count = (nodes: readonly TreeNode[]): number => nodes.reduce((sum, { attempts, children }) => sum + attempts.length + count(children), 0);
    fc.assert(
      fc.property(fc.uniqueArray(fc.tuple(path, fc.integer({ min: 1, max: 3 })), { selector: String, maxLength: 20 }), fc.constantFrom('do', 'for'), (keys, kind) => {
        expect(count(executionTree(keys.map(([at, attempt]) => step(at, { attempt, kind }))))).toBe(keys.length);
      }),
    );
  });
});
