import { linesOn } from './progress.ts';

describe('linesOn', () => {
  function setup() {
    let [text, now] = ['', 0];
    return { progress: linesOn({ write: (more) => { text += more; } }, () => now), pass: (ms: number) => { now += ms; }, printed: () => text };
  }

  test('prints one line per step with its seconds and where the thing is', async () => {
    const { progress, pass, printed } = setup();
    const result = await progress.step('Temporal', async (note) => {
      note('downloading');
      pass(2_340);
      return { shown: '127.0.0.1:7233', port: 7233 };
    });
    expect(result.port).toBe(7233);
    expect(printed()).toBe('  ... Temporal: downloading\n  ok  Temporal               2.3 s   127.0.0.1:7233\n');
  });

  test('marks a step that failed and passes the reason on', async () => {
    const { progress, printed } = setup();
    await expect(progress.step('Temporal', () => Promise.reject(new Error('no port')))).rejects.toThrow('no port');
    expect(printed()).toBe('  no  Temporal               0.0 s\n');
  });
});
