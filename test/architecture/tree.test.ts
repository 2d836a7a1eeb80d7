import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import path from 'node:path';

const root = path.resolve(__dirname, '../..');
const files = execFileSync('git', ['ls-files', '--cached', '--others', '--exclude-standard'], { cwd: root, encoding: 'utf8' }).split('\n').filter((file) => file !== '' && existsSync(path.join(root, file)));
const sources = files.filter((file) => /^(cmd|internal|pkg|sdk|test)\/.*\.ts$/.test(file));

/** Names that every folder of their kind has. */
const shared = new Set(['index.ts', 'module.ts', 'main.ts', 'contract.ts']);

export const badNames = (paths: readonly string[]): string[] =>
  paths.filter((file) => !/^[a-z0-9]+(-[a-z0-9]+)*(\.(test|contract|integration\.test|gen|d))?\.ts$/.test(path.posix.basename(file)));

export const repeatedNames = (paths: readonly string[]): string[] => {
  const seen = new Map<string, string>();
  return paths.flatMap((file) => {
    const name = path.posix.basename(file);
    if (shared.has(name)) return [];
    const before = seen.get(name);
    seen.set(name, file);
    return before ? [`${before} and ${file}`] : [];
  });
};

export const vagueNames = (paths: readonly string[]): string[] => paths.filter((file) => /(^|[/-])(utils?|helpers?|common|manager|misc)([-./]|$)/.test(file));

/** Files below internal/ that are not at internal/<context>/<layer>/. A mechanism of the platform is a layer by itself and may have fakes; the composition root has its own shape, generated code that of its generator. */
export const tooDeep = (paths: readonly string[]): string[] =>
  paths.filter((file) => /^internal\/(?!app\/)([^/]+\/){3,}/.test(file) && !/^internal\/platform\/[^/]+\/fakes\/[^/]+$/.test(file) && !file.endsWith('.gen.ts'));

/** Paths that a document names in backticks and that are not there. */
export const brokenPaths = (document: string, exists: (file: string) => boolean): string[] =>
  [...document.matchAll(/`((?:api|cmd|deploy|docs|internal|keycloak|pkg|scripts|sdk|sql|test)\/[\w./-]+)`/g)]
    .map(([, named]) => named ?? '')
    .filter((named) => !exists(named.replace(/\/$/, '')));

describe('the tree', () => {
  test('files are named in kebab-case after what they export', () => {
    expect(badNames(sources)).toEqual([]);
    expect(badNames(['internal/x/domain/alertRule.ts'])).toHaveLength(1);
  });

  test('a file name says which file: none is used twice', () => {
    expect(repeatedNames(sources)).toEqual([]);
    expect(repeatedNames(['internal/a/x.ts', 'internal/b/x.ts'])).toHaveLength(1);
  });

  test('no file is a drawer for odds and ends', () => {
    expect(vagueNames(sources)).toEqual([]);
    expect(vagueNames(['pkg/utils/index.ts', 'internal/a/alert-manager.ts'])).toHaveLength(2);
  });

  test('sources lie at internal/<context>/<layer>/<file>.ts', () => {
    expect(tooDeep(sources)).toEqual([]);
    expect(tooDeep(['internal/alerting/domain/rules/x.ts', 'internal/alerting/http/fakes/x.ts', 'internal/platform/http/limits/x.ts'])).toHaveLength(3);
    expect(tooDeep(['internal/alerting/domain/x.ts', 'internal/platform/http/fakes/x.ts', 'internal/app/cli/demo/x.ts', 'internal/platform/grpc/proto/google/x.gen.ts'])).toEqual([]);
  });

  test('every context opens with a README of at most 60 lines', () => {
    const contexts = [...new Set(sources.filter((file) => /^internal\/[^/]+\/service\//.test(file)).map((file) => file.split('/')[1] ?? ''))];
    const missing = contexts.filter((context) => !existsSync(path.join(root, 'internal', context, 'README.md')));
    const long = contexts.filter((context) => !missing.includes(context)).filter((context) => readFileSync(path.join(root, 'internal', context, 'README.md'), 'utf8').trimEnd().split('\n').length > 60);
    expect({ missing, long }).toEqual({ missing: [], long: [] });
  });

  test.each(files.filter((file) => file.endsWith('.md')))('%s names only paths that exist', (file) => {
    expect(brokenPaths(readFileSync(path.join(root, file), 'utf8'), (named) => existsSync(path.join(root, named)))).toEqual([]);
  });

  test('a broken path in a document is found', () => {
    expect(brokenPaths('see `internal/nowhere/x.ts`', () => false)).toEqual(['internal/nowhere/x.ts']);
  });

  test('dependencies are pinned exactly', () => {
    const { dependencies, devDependencies } = JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')) as Record<string, Record<string, string>>;
    expect(Object.entries({ ...dependencies, ...devDependencies }).filter(([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version))).toEqual([]);
  });
});
