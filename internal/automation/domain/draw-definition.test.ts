import type { JsonObject } from '#internal/kernel';
import { everyTask } from '../fakes/every-task.ts';
import type { WorkflowDefinition } from './definition.ts';
import { dotText } from './dot-text.ts';
import { drawDefinition } from './draw-definition.ts';
import { drawnStates } from './drawn-states.ts';
import { mermaidText } from './mermaid-text.ts';

const draw = (definition: JsonObject) => drawDefinition(definition as unknown as WorkflowDefinition);
const flow = (list: readonly JsonObject[]) => draw({ document: { name: 'test' }, do: list });

/** Each edge as `from style to`, by the names of the tasks. */
function edges(graph: ReturnType<typeof draw>): readonly string[] {
  const name = new Map(graph.nodes.map(({ id, title, kind }) => [id, kind === 'start' ? 'START' : kind === 'end' ? 'END' : kind === 'join' ? 'JOIN' : title]));
  return graph.edges.map(({ from, to, label, style }) => `${name.get(from) ?? ''} ${style}${label === undefined ? '' : ` (${label})`} ${name.get(to) ?? ''}`);
}

const set = { set: { a: 1 } };

describe('the drawing of a definition', () => {
  test('shows every kind of task', () => {
    const kinds = new Set(draw(everyTask).nodes.map(({ kind }) => kind));
    expect([...kinds].toSorted()).toEqual(['call', 'do', 'emit', 'end', 'for', 'fork', 'join', 'listen', 'raise', 'run', 'set', 'start', 'switch', 'try', 'wait']);
  });

  test.each<[string, readonly JsonObject[], readonly string[]]>([
    ['tasks follow each other', [{ a: set }, { b: set }], ['a flow b', 'START flow a', 'b flow END']],
    ['a jump goes where it says', [{ a: { ...set, then: 'c' } }, { b: { ...set, then: 'end' } }, { c: { ...set, then: 'exit' } }], ['a flow c', 'b flow END', 'START flow a', 'c flow END']],
    ['a choice names its ways, also the one that nothing matches', [{ a: { switch: [{ yes: { when: '.x', then: 'end' } }] } }, { b: set }], ['a flow (yes) END', 'a flow (none) b', 'START flow a', 'b flow END']],
    ['a loop comes back', [{ each: { for: { in: '${ .x }' }, do: [{ a: set }] } }], ['each flow (each) a', 'a back each', 'START flow each', 'each flow (done) END']],
    ['branches begin together and meet', [{ f: { fork: { branches: [{ a: set }, { b: set }] } } }], ['f flow a', 'a flow JOIN', 'f flow b', 'b flow JOIN', 'START flow f', 'JOIN flow END']],
    ['an error leads to its handler', [{ t: { try: [{ a: { raise: { error: 'x' } } }], catch: { errors: { with: { status: 503 } }, do: [{ h: set }] } } }], ['t error (on status 503) h', 'a error h', 't flow a', 'START flow t', 'h flow END']],
    ['what a condition skips continues', [{ a: { raise: { error: 'x' }, if: '.bad' } }, { b: { ...set, if: '.x', then: 'end' } }, { c: set }], ['a error END', 'a flow (skipped) b', 'b flow END', 'b flow (skipped) c', 'START flow a', 'c flow END']],
    ['a compensation is apart from the flow', [{ a: { ...set, compensate: { do: [{ u: set }] } } }], ['a undo (undo) u', 'START flow a', 'a flow END']],
  ])('%s', (_, list, expected) => {
    expect(edges(flow(list))).toEqual(expected);
  });

  const hostile = ['"]; click n0 "javascript:alert(1)"', '</text><script>alert(1)</script>', '`**x**`', 'a#quot;b', '%%{init: {}}%%', 'end', '<img src=x onerror=alert(1)>', '\\N \\" \n }', 'a --> b', '\u0007&nbsp;'];

  test.each(hostile)('text is text, even %j', (name) => {
    const graph = flow([{ [name]: { call: 'http', with: { method: 'get', endpoint: `https://x/${name}` }, if: name } }, { s: { switch: [{ [name]: { when: '.a', then: 'end' } }] } }]);
    const mermaid = mermaidText(graph);
    for (const line of mermaid.trimEnd().split('\n')) expect(line).toMatch(/^(flowchart TB| +n\d+(\(\["[^"<>`\\]*"\]\)|[[{(]+"([^"<>`\\]|<br\/>)*"[\]})]+)| +n\d+ -\.?->(\|"[^"<>`\\]*"\|)? n\d+)$/);
    expect(dotText(graph)).not.toMatch(/<(script|img|\/text)/);
  });

  test('a run shows how each task went, over its attempts and iterations', () => {
    const at = (ms: number) => new Date(ms);
    const step = { name: 'a', kind: 'call', startedAt: at(0), finishedAt: at(400) };
    const states = drawnStates([
      { ...step, path: '/do/0/a', attempt: 1, status: 'failed' },
      { ...step, path: '/do/0/a', attempt: 2, status: 'completed', startedAt: at(1000), finishedAt: at(1500) },
      { ...step, path: '/do/0/a#2', attempt: 1, status: 'completed', startedAt: at(2000), finishedAt: at(2500) },
      { name: 'b', kind: 'call', path: '/do/1/b', attempt: 1, status: 'running', startedAt: at(3000) },
      { ...step, path: '/do/2/each/for/0/do/0/c', attempt: 1, status: 'completed' },
      { ...step, path: '/do/2/each/for/1/do/0/c', attempt: 1, status: 'failed' },
      { ...step, path: '/do/3/heard/foreach/4/do/0/d#2', attempt: 1, status: 'completed' },
    ]);
    expect(Object.fromEntries(states)).toEqual({
      '/do/0/a': { status: 'completed', durationMs: 2000, attempts: 2, iterations: 2 },
      '/do/1/b': { status: 'running', attempts: 1, iterations: 1 },
      '/do/2/each/do/0/c': { status: 'failed', durationMs: 800, attempts: 1, iterations: 2 },
      '/do/3/heard/foreach/do/0/d': { status: 'completed', durationMs: 400, attempts: 1, iterations: 1 },
    });
    const mermaid = mermaidText(flow([{ a: set }, { b: set }, { c: set }]), states);
    expect(mermaid).toContain('["set#58; a"]'.replace('#58;', ':').replace('"]', '<br/>a<br/>2.0 s, 2 attempts, 2 runs"]:::completed'));
    expect(mermaid).toContain('running"]:::running');
    expect(mermaid).toContain('["set: c<br/>a"]:::untouched');
  });
});
