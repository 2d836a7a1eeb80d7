import { type ChildProcess, execFile, spawn, spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { promisify } from 'node:util';
import { freePort } from '#pkg/devstack';
import { eventually } from '../support/eventually.ts';
import type { ProductClient } from '../support/product-client.ts';
import { useProduct } from '../support/product-suite.ts';

const isThere = (program: string): boolean => spawnSync(program, ['--version'], { stdio: 'ignore' }).status === 0;
const missing = ['prometheus-alertmanager', 'amtool'].filter((program) => !isThere(program));
if (missing.length > 0) console.warn(`SKIPPED: ${missing.join(', ')} not installed (Debian package prometheus-alertmanager)`);

interface Silence {
  readonly id: string;
  readonly status: { readonly state: string };
  readonly matchers: readonly object[];
  readonly startsAt: string;
  readonly endsAt: string;
  readonly createdBy: string;
  readonly comment: string;
}

/** An Alertmanager that silences are asked of: the real one, and ours. */
interface Peer {
  readonly url: string;
  readonly flags: readonly string[];
  readonly headers: Readonly<Record<string, string>>;
}

const run = promisify(execFile);

(missing.length === 0 ? describe : describe.skip)('a team silences alerts with amtool', () => {
  const suite = useProduct();
  const dir = mkdtempSync(path.join(tmpdir(), 'orchestrix-amtool-'));
  let ana: ProductClient;
  let alertmanager: ChildProcess;
  let peers: Readonly<Record<'theirs' | 'ours', Peer>>;

  beforeAll(async () => {
    ana = await suite.product.as('ana');
    const { secret } = (await ana.call('createApiKey', { body: { name: 'amtool', scopes: ['silences:read', 'silences:write'] } })).body;
    writeFileSync(path.join(dir, 'alertmanager.yml'), 'route: { receiver: none }\nreceivers: [{ name: none }]\n');
    writeFileSync(path.join(dir, 'http.yml'), `authorization: { type: Bearer, credentials: ${secret} }\n`);
    const address = `127.0.0.1:${await freePort()}`;
    alertmanager = spawn('prometheus-alertmanager', [`--config.file=${dir}/alertmanager.yml`, `--storage.path=${dir}/data`, `--web.listen-address=${address}`, '--cluster.listen-address='], { stdio: 'ignore' });
    peers = {
      theirs: { url: `http://${address}`, flags: [], headers: {} },
      ours: { url: suite.product.address, flags: [`--http.config.file=${dir}/http.yml`], headers: { authorization: `Bearer ${secret}` } },
    };
    await eventually(() => fetch(`http://${address}/-/ready`).catch(() => undefined), (response) => response?.ok === true);
  }, 60_000);
  afterAll(() => {
    alertmanager?.kill('SIGKILL');
    rmSync(dir, { recursive: true, force: true });
  });

  /** What amtool says, and whether it is content. */
  const amtool = async ({ url, flags }: Peer, ...words: readonly string[]): Promise<{ readonly ok: boolean; readonly said: string }> => {
    try {
      return { ok: true, said: (await run('amtool', [`--alertmanager.url=${url}`, ...flags, ...words])).stdout.trim() };
    } catch (error) {
      return { ok: false, said: (error as { stderr: string }).stderr.trim().split('\n').at(-1) ?? '' };
    }
  };
  const query = async (peer: Peer, ...words: readonly string[]) => JSON.parse((await amtool(peer, 'silence', 'query', '-o', 'json', ...words)).said || '[]') as Silence[];
  /** The parts of silences that do not depend on when and under which ids they were made. */
  const comparable = (silences: readonly Silence[]) =>
    silences.map(({ status, matchers, startsAt, endsAt, createdBy, comment }) => ({ status, matchers, minutes: Math.round((Date.parse(endsAt) - Date.parse(startsAt)) / 60_000), createdBy, comment }));
  /** Does the same with both; what they answer has to be the same. */
  const both = async <Answer>(ask: (peer: Peer) => Promise<Answer>): Promise<Answer> => {
    const [theirs, ours] = [await ask(peers.theirs), await ask(peers.ours)];
    expect(ours).toEqual(theirs);
    return ours;
  };

  test('adds silences, which are listed as Alertmanager lists them', async () => {
    await both(async (peer) => (await amtool(peer, 'silence', 'add', '--author=ana', '--comment=moving', '--duration=2h', 'alertname=Down', 'service=~"check.*|cart"', 'env!=test', 'pod!~"x.*"')).ok);
    await both(async (peer) => (await amtool(peer, 'silence', 'add', '--author=ben', '--comment=short', '--duration=30m', 'alertname=~".+"')).ok);
    await both(async (peer) => (await amtool(peer, 'silence', 'add', '--author=ben', '--comment=later', '--start=2099-01-01T00:00:00Z', '--end=2099-01-01T01:00:00Z', 'team=ops')).ok);
    const listed = await both(async (peer) => comparable(await query(peer)));
    expect(listed.map(({ comment, minutes }) => [comment, minutes])).toEqual([['short', 30], ['moving', 120], ['later', 60]]);
  });

  test('finds them by their matchers and their creator', async () => {
    expect(await both(async (peer) => comparable(await query(peer, 'alertname=Down', 'env!=test')).map(({ comment }) => comment))).toEqual(['moving']);
    expect(await both(async (peer) => comparable(await query(peer, 'alertname=Up')))).toEqual([]);
    expect(await both(async (peer) => comparable(await query(peer, '--created-by=ben')).length)).toBe(2);
    expect(await both(async (peer) => comparable(await query(peer, '--expired')).length)).toBe(0);
  });

  test('changes the end of one, which keeps its id, and ends one', async () => {
    await both(async (peer) => {
      const before = (await query(peer)).find(({ comment }) => comment === 'moving')!;
      const { ok } = await amtool(peer, 'silence', 'update', '--duration=4h', '--comment=still moving', before.id);
      const after = (await query(peer)).find(({ comment }) => comment === 'still moving')!;
      return [ok, after.id === before.id, after.startsAt === before.startsAt, comparable([after])];
    });
    await both(async (peer) => {
      const short = (await query(peer)).find(({ comment }) => comment === 'short')!;
      const { ok } = await amtool(peer, 'silence', 'expire', short.id);
      return [ok, comparable(await query(peer)).map(({ comment }) => comment), comparable(await query(peer, '--expired')).map(({ comment, status }) => [comment, status])];
    });
  });

  test('moves silences from Alertmanager to us', async () => {
    const file = path.join(dir, 'silences.json');
    writeFileSync(file, (await amtool(peers.theirs, 'silence', 'query', '-o', 'json')).said);
    expect(JSON.parse(readFileSync(file, 'utf8'))).toHaveLength(2);
    for (const { id } of await query(peers.ours)) await amtool(peers.ours, 'silence', 'expire', id);
    expect((await amtool(peers.ours, 'silence', 'import', '--force', file)).ok).toBe(true);
    const states = (silences: readonly Silence[]) => comparable(silences).map(({ comment, matchers }) => [comment, matchers]);
    expect(states(await query(peers.ours))).toEqual(states(await query(peers.theirs)));
  });

  describe('what makes no sense is refused as Alertmanager refuses it', () => {
    const times = { startsAt: '2099-01-01T00:00:00Z', endsAt: '2099-01-01T01:00:00Z', createdBy: 'ana', comment: 'x' };
    const matchers = [{ name: 'a', value: 'b', isRegex: false }];
    const post = async ({ url, headers }: Peer, body: unknown) => {
      const response = await fetch(`${url}/api/v2/silences`, { method: 'POST', headers: { ...headers, 'content-type': 'application/json' }, body: JSON.stringify(body) });
      return { status: response.status, body: (await response.json()) };
    };

    test.each<[string, unknown, number]>([
      ['no matchers', { ...times, matchers: [] }, 422],
      ['no comment', { ...times, comment: undefined, matchers }, 422],
      ['a matcher without a name', { ...times, matchers: [{ value: 'b', isRegex: false }] }, 422],
      ['matchers that match everything', { ...times, matchers: [{ name: 'a', value: '.*', isRegex: true }] }, 400],
      ['a bad regular expression', { ...times, matchers: [{ name: 'a', value: '(', isRegex: true }] }, 400],
      ['an end before the start', { ...times, endsAt: '2098-01-01T00:00:00Z', matchers }, 400],
      ['an end in the past', { ...times, startsAt: '2001-01-01T00:00:00Z', endsAt: '2002-01-01T00:00:00Z', matchers }, 400],
      ['an id of nothing', { ...times, id: '0198c0de-0000-7000-8000-00000000000a', matchers }, 404],
    ])('%s', async (_, body, status) => {
      const answer = await both(async (peer) => {
        const { status: answered, body: said } = await post(peer, body);
        return { status: answered, kind: typeof said };
      });
      expect(answer).toEqual({ status, kind: status === 422 ? 'object' : 'string' });
    });

    test('a filter that is no matcher', async () => {
      const answer = await both(async ({ url, headers }) => {
        const response = await fetch(`${url}/api/v2/silences?filter=${encodeURIComponent('a b')}`, { headers });
        return [response.status, typeof (await response.json())];
      });
      expect(answer).toEqual([400, 'string']);
    });
  });

  test('the same silences are in our own API, with what Alertmanager does not have', async () => {
    const { items } = (await ana.call('listSilences', { query: { state: ['active', 'pending'] } })).body;
    expect(items.map(({ comment, version }) => [comment, version]).sort()).toEqual([['later', 1], ['still moving', 1]]);
    const alert = (await ana.call('createAlert', { body: { labels: { alertname: 'DiskFull', instance: 'db-1' } } })).body;
    const silence = (await ana.call('silenceAlert', { path: { alertId: alert.id }, body: { duration_seconds: 3600 } })).body;
    expect((await query(peers.ours, 'instance=db-1')).map(({ id }) => id)).toEqual([silence.id]);
    const preview = (await ana.call('previewSilence', { body: { matchers: [{ name: 'instance', op: '=~', value: 'db-.*' }] } })).body;
    expect([preview.matching, preview.alerts[0]?.id]).toEqual([1, alert.id]);
    const bad = await ana.send('createSilence', { body: { matchers: [{ name: 'a', op: '=~', value: '(' }], duration_seconds: 60 } });
    expect([bad.status, (bad.body as { errors: { field: string }[] }).errors[0]?.field]).toEqual([422, '/matchers/0/value']);
  });
});
