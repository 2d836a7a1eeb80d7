import { spawnSync } from 'node:child_process';

/** The amtool that was given, or that on the path; undefined when there is none. */
export function findAmtool(given: string | undefined): string | undefined {
  const amtool = given ?? 'amtool';
  return spawnSync(amtool, ['--version'], { encoding: 'utf8' }).error ? undefined : amtool;
}
