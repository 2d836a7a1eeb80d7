import path from 'node:path';
import { AppError } from '#pkg/apperror';
import type { Environment } from '#pkg/devstack';
import { applyDemoSettings } from './demo-settings.ts';
import { linesOn } from './progress.ts';
import { seedDemoTenants } from './seed-demo.ts';
import { startStack } from './stack.ts';
import { summary } from './summary.ts';
import { upOptions } from './up-options.ts';

/** A Ctrl-C under npm arrives twice: from the terminal, and passed on by npm. */
const ONE_KEY_PRESS_MS = 1_000;

/** `orchestrix up`: starts the stack, seeds the demo tenants, says where everything is and stays until a signal. Resolves to the exit code. */
export async function up(args: readonly string[], environment: Environment): Promise<number> {
  const options = upOptions(args, environment);
  const progress = linesOn(process.stdout);
  const startedAt = Date.now();
  const interrupted = new AbortController();
  const signalled = new Promise<void>((resolve) => {
    let firstAt: number | undefined;
    const onSignal = (): void => {
      if (firstAt !== undefined && Date.now() - firstAt < ONE_KEY_PRESS_MS) return;
      if (firstAt !== undefined) process.exit(130); // The second time: what runs ends by itself when we are gone.
      firstAt = Date.now();
      progress.line('\nStopping everything; once more to stop at once.');
      interrupted.abort(new AppError('unavailable', 'stopped before everything was up'));
      resolve();
    };
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, onSignal);
  });

  progress.line(`Starting Orchestrix, data in ${shown(options.dataDir)}`);
  const stack = await startStack(options, progress, interrupted.signal);
  try {
    const { newApiKey } = await progress.step('Demo tenants', async () => {
      await seedDemoTenants(stack.databaseUrl);
      const settings = await applyDemoSettings({ ...stack, dataDir: options.dataDir }).catch((error: unknown) => {
        if (options.keycloakUrl === undefined) throw error;
        return { skipped: error instanceof Error ? error.message : String(error) }; // Their own realm need not have our demo people.
      });
      return 'skipped' in settings ? { shown: `no demo API key: ${settings.skipped}`, newApiKey: undefined } : { shown: 'acme, globex', newApiKey: settings.newApiKey };
    });
    const keyFile = shown(path.join(options.dataDir, 'demo-api-key'));
    progress.line(summary(stack, { keyFile, seconds: (Date.now() - startedAt) / 1000, ...(newApiKey === undefined ? {} : { newApiKey }) }));
    await signalled;
  } finally {
    await stack.stop();
  }
  progress.line('Everything is stopped.');
  return 0;
}

/** Short when it is below the folder that people are in. */
function shown(file: string): string {
  const relative = path.relative('', file);
  return relative.startsWith('..') ? file : relative || '.';
}
