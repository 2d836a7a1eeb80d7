import { spawnSync } from 'node:child_process';

/** The promtool that was given, or that on the path, when it speaks as that of Prometheus 3.15; builds by hand do not know their version. */
export function findPromtool(given: string | undefined): string | undefined {
  const promtool = given ?? 'promtool';
  const { stderr, error } = spawnSync(promtool, ['check', 'rules'], { encoding: 'utf8', input: "groups: [{name: g, rules: [{record: 'a{b}', expr: up}]}]" });
  return !error && stderr.includes('braces present in the recording rule name; should it be in expr?: a{b}') ? promtool : undefined;
}
