import { SvgRenderer } from './svg-renderer.ts';

describe('SvgRenderer', () => {
  const renderer = new SvgRenderer();
  afterAll(() => renderer.close());

  test('draws graphs, also when they are asked for at once', async () => {
    const [one, two] = await Promise.all([renderer.svg('digraph { a -> b }'), renderer.svg('digraph { c -> d }')]);
    expect(one).toContain('<title>a&#45;&gt;b</title>');
    expect(two).toContain('<title>c&#45;&gt;d</title>');
  });

  test('refuses what is no graph, and draws the next one', async () => {
    await expect(renderer.svg('digraph {')).rejects.toMatchObject({ code: 'invalid' });
    expect(await renderer.svg('digraph { a }')).toContain('<svg');
  });

  test('gives a drawing up that takes too long, and draws the next one', async () => {
    const hurried = new SvgRenderer({ cpuMs: 1 });
    const dense = `digraph { ${Array.from({ length: 3000 }, (_, n) => `n${n} -> n${(n * 7919) % 3000}; n${n} -> n${(n * 104_729) % 3000}`).join(';')} }`;
    await expect(hurried.svg(dense)).rejects.toMatchObject({ code: 'invalid', message: expect.stringContaining('too large') });
    await hurried.close();
  });
});
