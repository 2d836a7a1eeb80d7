// internal/db/schema.gen.ts: migrates a temporary PostgreSQL and writes down its tables as TypeScript types.
import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import './typescript-hooks.mjs';

const root = path.resolve(import.meta.dirname, '..');
const check = process.argv.includes('--check');
const target = path.join(root, 'internal/db/schema.gen.ts');

const require = createRequire(import.meta.url);
const { startPostgres } = require('../pkg/devstack/postgres.ts');
const { migrate } = require('../pkg/database/migrate.ts');

const dir = mkdtempSync(path.join(tmpdir(), 'orchestrix-schema-'));
const written = path.join(dir, 'schema.gen.ts');
const postgres = await startPostgres({ dataDir: dir, settings: { fsync: 'off', shared_buffers: '32MB' } });
let failed = false;
try {
  await migrate(postgres.adminUrl, { passwords: {} });
  const { status, stderr } = spawnSync(
    process.execPath,
    [
      path.join(root, 'node_modules/kysely-codegen/dist/cli/bin.js'),
      '--dialect', 'postgres', '--url', postgres.adminUrl, '--camel-case', '--exclude-pattern', 'public.*',
      '--type-mapping', JSON.stringify({ int8: 'number', json: 'JsonColumn', jsonb: 'JsonColumn' }),
      '--custom-imports', JSON.stringify({ JsonColumn: './json-column.ts' }), '--log-level', 'error', '--out-file', check ? written : target,
    ],
    { cwd: dir, encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`kysely-codegen failed: ${stderr}`);
  if (check && readFileSync(written, 'utf8') !== readFileSync(target, 'utf8')) {
    console.error('internal/db/schema.gen.ts is not what the migrations say: run npm run generate');
    failed = true;
  }
} finally {
  await postgres.stop();
  rmSync(dir, { recursive: true, force: true });
}
process.exitCode = failed ? 1 : 0;
