import { asTenantId } from '#internal/kernel';
import type { Operations } from '#internal/platform/http';
import { encodeWriteRequest, writeRequestHeaders } from '#pkg/remote-write';
import { type ContractServer, PROMETHEUS, PROMETHEUS_3, type PrometheusServer, prometheusVersion, startContractServer, startPrometheus } from '#test/support';
import { DEFAULT_METRIC_LIMITS } from '../domain/metric-limits.ts';
import { agreementSeries, BEGIN_MS, END_MS, seriesOfVersion3 } from '../fakes/agreement-series.ts';
import { agreementRequests } from '../fakes/agreement-requests.ts';
import { InMemoryMetricStore } from '../fakes/in-memory-metric-store.ts';
import { batchOf } from '../fakes/write-batches.ts';
import { createMetricQueries } from '../module.ts';

const tenantId = asTenantId('0192f0c8-0000-7000-8000-00000000000a');
const actor = { tenantId, subject: 'ana', kind: 'user', correlationId: 'x', ip: '', via: 'test' } as const;

interface Answered {
  readonly status: number;
  readonly body: unknown;
}

/** What has no order, in one: elements of vectors, warnings, and the fields of objects. */
function settled(answer: Answered, isOrdered: boolean): Answered {
  const body = answer.body as { data?: { resultType?: string; result?: unknown[]; stats?: unknown }; warnings?: string[]; infos?: string[] };
  const byText = (list: readonly unknown[]): unknown[] => [...list].sort((one, other) => (JSON.stringify(one) < JSON.stringify(other) ? -1 : 1));
  const { stats, ...data } = body.data ?? {};
  const sorted = Array.isArray(body.data) ? { data: byText(body.data) } : data.resultType === 'vector' && !isOrdered ? { data: { ...data, result: byText(data.result ?? []), hasStatistics: stats !== undefined } } : {};
  return { status: answer.status, body: { ...body, ...sorted, ...(body.warnings && { warnings: byText(body.warnings) }), ...(body.infos && { infos: byText(body.infos) }) } };
}

describe.each([
  ['as it is installed', PROMETHEUS],
  ['of version 3', PROMETHEUS_3],
])('what a real Prometheus %s answers', (_, program) => {
  const version = prometheusVersion(program);
  const isVersion3 = version?.startsWith('2.') === false;
  if (version === undefined) {
    test.skip(`is not asked: there is no program ${program}`, () => undefined);
    return;
  }
  let theirs: PrometheusServer;
  let ours: ContractServer;
  let queries: ReturnType<typeof createMetricQueries>;

  beforeAll(async () => {
    const clock = { now: () => new Date(END_MS) };
    const store = new InMemoryMetricStore(clock);
    queries = createMetricQueries({ store, limitsOf: () => Promise.resolve(DEFAULT_METRIC_LIMITS), clock, threads: 1, retentionMs: 1, experimental: false });
    ours = await startContractServer({ operations: Object.keys(queries.operations) as (keyof Operations)[], current: () => queries.operations, tenantId });
    theirs = await startPrometheus(program, isVersion3 ? [] : ['--enable-feature=native-histograms']);
    const series = [...agreementSeries(), ...(isVersion3 ? seriesOfVersion3() : [])];
    await store.write(actor, batchOf(series), { ...DEFAULT_METRIC_LIMITS, outOfOrderWindowMs: 86_400_000 });
    const response = await fetch(`${theirs.url}/api/v1/write`, { method: 'POST', headers: writeRequestHeaders('1.0'), body: new Uint8Array(encodeWriteRequest('1.0', series)) });
    if (!response.ok) throw new Error(`the real one refuses the samples: ${await response.text()}`);
  }, 90_000);
  afterAll(async () => {
    await Promise.all([theirs.stop(), ours.stop(), queries.stop()]);
  });

  const ask = async (url: string, path: string, form: string | undefined): Promise<Answered> => {
    const headers = { authorization: 'Bearer metrics:read', ...(form !== undefined && { 'content-type': 'application/x-www-form-urlencoded' }) };
    const response = await fetch(`${url}${path}`, { headers, ...(form !== undefined && { method: 'POST', body: form }) });
    const text = await response.text();
    return { status: response.status, body: text === '' ? undefined : (JSON.parse(text) as unknown) };
  };

  test.each(agreementRequests(BEGIN_MS).filter(({ since3 }) => isVersion3 || since3 === undefined))('$path $form', async ({ path, form, isOrdered = false }) => {
    const [expected, actual] = await Promise.all([ask(theirs.url, path, form), ask(ours.url, path, form)]);
    expect(settled(actual, isOrdered)).toEqual(settled(expected, isOrdered));
  });
});
