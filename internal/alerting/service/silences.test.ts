import { alertingInMemory } from '../fakes/alerting-in-memory.ts';
import { after, noon, signalInput, someone } from '../fakes/samples.ts';
import { MAX_SILENCES, SILENCE_RETENTION_MS, type Silence, type SilenceRequest } from '../domain/silence.ts';

const request = (given: Partial<SilenceRequest> = {}): SilenceRequest => ({
  matchers: [{ name: 'service', op: '=', value: 'checkout' }],
  endsAt: after(3600),
  createdBy: 'ana',
  comment: '',
  annotations: {},
  warnSeconds: 600,
  ...given,
});

/** Everything that the timer of a silence does up to a time, as the outbox delivers it. */
async function passUntil(context: ReturnType<typeof alertingInMemory>, seconds: number) {
  const { work, passSilence, ana, at } = context;
  for (let index = 0; index < work.events.length; index += 1) {
    const { type, availableAt, data } = work.events[index]!;
    if (type !== 'alerting.silence.due' || !availableAt || availableAt > after(seconds)) continue;
    at((availableAt.getTime() - noon.getTime()) / 1000);
    await passSilence(ana, data['silence_id'] as Silence['id'], data['version'] as number);
  }
  at(seconds);
}
const told = ({ work }: ReturnType<typeof alertingInMemory>) => work.events.filter(({ type }) => type.startsWith('alerting.silence.') && type !== 'alerting.silence.due').map(({ type, data }) => [type.split('.')[2], data['firing'] ?? null]);

describe('silences', () => {
  test('tell of their life once each, with the alerts that they hold back', async () => {
    const context = alertingInMemory();
    const { receiveSignals, createSilence, ana, audited } = context;
    await createSilence(ana, request({ startsAt: after(600) }));
    await receiveSignals(ana, [signalInput({ ends: 'by_word' }), signalInput({ ends: 'by_word', labels: { service: 'cart' } })]);
    await passUntil(context, 3600);
    await passUntil(context, 3600);
    expect(told(context)).toEqual([['created', null], ['started', 1], ['ending', 1], ['expired', 1]]);
    expect(audited().filter((action) => action.includes('silence'))).toEqual(['alerting.silence.created']);
  });

  test('that change are told by their last version alone', async () => {
    const context = alertingInMemory();
    const { createSilence, updateSilence, ana } = context;
    const silence = await createSilence(ana, request());
    const longer = await updateSilence(ana, silence.id, request({ startsAt: noon, endsAt: after(7200) }), silence.version);
    expect(longer.id).toBe(silence.id);
    await expect(updateSilence(ana, silence.id, request(), silence.version)).rejects.toMatchObject({ code: 'precondition_failed' });
    await passUntil(context, 3700);
    expect(told(context)).toEqual([['created', null], ['updated', null]]);
    await passUntil(context, 7200);
    expect(told(context).slice(2)).toEqual([['ending', 0], ['expired', 0]]);
  });

  test('that are replaced or ended are over at once, and recorded', async () => {
    const context = alertingInMemory();
    const { createSilence, putSilence, expireSilence, allSilences, ana, audited } = context;
    const first = await createSilence(ana, request());
    const second = await putSilence(ana, first.id, request({ matchers: [{ name: 'service', op: '=', value: 'cart' }] }));
    await expireSilence(ana, second.id);
    expect((await allSilences(ana)).map(({ id, endsAt }) => [id, endsAt])).toEqual(expect.arrayContaining([[first.id, noon], [second.id, noon]]));
    expect(audited()).toEqual(['alerting.silence.created', 'alerting.silence.expired', 'alerting.silence.created', 'alerting.silence.expired']);
    expect(told(context).map(([verb]) => verb)).toEqual(['created', 'expired', 'created', 'expired']);
  });

  test('are kept for five days after their end', async () => {
    const context = alertingInMemory();
    const { createSilence, getSilence, ana } = context;
    const { id } = await createSilence(ana, request());
    const forgotten = 3600 + SILENCE_RETENTION_MS / 1000;
    await passUntil(context, forgotten - 1);
    expect(await getSilence(ana, id)).toMatchObject({ id, told: 'expired' });
    await passUntil(context, forgotten);
    await expect(getSilence(ana, id)).rejects.toMatchObject({ code: 'not_found' });
  });

  test('are limited in number', async () => {
    const { work, createSilence, ana } = alertingInMemory();
    const template = await createSilence(ana, request());
    await work.run(ana, async ({ silences }) => {
      for (let count = 1; count < MAX_SILENCES; count += 1) await silences.add({ ...template, id: `${template.id}-${count}` as Silence['id'] });
    });
    await expect(createSilence(ana, request())).rejects.toMatchObject({ code: 'limit', message: 'exceeded maximum number of silences: 2000 (limit: 2000)' });
  });

  test('in the order of Alertmanager: active by their end, pending by their start, then what ended last', async () => {
    const { createSilence, allSilences, ana, at } = alertingInMemory();
    const names = ['long', 'short', 'late', 'soon', 'over first', 'over last'];
    const times: [number, number][] = [[0, 9000], [0, 5000], [4000, 9000], [3000, 9000], [0, 100], [0, 200]];
    for (const [index, [start, end]] of times.entries()) await createSilence(ana, request({ comment: names[index]!, startsAt: after(start), endsAt: after(end) }));
    at(1000);
    expect((await allSilences(ana)).map(({ comment }) => comment)).toEqual(['short', 'long', 'soon', 'late', 'over last', 'over first']);
  });

  test('of another tenant do not exist', async () => {
    const { createSilence, getSilence, putSilence, expireSilence, allSilences, ana } = alertingInMemory();
    const stranger = someone();
    const { id } = await createSilence(ana, request());
    for (const asked of [getSilence(stranger, id), putSilence(stranger, id, request()), expireSilence(stranger, id)]) await expect(asked).rejects.toMatchObject({ code: 'not_found' });
    expect(await allSilences(stranger)).toEqual([]);
  });

  test('of an alert take all of its labels', async () => {
    const { receiveSignals, silenceAlert, alerts, ana } = alertingInMemory();
    await receiveSignals(ana, [signalInput()]);
    const [alert] = await alerts();
    const silence = await silenceAlert(ana, alert!.id, request());
    expect(silence).toMatchObject({ alertId: alert!.id, matchers: [{ name: 'alertname', value: 'HighLatency' }, { name: 'service', value: 'checkout' }, { name: 'severity', value: 'critical' }] });
  });

  test('can be tried on the open alerts before they are made', async () => {
    const { receiveSignals, previewSilence, ana } = alertingInMemory();
    await receiveSignals(ana, ['checkout', 'cart', 'search'].map((service) => signalInput({ labels: { service } })));
    const { open, matching, alerts } = await previewSilence(ana, [{ name: 'service', op: '=~', value: 'c.*' }]);
    expect([open, matching, alerts.map(({ labels }) => labels['service']).sort()]).toEqual([3, 2, ['cart', 'checkout']]);
    await expect(previewSilence(ana, [{ name: 'service', op: '=~', value: '.*' }])).rejects.toMatchObject({ code: 'invalid' });
  });
});
