import { existsSync } from 'node:fs';
import path from 'node:path';

/** Folder of this installation: works from the sources and from `dist`, which has no package.json of its own. */
export function packageRoot(from = __dirname): string {
  if (existsSync(path.join(from, 'package.json')) && existsSync(path.join(from, 'keycloak'))) return from;
  if (path.dirname(from) === from) throw new Error('the installation is incomplete: no package.json beside keycloak/');
  return packageRoot(path.dirname(from));
}
