import { execFileSync } from 'node:child_process';
import { existsSync, statSync } from 'node:fs';
import { dirname } from 'node:path';
import { AppError } from '#pkg/apperror';

/** How to run a program that refuses to be root. */
export interface UnprivilegedUser {
  readonly uid: number;
  readonly gid: number;
  /** The command line to spawn in place of `program` with `args`. */
  command(program: string, args: readonly string[]): { readonly file: string; readonly args: readonly string[]; readonly uid?: number; readonly gid?: number };
}

/**
 * PostgreSQL does not run as root, containers and CI often do. Picks the user `postgres` or, without one, `nobody`.
 * When a folder on the way to `paths` is closed to that user (a checkout below /root, say), the program keeps the one
 * capability to open files, through `setpriv` of util-linux. Undefined when the caller is not root.
 */
export function unprivilegedUser(paths: readonly string[]): UnprivilegedUser | undefined {
  if (process.getuid?.() !== 0) return undefined;
  const user = lookUp('postgres') ?? lookUp('nobody');
  if (!user) throw new AppError('unavailable', 'PostgreSQL cannot run as root and there is no user "postgres" or "nobody": start as an ordinary user');
  if (paths.every(openToOthers)) return { ...user, command: (file, args) => ({ file, args, ...user }) };
  if (!existsSync('/usr/bin/setpriv')) {
    throw new AppError('unavailable', `PostgreSQL cannot run as root and another user cannot reach ${paths.find((path) => !openToOthers(path)) ?? ''}: start as an ordinary user`);
  }
  const keep = ['--reuid', String(user.uid), '--regid', String(user.gid), '--clear-groups', '--inh-caps', '+dac_override', '--ambient-caps', '+dac_override'];
  return { ...user, command: (program, args) => ({ file: '/usr/bin/setpriv', args: [...keep, program, ...args] }) };
}

function lookUp(name: string): { uid: number; gid: number } | undefined {
  try {
    const id = (flag: string) => Number(execFileSync('id', [flag, name], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] }));
    return { uid: id('-u'), gid: id('-g') };
  } catch {
    return undefined;
  }
}

const EXECUTE_BY_OTHERS = 0o001;

function openToOthers(path: string): boolean {
  const parent = dirname(path);
  return (statSync(parent).mode & EXECUTE_BY_OTHERS) !== 0 && (parent === path || openToOthers(parent));
}
