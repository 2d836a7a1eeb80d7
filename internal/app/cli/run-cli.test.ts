import { createServer } from 'node:net';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { runCli } from './run-cli.ts';

describe('runCli', () => {
  async function run(args: readonly string[], environment: Readonly<Record<string, string>> = {}) {
    const printed = { out: '', err: '' };
    const [out, err] = [jest.spyOn(process.stdout, 'write'), jest.spyOn(process.stderr, 'write')];
    out.mockImplementation((text) => { printed.out += String(text); return true; });
    err.mockImplementation((text) => { printed.err += String(text); return true; });
    try {
      return { code: await runCli(args, environment), ...printed };
    } finally {
      out.mockRestore();
      err.mockRestore();
    }
  }

  test('help names every command and option', async () => {
    const { code, out } = await run(['help']);
    expect(code).toBe(0);
    for (const word of ['orchestrix up', 'orchestrix demo', 'orchestrix migrate', 'orchestrix seed', '--identity', 'TEMPORAL_CLI']) expect(out).toContain(word);
    expect((await run(['migrate', '--help'])).code).toBe(0);
  });

  test('a command that does not exist is one sentence and exit code 1', async () => {
    expect(await run(['destroy'])).toEqual({ code: 1, out: '', err: 'orchestrix: there is no command destroy: use up, demo, migrate, seed or help\n' });
  });

  test('options without a command belong to up', async () => {
    expect(await run(['--identity', 'ldap'])).toMatchObject({ code: 1, err: 'orchestrix: --identity must be embedded or keycloak\n' });
  });

  test('migrate says whose connection it needs, and which host did not answer but no password', async () => {
    expect((await run(['migrate'])).err).toMatch(/^orchestrix: migrate: DATABASE_URL must be the connection of an administrator/);
    expect((await run(['migrate', '--force'], { DATABASE_URL: 'postgres://x' })).err).toContain('--force is not an option');
    const free = createServer().listen(0, '127.0.0.1');
    await once(free, 'listening');
    const { port } = free.address() as AddressInfo;
    await new Promise((resolve) => free.close(resolve));
    const { code, err } = await run(['seed'], { DATABASE_URL: `postgres://me:secret@127.0.0.1:${port}/x` });
    expect(code).toBe(1);
    expect(err).toBe(`orchestrix: the database of DATABASE_URL at 127.0.0.1:${port} cannot be used (ECONNREFUSED): correct the variable, or unset it to start one\n`);
  });
});
