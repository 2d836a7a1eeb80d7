import { existsSync } from 'node:fs';
import path from 'node:path';

/** The compiled policy about plans that comes with the installation; works from the sources and from `dist`. */
export function defaultPolicyFile(from = __dirname): string {
  const file = path.join(from, 'policies/plan.wasm');
  if (existsSync(file)) return file;
  if (path.dirname(from) === from) throw new Error('the installation is incomplete: no policies/plan.wasm');
  return defaultPolicyFile(path.dirname(from));
}
