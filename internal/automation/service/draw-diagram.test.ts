import { SvgRenderer } from '#pkg/graphviz';
import type { JsonObject } from '#internal/kernel';
import { everyTask } from '../fakes/every-task.ts';
import { drawDiagram } from './draw-diagram.ts';

describe('drawDiagram', () => {
  const renderer = new SvgRenderer();
  const draw = drawDiagram({ renderer });
  afterAll(() => renderer.close());

  test('draws every kind of task as SVG', async () => {
    const svg = await draw(everyTask, 'svg', new Map([['/do/2/drain', { status: 'completed', durationMs: 1234, attempts: 3, iterations: 1 }]]));
    for (const text of ['drain', 'POST https://lb.example/drain/{host}', 'approval by 2', '1.2 s, 3 attempts', 'undo', 'on status 503']) expect(svg.replaceAll('&#160;', ' ').replaceAll('&#45;', '-')).toContain(text);
  });

  test('lets no script into the SVG', async () => {
    const name = '</text><script>alert(1)</script><a href="javascript:alert(1)">&amp;\u0000\ud800';
    const svg = await draw({ document: { name }, do: [{ [name]: { set: { [name]: 1 }, if: name } }, { [name + '2']: { switch: [{ [name]: { when: name, then: 'end' } }] } }] }, 'svg');
    expect(svg).not.toMatch(/<(script|a|image|foreignObject)\b|xlink:href/i);
    expect(svg).toContain('&lt;script&gt;');
  });

  test('refuses what nobody could read, and writes it as Mermaid', async () => {
    const large: JsonObject = { document: { name: 'large' }, do: Array.from({ length: 500 }, (_, n) => ({ [`t${n}`]: { set: { n } } })) };
    await expect(draw(large, 'svg')).rejects.toMatchObject({ code: 'invalid' });
    expect((await draw(large, 'mermaid')).split('\n').length).toBeGreaterThan(1000);
  });
});
