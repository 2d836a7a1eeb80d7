import { spawnSync } from 'node:child_process';
import { cpSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');
const { forbidden } = createRequire(__filename)(path.join(root, '.dependency-cruiser.cjs')) as { forbidden: { name: string }[] };

/** One small tree in which every border rule is broken at least once: path → what the file imports. */
const violations: Record<string, string> = {
  'internal/kernel/index.ts': 'export interface Clock { now(): Date }',
  'internal/alerting/index.ts': 'export const alert = 1;',
  'internal/alerting/module.ts': "import { x } from './service/do-it.ts'; export const m = x;",
  'internal/alerting/domain/alert.ts': "import { readFileSync } from 'node:fs'; export const a = readFileSync;",
  'internal/alerting/ports/store.ts': "import { x } from '../service/do-it.ts'; export const p = x;",
  'internal/alerting/service/do-it.ts': "import { y } from '../postgres/rows.ts'; import { m } from '../fakes/memory.ts'; export const x = [y, m];",
  'internal/alerting/postgres/rows.ts': 'export const y = 1;',
  'internal/alerting/postgres/calls-back.ts': "import { x } from '../service/do-it.ts'; export const z = x;",
  'internal/alerting/http/meets.ts': "import { y } from '../postgres/rows.ts'; export const h = y;",
  'internal/alerting/fakes/memory.ts': 'export const m = 1;',
  'internal/alerting/activities/act.ts': 'export const act = 1;',
  'internal/alerting/workflows/flow.ts': "import { act } from '../activities/act.ts'; import { Pool } from 'pg'; export const f = [act, Pool];",
  'internal/remediation/service/reach-in.ts': "import { y } from '../../alerting/postgres/rows.ts'; import { alert } from '../../alerting/index.ts'; import { m } from '../../alerting/module.ts'; export const r = [y, alert, m];",
  'internal/remediation/domain/one.ts': "import { two } from './two.ts'; export const one = two;",
  'internal/remediation/domain/two.ts': "import { one } from './one.ts'; export const two = one;",
  'pkg/tool/index.ts': "import { alert } from '../../internal/alerting/index.ts'; export const t = alert;",
  'cmd/worker/workflows.ts': "import { f } from '../../internal/alerting/workflows/flow.ts'; export const w = f;",
  'sdk/typescript/agent.ts': "import { t } from '../../pkg/tool/index.ts'; export const s = t;",
  'internal/alerting/http/uses-sdk.ts': "import { s } from '../../../sdk/typescript/agent.ts'; export const u = s;",
  'internal/remediation/service/nobody.ts': 'export const lonely = 1;',
};

describe('the border rules', () => {
  let tree: string;
  let broken: Set<string>;

  beforeAll(() => {
    tree = mkdtempSync(path.join(tmpdir(), 'borders-'));
    for (const [file, source] of Object.entries(violations)) {
      mkdirSync(path.join(tree, path.dirname(file)), { recursive: true });
      writeFileSync(path.join(tree, file), source);
    }
    for (const file of ['.dependency-cruiser.cjs', 'tsconfig.json', 'tsconfig.base.json', 'package.json']) cpSync(path.join(root, file), path.join(tree, file));
    symlinkSync(path.join(root, 'node_modules'), path.join(tree, 'node_modules'));
    const cruiser = path.join(root, 'node_modules/dependency-cruiser/bin/dependency-cruiser.mjs');
    const run = spawnSync(process.execPath, [cruiser, '--config', '.dependency-cruiser.cjs', '--output-type', 'json', 'internal', 'pkg', 'cmd', 'sdk'], { cwd: tree, encoding: 'utf8', maxBuffer: 1 << 26 });
    if (run.stdout === '') throw new Error(run.stderr);
    const { summary } = JSON.parse(run.stdout) as { summary: { violations: { rule: { name: string } }[] } };
    broken = new Set(summary.violations.map(({ rule }) => rule.name));
  }, 60_000);

  afterAll(() => rmSync(tree, { recursive: true, force: true }));

  test.each(forbidden.map(({ name }) => name))('%s turns red on a planted violation', (name) => {
    expect([...broken]).toContain(name);
  });
});
