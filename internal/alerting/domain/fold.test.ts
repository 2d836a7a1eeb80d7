import fc from 'fast-check';
import { acknowledge, resolve, type Alert } from './alert.ts';
import type { EventRule } from './event-rule.ts';
import { fold, openAlert, type Verdict } from './fold.ts';
import type { Signal } from './signal.ts';
import { after, firingAlert, noon, signalOf, someAlertId, someRule } from '../fakes/samples.ts';

const foldIn = (latest: Alert | undefined, signal: Signal, rule?: EventRule): Verdict => fold(latest, signal, { rule, by: 'api-key:1', nextId: someAlertId });

/** The alerts that signals make, in the order in which they were opened, and what became of each signal. */
function foldAll(signals: readonly Signal[], first?: Alert) {
  const alerts = new Map<string, Alert>(first && [[first.id, first]]);
  let latest = first;
  const kinds = signals.map((signal) => {
    const verdict = foldIn(latest, signal);
    if (verdict.kind === 'ignored') return verdict.reason;
    latest = verdict.alert;
    alerts.set(latest.id, latest);
    return verdict.kind;
  });
  return { alerts: [...alerts.values()], kinds };
}

const firing = (receivedAt = noon, startsAt = noon) => signalOf({ startsAt, endsAt: new Date(receivedAt.getTime() + 240_000) }, receivedAt);
const ended = (endsAt: Date, { startsAt = noon, receivedAt = endsAt } = {}) => signalOf({ startsAt, endsAt }, receivedAt);
const resolvedAt = (endsAt: Date, resolution: 'source' | 'manual' | 'expiry' = 'source') => resolve(firingAlert(), { resolution, by: 'ana', endsAt }, endsAt);

describe('a signal that says it is on', () => {
  test('opens a firing alert when no rule asks for patience', () => {
    expect(foldIn(undefined, firing())).toMatchObject({
      kind: 'opened',
      alert: { status: 'firing', name: 'HighLatency', severity: 'critical', firedAt: noon, firesAt: null, startsAt: noon, expiresAt: after(240), occurrences: 1, ruleId: null, version: 1 },
    });
  });

  test('opens a pending alert while the `for` of its rule runs', () => {
    const rule = someRule({ forSeconds: 60 });
    expect(foldIn(undefined, firing(after(10)), rule)).toMatchObject({ kind: 'opened', alert: { status: 'pending', firesAt: after(60), firedAt: null, ruleId: rule.id } });
    expect(foldIn(undefined, firing(after(60)), rule)).toMatchObject({ kind: 'opened', alert: { status: 'firing', firesAt: null, firedAt: after(60) } });
  });

  test('gets severity, labels and annotations of its rule', () => {
    const rule = someRule({ severity: 'info', labels: { team: 'payments', service: '' }, annotations: { summary: 'slow', runbook: 'https://…' } });
    const verdict = foldIn(undefined, firing(), rule);
    expect(verdict).toMatchObject({ alert: { severity: 'info', annotations: { summary: 'slow', runbook: 'https://…' }, fingerprint: firing().fingerprint } });
    expect(verdict.kind === 'opened' && verdict.alert.labels).toEqual({ alertname: 'HighLatency', severity: 'critical', team: 'payments' });
  });

  test('takes its severity from a label that its rule adds', () => {
    expect(foldIn(undefined, firing(), someRule({ labels: { severity: 'low' } }))).toMatchObject({ alert: { severity: 'low' } });
  });

  test('without a start begins when it arrives, and never in the future', () => {
    expect(foldIn(undefined, signalOf({ startsAt: undefined }, after(7)))).toMatchObject({ alert: { startsAt: after(7) } });
    expect(foldIn(undefined, signalOf({ startsAt: after(100) }, after(7)))).toMatchObject({ alert: { startsAt: after(7), status: 'firing' } });
  });

  test('refreshes an open alert without changing its state', () => {
    const open = acknowledge(firingAlert(), 'ben', after(1));
    const repeat = signalOf({ annotations: { summary: 'still slow' }, endsAt: after(400) }, after(60));
    expect(foldIn(open, repeat)).toEqual({
      kind: 'refreshed',
      alert: { ...open, annotations: { summary: 'still slow' }, expiresAt: after(400), lastReceivedAt: after(60), occurrences: 2 },
    });
  });

  test('that is older than what we know does not shorten or rewrite it', () => {
    const open = firingAlert({ endsAt: after(400), annotations: { summary: 'new' } });
    expect(foldIn(open, signalOf({ endsAt: after(300), annotations: { summary: 'old' } }, after(2)))).toMatchObject({
      alert: { expiresAt: after(400), annotations: { summary: 'new' }, occurrences: 2 },
    });
  });

  test('of a source that will tell the end takes the expiry away, for good', () => {
    const untilTold = foldIn(firingAlert(), signalOf({ ends: 'by_word' }));
    expect(untilTold).toMatchObject({ alert: { expiresAt: null } });
    expect(untilTold.kind === 'refreshed' && foldIn(untilTold.alert, firing())).toMatchObject({ alert: { expiresAt: null } });
  });

  test('fires a pending alert whose time has come, in case the timer is late', () => {
    const opened = foldIn(undefined, firing(), someRule({ forSeconds: 60 }));
    const pending = opened.kind === 'opened' ? opened.alert : undefined;
    expect(foldIn(pending, firing(after(59)))).toMatchObject({ kind: 'refreshed', alert: { status: 'pending' } });
    expect(foldIn(pending, firing(after(60)))).toMatchObject({ kind: 'fired', alert: { status: 'firing', firedAt: after(60), occurrences: 2 } });
  });

  test.each(['source', 'manual'] as const)('of an episode that is over (%s) is a late copy', (resolution) => {
    expect(foldIn(resolvedAt(after(60), resolution), firing(after(61)))).toEqual({ kind: 'ignored', reason: 'episode_over' });
  });

  test('opens another alert when it began after the end of the last one', () => {
    expect(foldIn(resolvedAt(after(60)), firing(after(61), after(61)))).toMatchObject({ kind: 'opened', alert: { startsAt: after(61) } });
  });

  test('opens another alert when the last one merely expired', () => {
    expect(foldIn(resolvedAt(after(60), 'expiry'), firing(after(61)))).toMatchObject({ kind: 'opened', alert: { startsAt: new Date(after(60).getTime() + 1) } });
  });

  test('opens another alert when its source goes on insisting for five minutes: an alert is never lost', () => {
    const over = resolvedAt(after(60), 'manual');
    expect(foldIn(over, firing(after(359)))).toMatchObject({ kind: 'ignored' });
    expect(foldIn(over, firing(after(360)))).toMatchObject({ kind: 'opened', alert: { startsAt: new Date(after(60).getTime() + 1), status: 'firing' } });
  });
});

describe('a signal that says it is over', () => {
  test.each(['pending', 'firing', 'acknowledged', 'escalated'] as const)('resolves a %s alert', (status) => {
    expect(foldIn({ ...firingAlert(), status }, ended(after(60)))).toMatchObject({
      kind: 'resolved',
      alert: { status: 'resolved', endsAt: after(60), resolvedAt: after(60), resolution: 'source', resolvedBy: 'api-key:1', occurrences: 2, version: 2 },
    });
  });

  test('of an older episode leaves the current one alone', () => {
    const current = firingAlert({ startsAt: after(100) }, after(100));
    expect(foldIn(current, ended(after(99), { receivedAt: after(101) }))).toEqual({ kind: 'ignored', reason: 'older_episode' });
  });

  test('tells nothing new about an alert that is resolved', () => {
    expect(foldIn(resolvedAt(after(60)), ended(after(60)))).toEqual({ kind: 'ignored', reason: 'already_resolved' });
    expect(foldIn(resolvedAt(after(60)), ended(after(50), { receivedAt: after(70) }))).toEqual({ kind: 'ignored', reason: 'already_resolved' });
  });

  test('and later than we thought moves the end', () => {
    const over = resolvedAt(after(60));
    expect(foldIn(over, ended(after(70)))).toEqual({ kind: 'refreshed', alert: { ...over, endsAt: after(70), lastReceivedAt: after(70), occurrences: 2 } });
  });

  test('records an episode of which we heard nothing else; it never fired here', () => {
    const verdict = foldIn(undefined, ended(after(60)));
    expect(verdict).toMatchObject({ kind: 'resolved', alert: { status: 'resolved', startsAt: noon, endsAt: after(60), firedAt: null, occurrences: 1 } });
    const another = foldIn(resolvedAt(after(60)), ended(after(90), { startsAt: after(80) }));
    expect(another).toMatchObject({ kind: 'resolved', alert: { startsAt: after(80), endsAt: after(90) } });
  });

  test('of something that never began tells nothing', () => {
    expect(foldIn(undefined, signalOf({ startsAt: undefined, endsAt: after(-1) }))).toEqual({ kind: 'ignored', reason: 'never_started' });
  });
});

describe('openAlert', () => {
  test('refuses to open a second alert beside an open one', () => {
    expect(() => openAlert(firingAlert(), firing(), { rule: undefined, nextId: someAlertId })).toThrow(expect.objectContaining({ code: 'conflict' }) as Error);
  });
});

// Everything below arrives within the five minutes in which late copies are recognised.
const receivedAt = after(299);
const episodeSignals = fc
  .uniqueArray(fc.integer({ min: 1, max: 200 }), { minLength: 1, maxLength: 6 })
  .map((seconds) => seconds.sort((a, b) => a - b).map((second) => signalOf({ endsAt: after(300 + second), annotations: { second: String(second) } }, receivedAt)));
const end = fc.integer({ min: 1, max: 250 }).map((second) => ended(after(second), { receivedAt }));
const shuffled = <Item>(items: readonly Item[]) =>
  fc.tuple(fc.shuffledSubarray([...items], { minLength: items.length }), fc.array(fc.constantFrom(...items), { maxLength: 6 })).chain(([all, repeats]) => fc.shuffledSubarray([...all, ...repeats], { minLength: all.length + repeats.length }));
// How often it was heard of, and which id it got, is chance; everything else is not.
const essence = ({ id: _id, occurrences: _occurrences, version: _version, firedAt: _firedAt, ...rest }: Alert) => rest;

describe('in whatever order and however often the signals of an episode arrive', () => {
  test('they end in the state of the right order while it is on', () => {
    const runs = episodeSignals.chain((signals) => fc.tuple(fc.constant(signals), shuffled(signals)));
    fc.assert(
      fc.property(runs, ([inOrder, asArrived]) => {
        const { alerts } = foldAll(asArrived);
        expect(alerts).toHaveLength(1);
        expect(alerts.map(essence)).toEqual(foldAll(inOrder).alerts.map(essence));
      }),
    );
  });

  test('they end in one resolved alert with the latest end once it is over', () => {
    const runs = fc.tuple(episodeSignals, fc.array(end, { minLength: 1, maxLength: 3 })).chain(([on, over]) => fc.tuple(fc.constant(over), shuffled([...on, ...over])));
    fc.assert(
      fc.property(runs, ([over, asArrived]) => {
        const { alerts } = foldAll(asArrived);
        const latestEnd = new Date(Math.max(...over.map(({ endedAt }) => endedAt!.getTime())));
        expect(alerts).toHaveLength(1);
        expect(alerts[0]).toMatchObject({ status: 'resolved', startsAt: noon, endsAt: latestEnd, resolution: 'source' });
      }),
    );
  });

  test('late signals of an episode before do not touch the current one', () => {
    const current = firingAlert({ startsAt: after(280), endsAt: after(600) }, receivedAt);
    const stale = fc.array(fc.integer({ min: 1, max: 279 }).map((second) => ended(after(second), { receivedAt })), { minLength: 1, maxLength: 5 });
    fc.assert(
      fc.property(stale, (signals) => {
        const { alerts, kinds } = foldAll(signals, current);
        expect(alerts).toEqual([current]);
        expect(new Set(kinds)).toEqual(new Set(['older_episode']));
      }),
    );
  });

  test('there is never more than one open alert, episodes do not overlap, and each starts after the one before', () => {
    const anySignal = fc.tuple(fc.integer({ min: 0, max: 900 }), fc.integer({ min: -300, max: 300 }), fc.integer({ min: 0, max: 600 }), fc.boolean()).map(([at, began, lasts, told]) =>
      signalOf({ startsAt: after(at + began), endsAt: after(at + began + lasts), ...(told && { ends: 'by_word' as const, ended: lasts % 2 === 0 }) }, after(at)),
    );
    fc.assert(
      fc.property(fc.array(anySignal, { maxLength: 20 }), (signals) => {
        const inTime = signals.sort((a, b) => a.receivedAt.getTime() - b.receivedAt.getTime());
        const { alerts } = foldAll(inTime);
        alerts.forEach((alert, index) => {
          const next = alerts[index + 1];
          if (!next) return;
          expect(alert.status).toBe('resolved');
          expect(next.startsAt.getTime()).toBeGreaterThan(alert.startsAt.getTime());
        });
      }),
    );
  });
});
