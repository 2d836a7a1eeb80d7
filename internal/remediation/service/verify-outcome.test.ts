import { forbidden, notFound, unavailable } from '#pkg/apperror';
import { anyone } from '../ports/remediation.contract.ts';
import { verifyOutcome } from './verify-outcome.ts';

const start = new Date('2026-03-01T12:00:00.000Z').getTime();
const actor = anyone();

/** `answerAt` says what a look shows after so many seconds: the alert's resolution, the probe's status, or an error. */
function setup(answerAt: (seconds: number) => boolean | number | Error) {
  let time = start;
  let progress = 0;
  let longestSilence = 0;
  let lastProgress = start;
  const look = () => {
    const answer = answerAt((time - start) / 1000);
    if (answer instanceof Error) throw answer;
    return answer;
  };
  const verify = verifyOutcome({
    alerts: { isResolved: async () => look() === true, isHeldBack: async () => false },
    probe: { statusOf: async () => Number(look()) },
    clock: { now: () => new Date(time) },
    sleep: async (milliseconds, signal) => {
      signal.throwIfAborted();
      time += milliseconds;
    },
  });
  const onProgress = () => {
    progress += 1;
    longestSilence = Math.max(longestSilence, time - lastProgress);
    lastProgress = time;
  };
  return { verify: (specification: object, signal = new AbortController().signal) => verify(actor, { alert_id: 'a', ...specification }, onProgress, signal), took: () => (time - start) / 1000, progress: () => progress, longestSilence: () => longestSilence };
}

const alertResolved = { kind: 'alert_resolved', window_seconds: 30 };
const probe = { kind: 'http_probe', url: 'https://acme.com/', expect_status: 200, interval_seconds: 10, window_seconds: 30 };

describe('verifyOutcome', () => {
  test('is verified as soon as the alert has resolved', async () => {
    const { verify, took } = setup((seconds) => seconds >= 7);
    expect(await verify(alertResolved)).toEqual({ outcome: 'verified', reason: 'the alert was resolved' });
    expect(took()).toBe(8);
  });

  test('is ineffective when the window ends, with a last look at its end', async () => {
    const { verify, took, longestSilence } = setup(() => false);
    expect(await verify(alertResolved)).toMatchObject({ outcome: 'ineffective', reason: 'the alert was not resolved for 30 s' });
    expect(took()).toBe(30);
    expect(longestSilence()).toBeLessThanOrEqual(2000);
  });

  test('gives credit to what resolves in the last second', async () => {
    expect(await setup((seconds) => seconds >= 30).verify(alertResolved)).toMatchObject({ outcome: 'verified' });
  });

  test('probes at its interval until the status is the expected one', async () => {
    const { verify, took, longestSilence } = setup((seconds) => (seconds < 10 ? unavailable('refused') : seconds < 20 ? 503 : 200));
    expect(await verify(probe)).toEqual({ outcome: 'verified', reason: 'the probe answered 200' });
    expect(took()).toBe(20);
    expect(longestSilence()).toBeLessThanOrEqual(2000);
  });

  test('a service that never answers was not fixed', async () => {
    expect(await setup(() => unavailable('refused')).verify(probe)).toMatchObject({ outcome: 'ineffective', reason: expect.stringContaining('refused') });
    expect(await setup(() => 503).verify(probe)).toMatchObject({ outcome: 'ineffective', reason: 'the probe answered 503 instead of 200 for 30 s' });
  });

  test('is inconclusive at once when looking is not possible', async () => {
    const refused = setup(() => forbidden('not on the allow-list'));
    expect(await refused.verify(probe)).toMatchObject({ outcome: 'inconclusive', reason: expect.stringContaining('allow-list') });
    expect(refused.took()).toBe(0);
    expect(await setup(() => notFound('alert')).verify(alertResolved)).toMatchObject({ outcome: 'inconclusive' });
  });

  test('is inconclusive only when the alert could not be read at any look', async () => {
    expect(await setup(() => unavailable('down')).verify(alertResolved)).toMatchObject({ outcome: 'inconclusive' });
    expect(await setup((seconds) => (seconds === 0 ? false : unavailable('down'))).verify(alertResolved)).toMatchObject({ outcome: 'ineffective' });
  });

  test('stops when it is cancelled, with the reason', async () => {
    const controller = new AbortController();
    const { verify } = setup((seconds) => {
      if (seconds >= 4) controller.abort(new Error('cancelled'));
      return false;
    });
    await expect(verify(alertResolved, controller.signal)).rejects.toThrow('cancelled');
  });

  test.each([{}, { kind: 'other', window_seconds: 3 }, { kind: 'alert_resolved' }, { ...probe, url: 7 }, { ...probe, interval_seconds: 0 }, { ...alertResolved, alert_id: null }])('refuses the specification %j', async (specification) => {
    await expect(setup(() => true).verify(specification)).rejects.toMatchObject({ code: 'invalid' });
  });

  test('does not hide a bug', async () => {
    await expect(setup(() => new TypeError('oops')).verify(alertResolved)).rejects.toThrow('oops');
  });
});
