import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { parseConfig } from './index.ts';
import { findAmtool } from './testdata/find-amtool.ts';

const amtool = findAmtool(process.env.AMTOOL);

const full = `
global:
  resolve_timeout: 10m
  smtp_smarthost: 'mail.example:587'
  smtp_from: orx@example.org
  smtp_auth_password: hunter2
  slack_api_url: https://hooks.slack.com/services/T/B/X
templates: ['/etc/alertmanager/*.tmpl']
route:
  receiver: ops
  group_by: [alertname, cluster]
  group_wait: 10s
  routes:
    - matchers: ['severity=~"critical|page"', 'team="db",env!="test"']
      receiver: db
      group_by: ['...']
      repeat_interval: 1h30m
      continue: true
      active_time_intervals: [office]
    - match: { severity: info }
      match_re: { env: 'te.*' }
      mute_time_intervals: [nights]
receivers:
  - name: ops
    email_configs:
      - to: ops@example.org
        require_tls: false
    slack_configs:
      - &slack { channel: '#ops', title: '{{ .GroupLabels.alertname }}' }
      - { <<: *slack, channel: '#all', send_resolved: true }
  - name: db
    webhook_configs:
      - url: https://db.example/hook
        max_alerts: 10
  - name: nobody
mute_time_intervals:
  - name: nights
    time_intervals: [{ times: [{ start_time: '22:00', end_time: '24:00' }], location: Europe/Berlin }]
time_intervals:
  - name: office
    time_intervals: [{ weekdays: ['monday:friday'], days_of_month: ['-1'] }]
inhibit_rules:
  - name: worst first
    source_matchers: [severity="critical"]
    target_match: { severity: warning }
    equal: [cluster]
`;

describe('an alertmanager.yml', () => {
  const { config, problems, positions } = parseConfig(full);

  test('is read with its routes, intervals and rules', () => {
    expect(problems).toEqual([]);
    expect(config).toMatchObject({ resolveTimeoutMs: 600_000, templates: ['/etc/alertmanager/*.tmpl'], processSections: [] });
    expect(config?.route).toEqual({
      receiver: 'ops',
      groupBy: ['alertname', 'cluster'],
      groupWaitMs: 10_000,
      routes: [
        {
          matchers: [{ name: 'env', op: '!=', value: 'test' }, { name: 'severity', op: '=~', value: 'critical|page' }, { name: 'team', op: '=', value: 'db' }],
          receiver: 'db', groupBy: 'all', repeatIntervalMs: 5_400_000, continue: true, activeTimeIntervals: ['office'],
        },
        { matchers: [{ name: 'env', op: '=~', value: 'te.*' }, { name: 'severity', op: '=', value: 'info' }], muteTimeIntervals: ['nights'] },
      ],
    });
    expect(config?.timeIntervals).toEqual([
      { name: 'nights', intervals: [{ times: [{ startTime: '22:00', endTime: '24:00' }], location: 'Europe/Berlin' }] },
      { name: 'office', intervals: [{ weekdays: ['monday:friday'], daysOfMonth: ['-1'] }] },
    ]);
    expect(config?.inhibitRules).toEqual([
      { name: 'worst first', sourceMatchers: [{ name: 'severity', op: '=', value: 'critical' }], targetMatchers: [{ name: 'severity', op: '=', value: 'warning' }], equal: ['cluster'] },
    ]);
  });

  test('has receivers whose integrations take from `global` what they do not say', () => {
    const [ops, db, nobody] = config?.receivers ?? [];
    expect(ops?.integrations).toMatchObject([
      { kind: 'email', path: '/receivers/0/email_configs/0', sendResolved: false, settings: { to: 'ops@example.org', smarthost: 'mail.example:587', from: 'orx@example.org', auth_password: 'hunter2', require_tls: false, hello: 'localhost' } },
      { kind: 'slack', path: '/receivers/0/slack_configs/0', sendResolved: false, settings: { channel: '#ops', api_url: 'https://hooks.slack.com/services/T/B/X' } },
      { kind: 'slack', path: '/receivers/0/slack_configs/1', sendResolved: true, settings: { channel: '#all', title: '{{ .GroupLabels.alertname }}' } },
    ]);
    expect(db?.integrations).toMatchObject([{ kind: 'webhook', sendResolved: true, settings: { url: 'https://db.example/hook', max_alerts: 10 } }]);
    expect(nobody).toEqual({ name: 'nobody', labels: {}, integrations: [] });
  });

  test('is known by its places', () => {
    const lines = full.split('\n');
    expect(lines[(positions.get('/route/routes/0/repeat_interval')?.line ?? 0) - 1]).toContain('1h30m');
    expect(lines[(positions.get('/receivers/1/webhook_configs/0/url')?.line ?? 0) - 1]).toContain('https://db.example/hook');
  });
});

/** Files with one thing wrong, below a route and a receiver that are right. */
const broken: readonly (readonly [what: string, text: string, path: string, message: string])[] = [
  ['nothing', '', '', 'no route provided in config'],
  ['no route', 'receivers: [{ name: a }]', '', 'no routes provided'],
  ['no YAML', 'route: [', '', 'yaml: line 1'],
  ['a cycle of aliases', 'route: &r { receiver: a, routes: [*r] }\nreceivers: [{ name: a }]', '', 'an anchor contains itself'],
  ['an unknown field', 'route: { receiver: a, recievers: b }\nreceivers: [{ name: a }]', '/route', 'field recievers not found in type route'],
  ['a key twice', 'route: { receiver: a, receiver: a }\nreceivers: [{ name: a }]', '/route', 'mapping key "receiver" already defined'],
  ['a wrong type', 'route: { receiver: [a] }\nreceivers: [{ name: a }]', '/route/receiver', 'cannot unmarshal !!seq into string'],
  ['a root without receiver', 'route: {}\nreceivers: [{ name: a }]', '/route', 'root route must specify a default receiver'],
  ['a root with matchers', 'route: { receiver: a, matchers: [b=c] }\nreceivers: [{ name: a }]', '/route', 'root route must not have any matchers'],
  ['a root that continues', 'route: { receiver: a, continue: true }\nreceivers: [{ name: a }]', '/route/continue', 'cannot have continue in root route'],
  ['a root with intervals', 'route: { receiver: a, mute_time_intervals: [n] }\ntime_intervals: [{ name: n, time_intervals: [] }]\nreceivers: [{ name: a }]', '/route/mute_time_intervals', 'root route must not have any mute time intervals'],
  ['an unknown receiver', 'route: { receiver: a, routes: [{ receiver: b }] }\nreceivers: [{ name: a }]', '/route/routes/0/receiver', 'undefined receiver "b" used in route'],
  ['a receiver twice', 'route: { receiver: a }\nreceivers: [{ name: a }, { name: a }]', '/receivers/1/name', 'notification config name "a" is not unique'],
  ['a receiver without a name', 'route: { receiver: a }\nreceivers: [{ name: a }, {}]', '/receivers/1', 'missing name in receiver'],
  ['an unknown interval', 'route: { receiver: a, routes: [{ active_time_intervals: [n] }] }\nreceivers: [{ name: a }]', '/route/routes/0/active_time_intervals/0', 'undefined time interval "n" used in route'],
  ['an interval twice', 'route: { receiver: a }\nreceivers: [{ name: a }]\ntime_intervals: [{ name: n, time_intervals: [] }, { name: n, time_intervals: [] }]', '/time_intervals/1/name', 'time interval "n" is not unique'],
  ['a bad time', 'route: { receiver: a }\nreceivers: [{ name: a }]\ntime_intervals: [{ name: n, time_intervals: [{ times: [{ start_time: "9:00", end_time: "10:00" }] }] }]', '/time_intervals/0/time_intervals/0/times/0', "couldn't parse timestamp 9:00"],
  ['a bad zone', 'route: { receiver: a }\nreceivers: [{ name: a }]\ntime_intervals: [{ name: n, time_intervals: [{ location: Mars/Phobos }] }]', '/time_intervals/0/time_intervals/0/location', 'unknown time zone Mars/Phobos'],
  ['a bad matcher', 'route: { receiver: a, routes: [{ matchers: [b] }] }\nreceivers: [{ name: a }]', '/route/routes/0/matchers/0', 'bad matcher format: b'],
  ['a bad expression', 'route: { receiver: a, routes: [{ match_re: { b: "(" } }] }\nreceivers: [{ name: a }]', '/route/routes/0/match_re/b', 'missing'],
  ['a bad duration', 'route: { receiver: a, group_wait: 1x }\nreceivers: [{ name: a }]', '/route/group_wait', 'unknown unit "x" in duration "1x"'],
  ['a group interval of zero', 'route: { receiver: a, group_interval: 0s }\nreceivers: [{ name: a }]', '/route/group_interval', 'group_interval cannot be zero'],
  ['a label twice', 'route: { receiver: a, group_by: [b, b] }\nreceivers: [{ name: a }]', '/route/group_by/1', 'duplicated label "b" in group_by'],
  ['all labels and another', 'route: { receiver: a, group_by: ["...", b] }\nreceivers: [{ name: a }]', '/route/group_by', 'cannot have wildcard group_by'],
  ['a webhook without a URL', 'route: { receiver: a }\nreceivers: [{ name: a, webhook_configs: [{}] }]', '/receivers/0/webhook_configs/0', 'one of url or url_file must be configured'],
  ['a webhook to nowhere', 'route: { receiver: a }\nreceivers: [{ name: a, webhook_configs: [{ url: "ftp://x" }] }]', '/receivers/0/webhook_configs/0/url', 'unsupported scheme "ftp" for URL'],
  ['an e-mail without a server', 'route: { receiver: a }\nreceivers: [{ name: a, email_configs: [{ to: b@c }] }]', '/receivers/0/email_configs/0', 'no global SMTP smarthost set'],
  ['a slack without a URL', 'route: { receiver: a }\nreceivers: [{ name: a, slack_configs: [{ channel: b }] }]', '/receivers/0/slack_configs/0', 'no Slack API URL nor App token set'],
  ['a secret twice', 'route: { receiver: a }\nreceivers: [{ name: a, pagerduty_configs: [{ routing_key: b, routing_key_file: c }] }]', '/receivers/0/pagerduty_configs/0', 'at most one of routing_key & routing_key_file must be configured'],
  ['two ways to sign in', 'route: { receiver: a }\nreceivers: [{ name: a, webhook_configs: [{ url: "http://b", http_config: { basic_auth: { username: c }, authorization: { credentials: d } } }] }]', '/receivers/0/webhook_configs/0/http_config', 'at most one of basic_auth, oauth2 & authorization must be configured'],
  ['an unknown setting', 'route: { receiver: a }\nreceivers: [{ name: a, webhook_configs: [{ url: "http://b", colour: red }] }]', '/receivers/0/webhook_configs/0', 'field colour not found in type webhook'],
];

describe('what is wrong is told with its path and line', () => {
  test.each(broken)('%s', (_what, text, at, message) => {
    const { config, problems } = parseConfig(text);
    expect(config).toBeUndefined();
    expect(problems[0]).toMatchObject({ path: at, message: expect.stringContaining(message) });
    if (at !== '') expect(problems[0]?.line).toBeGreaterThan(0);
  });

  test('all at once', () => {
    const { problems } = parseConfig('route:\n  receiver: b\n  routes:\n    - receiver: c\n      matchers: [d]\nreceivers:\n  - name: a');
    expect(problems.map(({ path: at, line }) => [at, line])).toEqual([['/route/routes/0/matchers/0', 5], ['/route/receiver', 2], ['/route/routes/0/receiver', 4]]);
  });

  test('routes without end are refused', () => {
    const deep = `${'{ routes: ['.repeat(3_000)}${'] }'.repeat(3_000)}`;
    expect(parseConfig(`route: ${deep}\nreceivers: []`).problems[0]?.message).toContain('nested too deep');
  });
});

if (amtool === undefined) console.warn('config: SKIPPED: verdicts are not compared with those of amtool, as none is at $AMTOOL or on the path');
(amtool === undefined ? describe.skip : describe)('amtool check-config agrees', () => {
  let folder: string;
  beforeAll(() => void (folder = mkdtempSync(path.join(tmpdir(), 'config-'))));
  afterAll(() => rmSync(folder, { recursive: true }));

  const takes = (text: string): boolean => {
    const file = path.join(folder, 'alertmanager.yml');
    writeFileSync(file, text);
    const { stdout, stderr } = spawnSync(amtool!, ['check-config', file], { encoding: 'utf8' });
    return !(stdout + stderr).includes('FAILED');
  };

  test.each([['a whole file', full.replace("templates: ['/etc/alertmanager/*.tmpl']\n", '').replace('  - name: worst first\n    source', '  - source')], ['the least', 'route: { receiver: a }\nreceivers: [{ name: a }]']])('on %s', (_what, text) => {
    expect([takes(text), parseConfig(text).problems]).toEqual([true, []]);
  });

  test.each(broken.map(([what, text]) => [what, text]))('on %s', (_what, text) => {
    expect(takes(text)).toBe(false);
  });
});
