import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import fc from 'fast-check';
import { compileRoute, groupKeyOf, groupLabelsOf, labelSetFingerprint, matchersText, matchRoutes, parseMatchers, type RouteConfig, walkRoutes } from './index.ts';
import { findAmtool } from './testdata/find-amtool.ts';

const amtool = findAmtool(process.env.AMTOOL);
const to = (receiver: string, matchers: string, more: Partial<RouteConfig> = {}): RouteConfig => ({ receiver, matchers: parseMatchers(matchers), ...more });
const receivers = (config: RouteConfig, labels: Record<string, string>) => matchRoutes(compileRoute(config), labels).map(({ receiver }) => receiver);

describe('an alert takes', () => {
  const tree: RouteConfig = {
    receiver: 'default',
    routes: [
      to('team-A', 'owner="team-A"', { routes: [to('testing', 'env="testing"'), to('production', 'env="production"', { continue: true }), to('prod-log', 'env=~"produ.*"')] }),
      to('audit', 'owner=~"team-(B|C)"', { continue: true }),
      to('team-B', 'owner="team-B"'),
      to('team-BC', 'owner=~"team-(B|C)"'),
    ],
  };

  test.each([
    [{}, ['default']],
    [{ owner: 'team-X' }, ['default']],
    [{ owner: 'team-A' }, ['team-A']],
    [{ owner: 'team-A', env: 'staging' }, ['team-A']],
    [{ owner: 'team-A', env: 'testing' }, ['testing']],
    [{ owner: 'team-A', env: 'production' }, ['production', 'prod-log']],
    [{ owner: 'team-A', env: 'product' }, ['prod-log']],
    [{ owner: 'team-B' }, ['audit', 'team-B']],
    [{ owner: 'team-C' }, ['audit', 'team-BC']],
  ])('%j: %j', (labels, expected) => {
    expect(receivers(tree, labels as Record<string, string>)).toEqual(expected);
  });

  test('no route at all when the root has a matcher that does not hold', () => {
    expect(receivers(to('r', 'a="b"'), {})).toEqual([]);
  });
});

describe('a route inherits', () => {
  const root = compileRoute({
    receiver: 'default',
    groupBy: ['alertname'],
    groupWaitMs: 1_000,
    labels: { team: 'ops', tier: '1' },
    routes: [
      { muteTimeIntervals: ['nights'], activeTimeIntervals: ['days'], routes: [{ receiver: 'deep', groupBy: 'all', repeatIntervalMs: 5, labels: { tier: '2' }, routes: [{}] }] },
      { groupBy: [], groupWaitMs: 0 },
    ],
  });
  const [, child, deep, deepest, empty] = walkRoutes(root);

  test('what it does not say, from its parent; the root from the defaults', () => {
    expect(root).toMatchObject({ groupWaitMs: 1_000, groupIntervalMs: 300_000, repeatIntervalMs: 14_400_000, groupBy: ['alertname'] });
    expect(child).toMatchObject({ receiver: 'default', groupBy: ['alertname'], groupWaitMs: 1_000, labels: { team: 'ops', tier: '1' } });
    expect(deepest).toMatchObject({ receiver: 'deep', groupBy: 'all', repeatIntervalMs: 5, labels: { team: 'ops', tier: '2' } });
    expect(empty).toMatchObject({ groupBy: [], groupWaitMs: 0 });
  });

  test('but no time intervals', () => {
    expect(child).toMatchObject({ muteTimeIntervals: ['nights'], activeTimeIntervals: ['days'] });
    expect(deep).toMatchObject({ muteTimeIntervals: [], activeTimeIntervals: [] });
  });
});

describe('keys', () => {
  const root = compileRoute({ receiver: 'r', groupBy: ['alertname', 'job'], routes: [to('a', 'z="1",b=~"x\\"y",b="k"'), to('a', '"a b"="c"'), to('b', '"a b"="c"')] });

  test('of routes have their matchers in order, and an id tells equal ones apart', () => {
    expect(walkRoutes(root).map(({ key, id, path: at }) => [key, id, at])).toEqual([
      ['{}', '{}', []],
      ['{}/{b="k",b=~"x\\"y",z="1"}', '{}/{b="k",b=~"x\\"y",z="1"}/0', [0]],
      ['{}/{"a b"="c"}', '{}/{"a b"="c"}/1', [1]],
      ['{}/{"a b"="c"}', '{}/{"a b"="c"}/2', [2]],
    ]);
  });

  test('of groups have the labels that are there', () => {
    const labels = { job: 'n"1"', alertname: 'Down', instance: 'i' };
    expect(groupKeyOf(root, groupLabelsOf(root, labels))).toBe('{}:{alertname="Down", job="n\\"1\\""}');
    expect(groupKeyOf(root, groupLabelsOf(root, { instance: 'i' }))).toBe('{}:{}');
    expect(groupLabelsOf({ groupBy: 'all' }, labels)).toEqual(labels);
  });

  test('are in the order of bytes, as are fingerprints', () => {
    const labels = { '\u{1f642}': '1', '\uffee': '2', a: '3' };
    expect(groupKeyOf(root, labels)).toBe('{}:{a="3", \uffee="2", \u{1f642}="1"}');
    expect(labelSetFingerprint({ a: 'b' })).toBe('d2b371819297f98a');
  });
});

const label = fc.constantFrom('a', 'b', 'c');
const value = fc.constantFrom('', 'x', 'y', 'xy');
const matcher = fc.oneof(
  fc.tuple(label, fc.constantFrom('=', '!='), value).map(([name, op, text]) => `${name}${op}"${text}"`),
  fc.tuple(label, fc.constantFrom('=~', '!~'), fc.constantFrom('x.*', 'x|y', '.+', '', '[^x]')).map(([name, op, text]) => `${name}${op}"${text}"`),
);
const names = ['r0', 'r1', 'r2', 'r3'];
const { tree } = fc.letrec<{ tree: RouteConfig }>((tie) => ({
  tree: fc.record(
    {
      receiver: fc.constantFrom(...names),
      matchers: fc.array(matcher, { maxLength: 2 }).map((texts) => texts.flatMap(parseMatchers)),
      continue: fc.boolean(),
      routes: fc.array(tie('tree'), { maxLength: 3, depthIdentifier: 'tree' }),
    },
    { requiredKeys: [] },
  ),
}));
const labelSet = fc.dictionary(label, fc.constantFrom('x', 'y', 'xy', 'z'));
const root = tree.map(({ matchers: _none, continue: _never, ...config }): RouteConfig => ({ receiver: 'r0', ...config }));

describe('of every tree and alert', () => {
  test('at least one route is taken, each of them once, matching with all its parents', () => {
    fc.assert(
      fc.property(root, labelSet, (config, labels) => {
        const compiled = compileRoute(config);
        const taken = matchRoutes(compiled, labels);
        expect(new Set(taken).size).toBe(taken.length);
        expect(taken.length).toBeGreaterThan(0);
        for (const route of taken) {
          let at = compiled;
          for (const index of route.path) {
            at = at.children[index]!;
            expect(at.matches(labels)).toBe(true);
          }
          expect(at).toBe(route);
          expect(route.children.some((child) => child.matches(labels))).toBe(false);
        }
      }),
    );
  });

  if (amtool === undefined) console.warn('routing: SKIPPED: routes are not compared with those of amtool, as none is at $AMTOOL or on the path');
  const onlyWithAmtool = amtool === undefined ? test.skip : test;
  onlyWithAmtool('amtool names the same receivers', () => {
    const folder = mkdtempSync(path.join(tmpdir(), 'routes-'));
    const file = path.join(folder, 'alertmanager.yml');
    const yaml = (config: RouteConfig): unknown => ({
      receiver: config.receiver ?? '',
      continue: config.continue ?? false,
      matchers: config.matchers?.length ? [matchersText(config.matchers)] : [],
      routes: (config.routes ?? []).map(yaml),
    });
    try {
      fc.assert(
        fc.property(root, labelSet, (config, labels) => {
          writeFileSync(file, JSON.stringify({ route: yaml(config), receivers: names.map((name) => ({ name })) }));
          const { stdout } = spawnSync(amtool!, ['config', 'routes', 'test', `--config.file=${file}`, ...Object.entries(labels).map(([name, text]) => `${name}=${text}`)], { encoding: 'utf8' });
          expect(stdout.trim().split('\n').at(-1)).toBe(receivers(config, labels).join(','));
        }),
        { numRuns: 60 },
      );
    } finally {
      rmSync(folder, { recursive: true });
    }
  });
});
