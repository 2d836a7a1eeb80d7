// internal/platform/grpc/proto: types and service definitions from api/proto, and the descriptors that reflection answers from.
// `--check` writes nothing, lints the contract, and fails when a file is stale. Nothing is fetched: plugin and well-known types are local.
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(import.meta.dirname, '..');
const check = process.argv.includes('--check');
const contract = path.join(root, 'api/proto');
const target = path.join(root, 'internal/platform/grpc/proto');
const bin = path.join(root, 'node_modules/.bin');
const scratch = mkdtempSync(path.join(tmpdir(), 'orchestrix-protobuf-'));

const options = [
  'outputServices=nice-grpc', 'outputServices=generic-definitions', 'outputJsonMethods=false', 'useExactTypes=false', 'exportCommonSymbols=false',
  'esModuleInterop=true', 'enumsAsLiterals=true', 'stringEnums=true', 'unrecognizedEnum=false', 'oneof=unions-value', 'fileSuffix=.gen', 'importSuffix=.ts', 'annotateFilesWithVersion=false',
];
// The inputs of one run are all it depends on: neither the user's cache nor the network.
const buf = (...args) => execFileSync(path.join(bin, 'buf'), args, { cwd: contract, env: { ...process.env, BUF_CACHE_DIR: path.join(scratch, 'cache') }, stdio: ['ignore', 'pipe', 'pipe'], maxBuffer: 64 << 20 });

const filesBelow = (folder) => readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile()).map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)));
const textOf = (file) => {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined; // the first time
  }
};

try {
  buf('lint');
  const out = path.join(scratch, 'out');
  const template = { version: 'v2', plugins: [{ local: path.join(bin, 'protoc-gen-ts_proto'), out, opt: options, include_imports: true, strategy: 'all' }] };
  buf('generate', '--template', JSON.stringify(template));
  const descriptors = buf('build', '--as-file-descriptor-set', '--exclude-source-info', '-o', '-#format=binpb').toString('base64');
  writeFileSync(path.join(out, 'descriptors.gen.ts'), `/** A google.protobuf.FileDescriptorSet of the whole contract, in base64. */\nexport const DESCRIPTORS =\n${descriptors.match(/.{1,160}/g).map((line) => `  '${line}'`).join(' +\n')};\n`);

  const made = filesBelow(out);
  const stale = [...made.filter((file) => textOf(path.join(target, file)) !== readFileSync(path.join(out, file), 'utf8')), ...filesBelow(target).filter((file) => !made.includes(file))];
  if (check) for (const file of stale) console.error(`internal/platform/grpc/proto/${file} is not what api/proto says: run npm run generate`);
  if (check && stale.length > 0) process.exitCode = 1;
  if (!check) {
    for (const file of stale) {
      const wanted = path.join(target, file);
      if (!made.includes(file)) rmSync(wanted);
      else {
        mkdirSync(path.dirname(wanted), { recursive: true });
        writeFileSync(wanted, readFileSync(path.join(out, file)));
      }
      console.log(`wrote internal/platform/grpc/proto/${file}`);
    }
  }
} catch (error) {
  if (!error.stdout) throw error;
  console.error(`${error.stdout}${error.stderr}`);
  process.exitCode = 1;
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
