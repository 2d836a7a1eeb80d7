// Throws generated requests at the running product: schemathesis over the whole API contract, signed in, all checks (test/schemathesis).
// Exits with 1 on any finding, and when the check that two tenants never see each other's things did not run.
//   node scripts/fuzz.mjs                       what continuous integration runs: 100 examples per operation, always the same seed
//   node scripts/fuzz.mjs --seed 7 -n 500 …     further arguments go to schemathesis and win
import { spawn, spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { cpSync, createReadStream, existsSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { homedir, tmpdir } from 'node:os';
import path from 'node:path';
import { createInterface } from 'node:readline';

const VERSION = '4.32.5';
const EXAMPLES = '100';
// One that walks many links between operations (some end after a dozen).
const SEED = '7';

const root = path.resolve(import.meta.dirname, '..');
const dir = mkdtempSync(path.join(tmpdir(), 'orchestrix-fuzz-'));

/** Ends with one sentence that says what to do. */
class Hindrance extends Error {}

/** Path of the pinned schemathesis, installed into a cache folder of its own the first time. */
function schemathesis() {
  const cache = path.join(process.env.XDG_CACHE_HOME || path.join(homedir(), '.cache'), 'orchestrix', `schemathesis-${VERSION}`);
  const program = path.join(cache, 'bin', 'schemathesis');
  if (existsSync(program)) return program;
  const step = (command, args, advice) => {
    const { status, stderr, error } = spawnSync(command, args, { encoding: 'utf8' });
    if (status === 0) return;
    rmSync(cache, { recursive: true, force: true });
    throw new Hindrance(`${advice} (${error?.message ?? stderr.trim().split('\n').at(-1)})`);
  };
  console.log(`installing schemathesis ${VERSION} into ${cache}`);
  step('python3', ['-c', 'import sys; sys.exit(sys.version_info < (3, 10))'], 'fuzzing needs Python 3.10 or newer: install python3');
  step('python3', ['-m', 'venv', cache], 'fuzzing needs Python with venv and pip: install python3-venv');
  step(path.join(cache, 'bin', 'pip'), ['install', '--quiet', '--disable-pip-version-check', `schemathesis==${VERSION}`], `schemathesis ${VERSION} cannot be installed: PyPI must be reachable`);
  return program;
}

/** Starts the product; resolves once it is up. */
async function product() {
  const hooks = path.join(root, 'scripts/typescript-hooks.mjs');
  const child = spawn(process.execPath, ['--conditions=source', '--import', hooks, path.join(root, 'test/schemathesis/serve.ts')], { cwd: root, stdio: ['pipe', 'pipe', 'inherit'] });
  const ended = once(child, 'exit');
  const [line] = await Promise.race([once(createInterface(child.stdout), 'line'), ended.then(() => [undefined])]);
  if (line === undefined) throw new Hindrance('the product did not start; the reason is above');
  return {
    ...JSON.parse(line),
    async stop() {
      child.stdin.end();
      await ended;
    },
  };
}

/** Two people, by the names that schemathesis.toml has for them, who sign in with their passwords. */
function peersFile(folder, issuer, peers) {
  const auth = Object.entries(peers).map(([name, username]) => ({
    name,
    loginEndpointAuth: {
      externalEndpointURL: `${issuer}/protocol/openid-connect/token`,
      verb: 'POST',
      contentType: 'application/x-www-form-urlencoded',
      payloadRaw: String(new URLSearchParams({ client_id: 'orchestrix-cli', grant_type: 'password', scope: 'openid organization', username, password: username })),
      token: { extractFrom: 'body', extractSelector: '/access_token', sendIn: 'header', sendName: 'Authorization', sendTemplate: 'Bearer {token}' },
    },
  }));
  writeFileSync(path.join(folder, 'peers.json'), JSON.stringify({ auth }, null, 2));
}

async function run(program, { address, issuer, executions }, { name, peers, filter, needsPeers }) {
  const folder = path.join(dir, name);
  cpSync(path.join(root, 'test/schemathesis'), folder, { recursive: true });
  peersFile(folder, issuer, peers);
  const report = path.join(folder, 'report.ndjson');
  console.log(`\n== ${name}`);
  const args = ['--config-file', 'schemathesis.toml', 'run', `${address}/openapi.json`, '--checks', 'all', '-n', EXAMPLES, '--seed', SEED, '--continue-on-failure', '--report-ndjson-path', report, ...filter, ...process.argv.slice(2)];
  const child = spawn(program, args, { cwd: folder, stdio: ['ignore', 'inherit', 'inherit'], env: { ...process.env, ORX_FUZZ_EXECUTIONS: JSON.stringify(executions) } });
  const [status] = await once(child, 'exit');
  const probes = await peerProbes(report);
  if (needsPeers && probes === 0) console.error('object_level_authorization did not run: bob never asked for a thing of alice');
  else if (needsPeers) console.log(`bob asked ${probes} times for things of alice`);
  return status === 0 && (probes > 0 || !needsPeers);
}

/** How often bob asked for a thing by an id that the API had given to alice, according to the report. */
async function peerProbes(report) {
  let probes = 0;
  if (!existsSync(report)) return probes;
  for await (const line of createInterface(createReadStream(report))) {
    const { ScenarioFinished: scenario } = JSON.parse(line);
    for (const { value } of Object.values(scenario?.recorder?.cases ?? {})) {
      if (value.auth_identity === 'bob' && value.meta?.pool_draws?.some(({ source_identity: source }) => source === 'alice')) probes += 1;
    }
  }
  return probes;
}

const started = Date.now();
let running;
try {
  const program = schemathesis();
  running = await product();
  const runs = [
    // Who may disable tenants would lock the others out: alice and bob first, for everything but tenants.
    { name: 'inside two tenants', peers: { alice: 'ana', bob: 'bob' }, filter: ['--exclude-path-regex', '^/api/v1/tenants'], needsPeers: true },
    { name: 'platform administration', peers: { alice: 'root', bob: 'ana' }, filter: ['--include-path-regex', '^/api/v1/tenants'], needsPeers: false },
  ];
  for (const each of runs) {
    if (!(await run(program, running, each))) process.exitCode = 1;
  }
} catch (error) {
  if (!(error instanceof Hindrance)) throw error;
  console.error(error.message);
  process.exitCode = 1;
} finally {
  await running?.stop();
  if (process.exitCode) console.error(`reports are in ${dir}`);
  else rmSync(dir, { recursive: true, force: true });
  console.log(`${((Date.now() - started) / 1000).toFixed(0)} s`);
}
