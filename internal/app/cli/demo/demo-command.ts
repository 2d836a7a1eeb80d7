import path from 'node:path';
import { parseArgs } from 'node:util';
import { AppError, unavailable } from '#pkg/apperror';
import type { Environment } from '#pkg/devstack';
import { runningStack } from '../stack-file.ts';
import type { ActNumber } from './demo-act.ts';
import { runDemo } from './run-demo.ts';

/** For the help text. */
export const DEMO_HELP = `orchestrix demo [options]

Tells the main job's story against the stack that \`orchestrix up\` runs: a service breaks and is repaired, a repair fails and is undone,
a worker is killed in the middle.

  --act 1|2|3                    only this act; may be given several times
  --json                         only the final report, as JSON
  --data-dir <folder>            of the running stack (.orchestrix)
  --api <url> --issuer <url>     a stack that runs elsewhere; act 3 needs one on this machine
`;

const FLAGS = { act: { type: 'string', multiple: true }, json: { type: 'boolean' }, 'data-dir': { type: 'string' }, api: { type: 'string' }, issuer: { type: 'string' } } as const;
/** The demo tenant's administrator, as the realm file knows her. */
const ANA = { clientId: 'orchestrix-cli', username: 'ana', password: 'ana' } as const;

/** `orchestrix demo`. Resolves to the exit code. Throws one `invalid` or `unavailable` sentence when it cannot begin. */
export async function demoCommand(args: readonly string[], environment: Environment): Promise<number> {
  const { act, json = false, 'data-dir': dataDir = '.orchestrix', api, issuer } = parseFlags(args);
  const acts = act?.map(actNumber);
  const folder = path.resolve(dataDir);
  const stack = runningStack(folder);
  const apiUrl = api ?? stack?.apiUrl;
  const issuedBy = issuer ?? stack?.issuer;
  if (!apiUrl || !issuedBy) throw unavailable(`no Orchestrix runs from ${folder}: run \`npm start\` in another terminal first, or name a stack with --api and --issuer`);
  return runDemo({
    apiUrl: apiUrl.replace(/\/+$/, ''),
    user: { issuer: issuedBy, ...ANA },
    workerPid: () => (api === undefined ? runningStack(folder)?.processes['worker'] : undefined),
    json,
    environment,
    ...(acts && { acts }),
  });
}

function actNumber(value: string): ActNumber {
  const number = Number(value);
  if (number === 1 || number === 2 || number === 3) return number;
  throw new AppError('invalid', `--act must be 1, 2 or 3, not ${value}`);
}

function parseFlags(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], options: FLAGS, allowPositionals: false }).values;
  } catch (cause) {
    throw new AppError('invalid', `${cause instanceof Error ? (cause.message.split('. ')[0] ?? '') : String(cause)} (orchestrix help lists the options)`, { cause });
  }
}
