import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { PromqlEngine } from './evaluation/promql-engine.ts';
import { InMemorySeries } from './promqltest/in-memory-series.ts';
import { loadSeries } from './promqltest/load-series.ts';
import { allSyntax, runEvaluation } from './promqltest/run-evaluation.ts';
import { parseTestScript } from './promqltest/test-script.ts';

const folder = path.join(__dirname, 'testdata');
const scripts = readdirSync(folder).filter((name) => name.endsWith('.test'));

/** Evaluations that do not give Prometheus's result yet, as `file:line`, each with the reason. It may only become shorter. */
const notYetPassing: Readonly<Record<string, string>> = {};

/** The table of the README: file, evaluations, passed. */
const documented = new Map(
  [...readFileSync(path.join(__dirname, 'README.md'), 'utf8').matchAll(/^\| (\S+\.test) \| (\d+) \| (\d+) \|$/gm)].map(([, file = '', evaluations, passed]) => [file, { evaluations: Number(evaluations), passed: Number(passed) }]),
);

describe("Prometheus's own test scripts", () => {
  test.each(scripts)('%s', async (name) => {
    const storage = new InMemorySeries();
    const engine = new PromqlEngine(storage, { syntax: allSyntax, delayedNameRemoval: true, startTimestamps: true });
    const failures: string[] = [];
    let evaluations = 0;
    for (const command of parseTestScript(readFileSync(path.join(folder, name), 'utf8'))) {
      if (command.kind === 'clear') storage.clear();
      else if (command.kind === 'load') loadSeries(command, storage);
      else {
        evaluations++;
        const failure = await runEvaluation(engine, command);
        if (failure !== undefined) failures.push(`${name}:${command.line} ${command.query}: ${failure}`);
      }
    }
    const place = (failure: string) => failure.split(' ')[0] ?? '';
    expect(failures.filter((failure) => !Object.hasOwn(notYetPassing, place(failure)))).toEqual([]);
    const known = Object.keys(notYetPassing).filter((line) => line.startsWith(`${name}:`));
    expect(failures.map(place).sort()).toEqual(known.sort());
    expect(documented.get(name)).toEqual({ evaluations, passed: evaluations - failures.length });
  });

  test('the README lists every script', () => {
    expect([...documented.keys()].sort()).toEqual([...scripts].sort());
  });

  test('an evaluation that expects something else fails', async () => {
    const storage = new InMemorySeries();
    const engine = new PromqlEngine(storage);
    const [load, ...evaluations] = parseTestScript('load 1m\n  up{job="a"} 1 2 3\n\neval instant at 2m up\n  up{job="a"} 4\n\neval instant at 2m up\n  up{job="b"} 3\n\neval instant at 2m up +\n  {} 1\n');
    if (load?.kind === 'load') loadSeries(load, storage);
    for (const command of evaluations) {
      if (command.kind === 'eval') expect(await runEvaluation(engine, command).catch(String)).toMatch(/expected 4, got 3|unexpected|parse error/);
    }
    expect(evaluations).toHaveLength(3);
  });
});
