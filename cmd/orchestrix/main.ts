import { runCli } from '../../internal/app/cli/run-cli.ts';

// Everything has been stopped by then; a socket that lingers must not keep the terminal waiting.
void runCli(process.argv.slice(2)).then((code) => process.exit(code));
