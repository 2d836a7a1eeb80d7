import { type ChildProcess, spawn } from 'node:child_process';
import { access, chmod, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { eventually } from '../support/eventually.ts';
import { repositoryRoot } from '../support/process-stack.ts';
import type { ProductClient } from '../support/product-client.ts';
import { useProduct } from '../support/product-suite.ts';

/** What a program was started with. */
interface Started {
  readonly program: string;
  readonly args: readonly string[];
  readonly env: Readonly<Record<string, string>>;
  readonly stdin: string;
}

/** Stands in for a program: it writes down how it was started, does what pg_dump does with `--file`, and fails for whatever is called `broken`. */
const STAND_IN = (log: string): string => `#!${process.execPath}
const { appendFileSync, readFileSync, writeFileSync } = require('node:fs');
const args = process.argv.slice(2);
const started = { program: require('node:path').basename(process.argv[1]), args, env: process.env, stdin: readFileSync(0, 'utf8') };
appendFileSync(${JSON.stringify(log)}, JSON.stringify(started) + '\\n');
const file = args[args.indexOf('--file') + 1];
if (args.includes('--file')) writeFileSync(file, 'dump');
if (args.includes('broken')) { console.error('there is no broken'); process.exit(4); }
console.log('done by ' + started.program);
`;
const PROGRAMS = ['ansible-playbook', 'helm', 'pg_dump', 'ssh', 'systemctl', 'tell'];
const CAPABILITIES = ['ansible', 'helm', 'postgresql-client', 'ssh', 'systemd'];

/** What a shell would make of it is never to happen. */
const hostile = (folder: string): string => `"; touch ${folder}/pwned-1; $(touch ${folder}/pwned-2) \`touch ${folder}/pwned-3\` ' && touch ${folder}/pwned-4 | \\ $HOME *\nsecond line`;

describe('an agent runs the actions of the catalogue', () => {
  jest.setTimeout(120_000);
  const suite = useProduct();
  let agent: ChildProcess | undefined;
  let ana: ProductClient;
  let folder: string;
  let log: string;

  beforeAll(async () => {
    folder = await mkdtemp(path.join(tmpdir(), 'catalogue-'));
    log = path.join(folder, 'started.jsonl');
    const programs = path.join(folder, 'bin');
    await mkdir(programs);
    for (const program of PROGRAMS) {
      await writeFile(path.join(programs, program), STAND_IN(log));
      await chmod(path.join(programs, program), 0o755);
    }
    ana = await suite.product.as('ana');
    const key = (await ana.call('createApiKey', { body: { name: 'agents', scopes: ['tickets:work', 'agents:write'] } })).body.secret;
    const env = {
      ...process.env, PATH: `${programs}:/usr/bin:/bin`, ORCHESTRIX_URL: suite.product.address, ORCHESTRIX_API_KEY: key, ORCHESTRIX_AGENT_ID: 'hands', ORCHESTRIX_CAPABILITIES: CAPABILITIES.join(','),
    };
    agent = spawn(process.execPath, ['--conditions=source', '--import', './scripts/typescript-hooks.mjs', 'sdk/typescript/examples/shell-agent.ts'], { cwd: repositoryRoot, env, stdio: ['ignore', 'pipe', 'ignore'] });
  });
  afterAll(async () => {
    await new Promise((resolve) => agent?.once('exit', resolve).kill('SIGKILL'));
    await rm(folder, { recursive: true, force: true });
  });

  async function execute(workflowId: string, input: object) {
    const { id } = (await ana.call('executeWorkflow', { path: { workflowId }, body: { input } as never })).body;
    return eventually(async () => (await ana.call('getExecution', { path: { executionId: id } })).body, ({ finished_at: end }) => typeof end === 'string', 40_000);
  }
  async function define(name: string, definition: object): Promise<string> {
    return (await ana.call('createWorkflow', { body: { name, definition } as never })).body.id;
  }
  const installed = new Map<string, string>();
  async function act(action: string, input: object) {
    const workflowId = installed.get(action) ?? (await ana.call('installCatalogueAction', { path: { actionName: action }, body: { enabled: true } })).body.id;
    installed.set(action, workflowId);
    return execute(workflowId, input);
  }
  /** Programs that were started since the last look. */
  let seen = 0;
  async function started(): Promise<readonly Started[]> {
    const lines = (await readFile(log, 'utf8').catch(() => '')).split('\n').filter(Boolean);
    const fresh = lines.slice(seen).map((line) => JSON.parse(line) as Started);
    seen = lines.length;
    return fresh;
  }
  const exists = (file: string): Promise<boolean> => access(path.join(folder, file)).then(() => true, () => false);
  const untouched = async (): Promise<void> => {
    for (const n of [1, 2, 3, 4]) expect(await exists(`pwned-${n}`)).toBe(false);
  };
  const done = (program: string) => ({ status: 'completed', output: { code: 0, stdout: `done by ${program}\n`, stderr: '' } });

  test('a playbook gets its inventory, its limit and its variables, whatever is in them', async () => {
    const variables = { text: hostile(folder), '--flag': ['$(id)', { deep: '`id`' }], number: 1 };
    expect(await act('ansible-run-playbook', { playbook: 'site.yml', inventory: 'hosts/production', limit: 'web:!web3', variables })).toMatchObject(done('ansible-playbook'));
    const [run] = await started();
    expect(run?.args).toEqual(['--inventory', 'hosts/production', '--limit', 'web:!web3', '--extra-vars', expect.any(String), 'site.yml']);
    expect(JSON.parse(run?.args[5] ?? '')).toEqual(variables);
    await untouched();
  });

  test('a command goes to ssh as one word, and options of ssh stay options of ours', async () => {
    const command = hostile(folder);
    expect(await act('ssh-run-command', { host: 'web1.example', user: 'deploy', command })).toMatchObject(done('ssh'));
    expect(await started()).toMatchObject([{ args: ['-o', 'BatchMode=yes', '-o', 'StrictHostKeyChecking=yes', '-o', 'ConnectTimeout=10', '-l', 'deploy', 'web1.example', '--', command] }]);
    await untouched();
  });

  test.each([
    ['ssh-run-command', { host: '-oProxyCommand=touch', user: 'deploy', command: 'ls' }],
    ['ansible-run-playbook', { playbook: '--help', inventory: 'hosts' }],
    ['helm-rollback-release', { release: 'shop --kubeconfig', namespace: 'shop', revision: 1 }],
    ['systemd-restart-unit', { unit: '--host=other' }],
    ['postgres-snapshot-database', { host: 'db', database: 'shop', user: 'backup', file: '$(touch /tmp/x)' }],
  ])('%s refuses an input that would be an option or a place of its own, and starts nothing', async (action, input) => {
    const ended = await act(action, input);
    expect(ended).toMatchObject({ status: 'failed', error: { status: 400 } });
    expect(await started()).toEqual([]);
    expect((await ana.call('listTickets', { query: { execution_id: ended.id } })).body.items).toEqual([]);
  });

  test('a release goes back to a revision, and a unit is restarted', async () => {
    expect(await act('helm-rollback-release', { release: 'shop', namespace: 'shop', revision: 3 })).toMatchObject(done('helm'));
    expect(await act('systemd-restart-unit', { unit: 'nginx@1.service' })).toMatchObject(done('systemctl'));
    expect((await started()).map(({ program, args }) => [program, ...args])).toEqual([
      ['helm', 'rollback', 'shop', '3', '--namespace', 'shop', '--wait', '--cleanup-on-fail'],
      ['systemctl', '--no-ask-password', 'restart', 'nginx@1.service'],
    ]);
  });

  test('a program that fails ends the execution with its exit code and what it said', async () => {
    expect(await act('systemd-restart-unit', { unit: 'broken' })).toMatchObject({ status: 'failed', error: { title: 'Runtime Error', detail: 'the process ended with exit code 4: there is no broken', instance: '/do/0/run' } });
    expect((await started()).map(({ args }) => args.at(-1))).toEqual(['broken']);
  });

  test('a snapshot is kept when all goes well, and removed when it fails half-way or a later task does', async () => {
    const snapshot = (file: string, database = 'shop') => ({ host: 'db.example', database, user: 'backup', file: path.join(folder, file) });
    expect(await act('postgres-snapshot-database', snapshot('kept.dump'))).toMatchObject(done('pg_dump'));
    expect((await started()).map(({ args }) => args)).toEqual([['--format=custom', '--no-password', '--host', 'db.example', '--username', 'backup', '--file', path.join(folder, 'kept.dump'), 'shop']]);
    expect(await exists('kept.dump')).toBe(true);

    expect(await act('postgres-snapshot-database', snapshot('half.dump', 'broken'))).toMatchObject({ status: 'compensated', error: { detail: expect.stringContaining('exit code 4') } });
    expect(await exists('half.dump')).toBe(false);

    const { definition } = (await ana.call('getCatalogueAction', { path: { actionName: 'postgres-snapshot-database' } })).body;
    const later = await define('snapshot, then fail', { ...definition, do: [...(definition['do'] as readonly object[]), { later: { raise: { error: { type: 'https://story.test/later', status: 500, title: 'Later' } } } }] });
    const ended = await execute(later, snapshot('useless.dump'));
    expect(ended).toMatchObject({ status: 'compensated', error: { title: 'Later' } });
    expect(await exists('useless.dump')).toBe(false);
    const tickets = (await ana.call('listTickets', { query: { execution_id: ended.id } })).body.items.toReversed();
    expect(tickets.map(({ type, status, agent_id: by }) => [type, status, by])).toEqual([['EXECUTE', 'COMPLETED', 'hands'], ['COMPENSATE', 'COMPLETED', 'hands']]);
    expect((await started()).map(({ program }) => program)).toEqual(['pg_dump', 'pg_dump']);
  });

  test('variables and standard input arrive as they are, and nothing of the agent itself does', async () => {
    const text = hostile(folder);
    const id = await define('tell', {
      document: { dsl: '1.0.3', namespace: 'story', name: 'tell', version: '1.0.0' },
      do: [{ tell: { run: { shell: { command: 'tell', arguments: ['${ .text }', '$TEXT'], environment: { TEXT: '${ .text }' }, stdin: '${ .text }' }, return: 'all' } } }],
    });
    expect(await execute(id, { text })).toMatchObject(done('tell'));
    const [run] = await started();
    expect(run).toMatchObject({ args: [text, '$TEXT'], stdin: text, env: { TEXT: text } });
    expect(Object.keys(run?.env ?? {}).filter((name) => name.startsWith('ORCHESTRIX'))).toEqual([]);
    await untouched();
  });
});
