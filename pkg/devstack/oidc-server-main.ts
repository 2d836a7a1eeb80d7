import { startOidc, type OidcOptions } from './oidc-server.ts';

/** Runs the embedded identity provider as a process of its own: its options come as one JSON argument. */
async function main(): Promise<void> {
  const server = await startOidc(JSON.parse(process.argv[2] ?? '{}') as OidcOptions);
  const end = () => void server.stop().finally(() => process.exit());
  process.once('SIGTERM', end).once('SIGINT', end);
}

main().catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`);
  process.exitCode = 1;
});
