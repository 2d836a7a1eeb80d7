import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { promisify } from 'node:util';
import { hasAlertmanager, startAlertmanager } from '../support/alertmanager-server.ts';
import { eventually } from '../support/eventually.ts';
import type { ProductClient } from '../support/product-client.ts';
import { allowLoopback } from '../support/product-entities.ts';
import { useSampleService } from '../support/product-service.ts';
import { accessToken } from '../support/product-people.ts';
import { useProduct } from '../support/product-suite.ts';

const isInstalled = hasAlertmanager();
if (!isInstalled) console.warn('SKIPPED: Debian package prometheus-alertmanager is not installed');

type Labels = Readonly<Record<string, string>>;
interface Told {
  readonly groupKey: string;
  readonly receiver: string;
  readonly status: string;
  readonly groupLabels: Labels;
  readonly commonLabels: Labels;
  readonly alerts: readonly { readonly status: string; readonly labels: Labels }[];
}
interface Group {
  readonly labels: Labels;
  readonly receiver: { readonly name: string };
  readonly alerts: readonly { readonly labels: Labels; readonly receivers: readonly { readonly name: string }[]; readonly status: { readonly state: string; readonly silencedBy: readonly string[]; readonly inhibitedBy: readonly string[] } }[];
}

const GROUP_INTERVAL_S = 2;
/** Every group has had two flushes by then, and its notification has arrived. */
const SETTLED_MS = 2.5 * GROUP_INTERVAL_S * 1000;
const PHASES = 8;
const SEED = 20_261_121;

/** Small and the same everywhere (mulberry32). */
function randomOf(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}

const run = promisify(execFile);
const words = (labels: Labels): string => JSON.stringify(Object.entries(labels).sort(([a], [b]) => (a < b ? -1 : 1)));
/** Of several alerts that inhibit one any may be named. */
/** What was told, without what must differ: times, addresses, and repeats of a copy. */
const comparable = (told: readonly Told[]): readonly string[] =>
  [...new Set(told.map(({ groupKey, receiver, status, groupLabels, commonLabels, alerts }) =>
    [receiver, groupKey, status, words(groupLabels), words(commonLabels), ...alerts.map((alert) => `${alert.status} ${words(alert.labels)}`).sort()].join('\n')))].sort();
const comparableGroups = (groups: readonly Group[]): readonly string[] =>
  groups.map(({ receiver, labels, alerts }) => [receiver.name, words(labels), ...alerts.map(({ labels: own, status, receivers }) =>
    `${words(own)} ${status.state === 'suppressed' ? 'suppressed' : 'active'} ${status.silencedBy.length > 0} ${status.inhibitedBy.length > 0} ${receivers.map(({ name }) => name).sort().join()}`).sort()].join('\n')).sort();

(isInstalled ? describe : describe.skip)('a team points Prometheus and amtool here instead of at Alertmanager', () => {
  const suite = useProduct();
  const outside = useSampleService();
  const dir = mkdtempSync(path.join(tmpdir(), 'orchestrix-same-'));
  let ana: ProductClient;
  let key: string;
  let theirs: { readonly url: string; stop(): Promise<void> };
  let peers: readonly { readonly name: string; readonly url: string; readonly headers: Labels }[];

  const configFor = (name: string): string => `
route:
  receiver: team
  group_by: [alertname]
  group_wait: 1s
  group_interval: ${GROUP_INTERVAL_S}s
  repeat_interval: 1h
  routes:
  - { receiver: pager, matchers: [ 'severity="critical"' ], continue: true }
  - { receiver: zones, matchers: [ 'zone=~"east|west"' ], group_by: [zone, severity] }
inhibit_rules:
- { source_matchers: [ 'severity="critical"' ], target_matchers: [ 'severity="warning"' ], equal: [service] }
receivers:
${['team', 'pager', 'zones'].map((receiver) => `- name: ${receiver}\n  webhook_configs:\n  - { url: '${outside.service.url}/${name}', send_resolved: ${receiver !== 'pager'} }`).join('\n')}
`;

  beforeAll(async () => {
    ana = await suite.product.as('ana');
    await allowLoopback(ana);
    const scopes = ['alerts:read', 'alerts:write', 'silences:read', 'silences:write'] as const;
    key = (await ana.call('createApiKey', { body: { name: 'prometheus', scopes: [...scopes] } })).body.secret;
    const imported = await fetch(`${suite.product.address}/api/v1/routing/import`, { method: 'POST', headers: { ...(await bearer()), 'content-type': 'application/yaml' }, body: configFor('ours') });
    expect([imported.status, imported.ok ? '' : await imported.text()]).toEqual([200, '']);
    theirs = await startAlertmanager(configFor('theirs'));
    peers = [
      { name: 'theirs', url: theirs.url, headers: {} },
      { name: 'ours', url: suite.product.address, headers: { authorization: `Bearer ${key}` } },
    ];
  }, 120_000);
  afterAll(async () => {
    await theirs?.stop();
    rmSync(dir, { recursive: true, force: true });
  });

  const bearer = async () => ({ authorization: `Bearer ${await accessToken(suite.issuer, 'ana')}` });
  const send = (what: string, body: unknown) =>
    Promise.all(peers.map(async ({ url, headers }) => {
      const answer = await fetch(`${url}/api/v2/${what}`, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) });
      expect([what, answer.status]).toEqual([what, 200]);
      return (await answer.json().catch(() => undefined)) as { readonly silenceID: string } | undefined;
    }));
  const ask = (what: string) => Promise.all(peers.map(async ({ url, headers }) => (await fetch(`${url}/api/v2/${what}`, { headers })).json() as Promise<never>));
  const told = (name: string): readonly Told[] => outside.service.callsTo(`/${name}`).map(({ body }) => body as Told);

  test('the same alerts, silences and inhibitions lead to the same groups and the same notifications', async () => {
    const random = randomOf(SEED);
    const pick = <Item>(items: readonly Item[]): Item => items[Math.floor(random() * items.length)] as Item;
    const all: readonly Labels[] = Array.from({ length: 18 }, (_, pod) => ({
      alertname: pick(['Down', 'Slow', 'Full']), service: pick(['a', 'b']), severity: pick(['critical', 'warning', 'info']), pod: String(pod), ...(random() < 0.5 && { zone: pick(['east', 'west', 'north']) }),
    }));
    const burning = new Map<Labels, string>();
    let silences: readonly (string | undefined)[] = [];
    for (let phase = 0; phase < PHASES; phase += 1) {
      const before = peers.map(({ name }) => told(name).length);
      if (phase % 3 === 1) {
        const silence = { matchers: [{ name: 'service', value: pick(['a', 'b']), isRegex: false, isEqual: true }], startsAt: new Date().toISOString(), endsAt: new Date(Date.now() + 3_600_000).toISOString(), createdBy: 'ana', comment: 'test' };
        silences = (await send('silences', silence)).map((answer) => answer?.silenceID);
      } else if (silences.length > 0) {
        await Promise.all(peers.map(({ url, headers }, index) => fetch(`${url}/api/v2/silence/${silences[index]}`, { method: 'DELETE', headers })));
        silences = [];
      }
      const now = new Date().toISOString();
      const changed = all.filter(() => random() < 0.4);
      const signals = changed.map((labels) => {
        const startsAt = burning.get(labels);
        if (startsAt === undefined) burning.set(labels, now);
        else burning.delete(labels);
        return startsAt === undefined ? { labels, annotations: { summary: `pod ${labels['pod']}` }, startsAt: now, endsAt: new Date(Date.now() + 3_600_000).toISOString() } : { labels, startsAt, endsAt: now };
      });
      await send('alerts', signals);
      await sleep(SETTLED_MS); // both have clocks of their own
      const news = () => peers.map(({ name }, index) => comparable(told(name).slice(before[index])));
      const [expected] = news();
      const same = await eventually(async () => news(), ([of, ours]) => JSON.stringify(of) === JSON.stringify(ours), 10_000).catch(news);
      expect({ phase, told: same[1] }).toEqual({ phase, told: expected });
      const [their, our] = (await ask('alerts/groups')).map(comparableGroups);
      expect({ phase, groups: our }).toEqual({ phase, groups: their });
      const [theirCritical, ourCritical] = (await ask('alerts?filter=severity%3D%22critical%22&silenced=false&receiver=team%7Cpager')).map((alerts: Group['alerts']) => alerts.map(({ labels }) => words(labels)).sort());
      expect({ phase, critical: ourCritical }).toEqual({ phase, critical: theirCritical });
    }
    expect(told('theirs').length).toBeGreaterThan(PHASES);
  }, 240_000);

  test('amtool lists alerts and groups, adds an alert, and sees receivers and configuration', async () => {
    writeFileSync(path.join(dir, 'http.yml'), `authorization: { type: Bearer, credentials: ${key} }\n`);
    const amtool = async (prefix: string, ...rest: readonly string[]) => (await run('amtool', [`--alertmanager.url=${suite.product.address}${prefix}`, `--http.config.file=${dir}/http.yml`, ...rest])).stdout;
    await amtool('', 'alert', 'add', 'alertname=ByAmtool', 'severity=info', 'pod=x', '--annotation=summary=from amtool');
    const listed = JSON.parse(await amtool('/alertmanager', 'alert', 'query', 'alertname=ByAmtool', '-o', 'json')) as readonly { readonly labels: Labels; readonly status: { readonly state: string } }[];
    expect(listed).toMatchObject([{ labels: { alertname: 'ByAmtool', pod: 'x' }, annotations: { summary: 'from amtool' }, receivers: [{ name: 'team' }], status: { state: 'active' } }]);
    expect(await amtool('', 'alert', 'query', 'ByAmtool')).toMatch(/ByAmtool .*from amtool .*active/);
    expect(await amtool('/alertmanager', 'config', 'show')).toContain('receiver: team');
    expect((await ask('receivers')).map((receivers: readonly { readonly name: string }[]) => receivers.map(({ name }) => name).sort())).toEqual([['pager', 'team', 'zones'], ['pager', 'team', 'zones']]);
  }, 60_000);

  test('what will be notified next is told, and why, and what was', async () => {
    const group = (await eventually(async () => (await ana.call('listAlertGroups', { query: { receiver: 'team' } })).body.items, (items) => items.some(({ labels, flushes }) => labels['alertname'] === 'ByAmtool' && flushes > 0))).find(({ labels }) => labels['alertname'] === 'ByAmtool');
    const notified = await eventually(async () => (await ana.call('listAlertGroupNotifications', { path: { alertGroupId: group!.id } })).body.items, (items) => items[0]?.state === 'delivered');
    expect(notified).toMatchObject([{ receiver: 'team', reason: 'first notification', resolved: [] }]);
    const { next_notification: next, alerts } = (await ana.call('getAlertGroup', { path: { alertGroupId: group!.id } })).body;
    expect(next.because).toBe('repeat interval elapsed: nothing else is new');
    expect(Date.parse(next.at!)).toBeGreaterThan(Date.parse(notified[0]!.settled_at!) + 3_590_000);
    expect(alerts).toMatchObject([{ labels: { alertname: 'ByAmtool' }, muted_by: [] }]);
  }, 60_000);
});
