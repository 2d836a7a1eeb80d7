import { AppError } from '#pkg/apperror';
import type { Environment } from '#pkg/devstack';
import { DEMO_HELP, demoCommand } from './demo/demo-command.ts';
import { migrateCommand, seedCommand } from './migrate-command.ts';
import { up } from './up.ts';
import { UP_HELP } from './up-options.ts';

/** Takes the arguments after its name, resolves to the exit code; an `AppError` is a sentence for people. */
export type Command = (args: readonly string[], environment: Environment) => Promise<number>;

const COMMANDS: Readonly<Record<string, Command>> = { up, demo: demoCommand, migrate: migrateCommand, seed: seedCommand };

const HELP = `${UP_HELP}
${DEMO_HELP}
orchestrix migrate    brings the database of DATABASE_URL to the newest version
orchestrix seed       makes the demo tenants in the database of DATABASE_URL
`;

/** Runs `orchestrix <command> [options]`; without a command it is \`up\`. Errors become one sentence on stderr and exit code 1. */
export async function runCli(args: readonly string[], environment: Environment = process.env): Promise<number> {
  const named = args[0] !== undefined && !args[0].startsWith('-');
  const [name, rest] = named ? [args[0] ?? '', args.slice(1)] : ['up', args];
  if (name === 'help' || rest.includes('--help') || rest.includes('-h')) {
    process.stdout.write(HELP);
    return 0;
  }
  try {
    const command = COMMANDS[name];
    if (!command) throw new AppError('invalid', `there is no command ${name}: use ${Object.keys(COMMANDS).join(', ')} or help`);
    return await command(rest, environment);
  } catch (error) {
    process.stderr.write(`orchestrix: ${error instanceof AppError ? error.message : error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    return 1;
  }
}
