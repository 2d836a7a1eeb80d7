import { unavailable } from '#pkg/apperror';
import type { AuditTrail, Outbox } from '#internal/kernel';
import type { Alert, AlertId } from '../domain/alert.ts';
import type { AlertChange, AlertVerb } from '../domain/alert-change.ts';
import type { RuleFinder } from '../domain/event-rule.ts';
import type { Fingerprint } from '../domain/fingerprint.ts';
import { fold, type IgnoredReason } from '../domain/fold.ts';
import type { Signal } from '../domain/signal.ts';
import type { AlertingRepositories } from '../ports/alerting-unit-of-work.ts';
import { announce } from './announce.ts';

interface SignalBatchDeps {
  readonly scope: AlertingRepositories & { readonly audit: AuditTrail; readonly outbox: Outbox };
  readonly findRule: RuleFinder;
  /** Who delivers the signals. */
  readonly by: string;
  readonly nextId: () => AlertId;
  /** Follows the changes, in the same transaction. */
  readonly follow: (changes: readonly AlertChange[]) => Promise<void>;
}

/** A signal and its place in the request. */
export interface PlacedSignal {
  readonly index: number;
  readonly signal: Signal;
}

/** What became of a signal that made sense. */
export type SettledOutcome =
  | { readonly kind: 'opened' | 'fired' | 'resolved' | 'refreshed'; readonly alertId: AlertId }
  | { readonly kind: 'ignored'; readonly reason: IgnoredReason };

/** What the signals of one fingerprint make of its latest alert. */
interface Folding {
  readonly latest: Alert | undefined;
  /** To be stored, unless it is `latest` itself. */
  readonly alert: Alert | undefined;
  readonly changes: readonly AlertChange[];
  readonly outcomes: ReadonlyMap<number, SettledOutcome>;
}

// Whoever stores alerts takes turns by fingerprint; so losing even one race is rare, and this many mean that something is wrong.
const MAX_LOST_RACES = 5;

/**
 * Some hundred signals in one transaction and, whatever their number, a handful of statements: lock and read the latest alerts, insert new ones,
 * write changed ones back. A second alert of the same fingerprint takes another round, and so does one that lost a race: it finds the winner's there.
 */
export class SignalBatch {
  constructor(private readonly deps: SignalBatchDeps) {}

  /** Answers the outcome of every signal, by its place. */
  async receive(signals: readonly PlacedSignal[]): Promise<ReadonlyMap<number, SettledOutcome>> {
    const outcomes = new Map<number, SettledOutcome>();
    let lostRaces = 0;
    for (let waiting = signals; waiting.length > 0; waiting = waiting.filter(({ index }) => !outcomes.has(index))) {
      const settled = await this.round(waiting);
      for (const [index, outcome] of settled) outcomes.set(index, outcome);
      if (settled.length === 0 && ++lostRaces > MAX_LOST_RACES) throw unavailable('others keep changing the same alerts, try again');
    }
    return outcomes;
  }

  private async round(waiting: readonly PlacedSignal[]): Promise<readonly (readonly [number, SettledOutcome])[]> {
    const { alerts, audit, outbox } = this.deps.scope;
    const groups = groupByFingerprint(waiting);
    const latest = await alerts.lockLatest([...groups.keys()]);
    const foldings = [...groups].map(([fingerprint, group]) => this.foldAll(latest.get(fingerprint), group));

    const added = await alerts.add(foldings.flatMap(newAlert));
    const settled = foldings.filter((folding) => newAlert(folding).every(({ id }) => added.has(id)));
    await alerts.save(settled.flatMap(changedAlert));
    const changes = settled.flatMap((folding) => folding.changes);
    await this.deps.follow(changes);
    announce({ audit, outbox }, changes);
    return settled.flatMap(({ outcomes }) => [...outcomes]);
  }

  private foldAll(latest: Alert | undefined, group: readonly PlacedSignal[]): Folding {
    const { findRule, by, nextId } = this.deps;
    let alert = latest;
    const changes: AlertChange[] = [];
    const outcomes = new Map<number, SettledOutcome>();
    for (const { index, signal } of group) {
      const verdict = fold(alert, signal, { rule: findRule(signal), by, nextId });
      if (verdict.kind === 'ignored') {
        outcomes.set(index, verdict);
        continue;
      }
      const before = verdict.alert.id === alert?.id ? alert : undefined;
      // A round stores one alert per fingerprint: the next one has to wait.
      if (!before && alert !== latest) break;
      if (verdict.kind !== 'refreshed') changes.push({ verb: verbOf(verdict.kind, verdict.alert), before, previous: before ? undefined : alert, after: verdict.alert });
      alert = verdict.alert;
      outcomes.set(index, { kind: verdict.kind, alertId: alert.id });
    }
    return { latest, alert, changes, outcomes };
  }
}

const verbOf = (kind: 'opened' | 'fired' | 'resolved', { status }: Alert): AlertVerb => (kind === 'opened' && status === 'firing' ? 'fired' : kind);

const newAlert = ({ latest, alert }: Folding): readonly Alert[] => (alert && alert.id !== latest?.id ? [alert] : []);
const changedAlert = ({ latest, alert }: Folding): readonly Alert[] => (alert && alert !== latest && alert.id === latest?.id ? [alert] : []);

function groupByFingerprint(signals: readonly PlacedSignal[]): ReadonlyMap<Fingerprint, readonly PlacedSignal[]> {
  const groups = new Map<Fingerprint, PlacedSignal[]>();
  for (const placed of signals) {
    const group = groups.get(placed.signal.fingerprint);
    if (group) group.push(placed);
    else groups.set(placed.signal.fingerprint, [placed]);
  }
  return groups;
}
