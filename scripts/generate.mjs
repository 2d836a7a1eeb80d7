// Generates what is derived: database types from the migrations, operation types from the API contract, the page of permissions, the catalogue of actions, messages and services from the gRPC contract.
//   node scripts/generate.mjs           writes the files
//   node scripts/generate.mjs --check   exits with 1 when a file is not what would be generated
import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const parts = ['generate-schema.mjs', 'generate-operations.mjs', 'generate-permissions.mjs', 'generate-catalogue.mjs', 'generate-protobuf.mjs'].map((file) => path.join(root, 'scripts', file));

let failed = false;
for (const part of parts.filter((file) => existsSync(file))) {
  const { status } = spawnSync(process.execPath, ['--conditions=source', part, ...process.argv.slice(2)], { cwd: root, stdio: 'inherit' });
  failed ||= status !== 0;
}
process.exit(failed ? 1 : 0);
