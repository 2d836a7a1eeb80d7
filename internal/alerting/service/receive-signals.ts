import { AppError, type ErrorDetail } from '#pkg/apperror';
import type { Actor, Clock, IdGenerator } from '#internal/kernel';
import type { AlertId } from '../domain/alert.ts';
import type { AlertChange } from '../domain/alert-change.ts';
import { isWithoutPromise, RESOLVE_TIMEOUT_MS, toSignal, type Signal, type SignalInput } from '../domain/signal.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import type { Placement } from './placement.ts';
import { FlappingWatch } from './flapping-watch.ts';
import type { RuleCache } from './rule-cache.ts';
import { SignalBatch, type SettledOutcome } from './signal-batch.ts';

/**
 * Signals of one transaction: many enough to make a commit worth it, few enough to commit quickly, and so that all connections together stay below the
 * 6,400 locks that PostgreSQL has room for by default.
 */
const BATCH_SIZE = 100;

/** What became of one signal. */
export type SignalOutcome = SettledOutcome | { readonly kind: 'invalid'; readonly details: readonly ErrorDetail[] };

/** Answers one outcome per signal, in their order. */
export type ReceiveSignals = (actor: Actor, inputs: readonly SignalInput[]) => Promise<readonly SignalOutcome[]>;

interface ReceiveSignalsDeps {
  readonly work: AlertingUnitOfWork;
  readonly ruleCache: RuleCache;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly placement: Placement;
}

/**
 * Takes in what sources tell about alerts. A signal that makes no sense is answered as `invalid` and does not keep the others out. Everything
 * may be repeated: the same signals again change nothing but the time they were last received.
 */
export function receiveSignals({ work, ruleCache, clock, ids, placement }: ReceiveSignalsDeps): ReceiveSignals {
  const flapping = new FlappingWatch(clock);
  return async (actor, inputs) => {
    const now = clock.now();
    const timeoutMs = inputs.some(isWithoutPromise) ? await resolveTimeoutOf(work, actor) : RESOLVE_TIMEOUT_MS;
    const checked = inputs.map((input) => check(input, now, timeoutMs));
    const valid = checked.flatMap((each, index) => ('signal' in each ? [{ index, signal: each.signal }] : []));

    const settled = new Map<number, SettledOutcome>();
    for (let start = 0; start < valid.length; start += BATCH_SIZE) {
      const batch = valid.slice(start, start + BATCH_SIZE);
      const outcomes = await work.run(actor, async (scope) => {
        const findRule = await ruleCache.finder(actor.tenantId, () => scope.rules.listEnabled());
        const follow = async (changes: readonly AlertChange[]): Promise<void> => {
          await flapping.follow(scope, changes);
          await placement.follow(scope, actor, changes);
        };
        return new SignalBatch({ scope, findRule, by: actor.subject, nextId: () => ids.next() as AlertId, follow }).receive(batch);
      });
      for (const [index, outcome] of outcomes) settled.set(index, outcome);
    }
    return checked.map((each, index) => ('signal' in each ? outcomeAt(settled, index) : each));
  };
}

/** Few sources promise nothing, so it is read when one does. */
const resolveTimeoutOf = (work: AlertingUnitOfWork, actor: Actor): Promise<number> => work.read(actor, async ({ routing }) => (await routing.current())?.settings.resolveTimeoutMs ?? RESOLVE_TIMEOUT_MS);

function check(input: SignalInput, now: Date, resolveTimeoutMs: number): { readonly signal: Signal } | Extract<SignalOutcome, { readonly kind: 'invalid' }> {
  try {
    return { signal: toSignal(input, now, resolveTimeoutMs) };
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid') return { kind: 'invalid', details: error.details };
    throw error;
  }
}

function outcomeAt(outcomes: ReadonlyMap<number, SettledOutcome>, index: number): SettledOutcome {
  const outcome = outcomes.get(index);
  if (!outcome) throw new Error(`signal ${index} was left without an outcome`);
  return outcome;
}
