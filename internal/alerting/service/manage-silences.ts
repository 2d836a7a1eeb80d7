import { AppError, type ErrorDetail, invalid } from '#pkg/apperror';
import type { Actor, Clock, IdGenerator, Page, PageRequest } from '#internal/kernel';
import type { AlertId } from '../domain/alert.ts';
import { silenceAudit, silenceEvent, silenceTimer } from '../domain/silence-change.ts';
import { expireSilence, known, silenceState, type Silence, type SilenceId, type SilenceRequest } from '../domain/silence.ts';
import type { AlertingUnitOfWork } from '../ports/alerting-unit-of-work.ts';
import type { SilenceFilter } from '../ports/silence-repository.ts';
import { requireVersion } from './locked-rule.ts';
import { storeSilence } from './store-silence.ts';

interface SilenceDeps {
  readonly work: AlertingUnitOfWork;
  readonly clock: Clock;
  readonly ids: IdGenerator;
}

/** What Alertmanager's API takes: with an id it changes that silence, or replaces it by a new one. */
export type PutSilence = (actor: Actor, id: SilenceId | undefined, request: SilenceRequest) => Promise<Silence>;
/** `version` is the one that the caller has read; `undefined` changes whatever is there. */
export type UpdateSilence = (actor: Actor, id: SilenceId, request: SilenceRequest, version: number | undefined) => Promise<Silence>;
export type ExpireSilence = (actor: Actor, id: SilenceId, version?: number) => Promise<Silence>;
export type ListSilences = (actor: Actor, filter: Omit<SilenceFilter, 'now'>, page: PageRequest) => Promise<Page<Silence>>;
export type SilenceAlert = (actor: Actor, alertId: AlertId, request: Omit<SilenceRequest, 'matchers' | 'alertId'>) => Promise<Silence>;

const nextIdOf = (ids: IdGenerator) => () => ids.next() as SilenceId;

/** Throws `not_found` for an unknown id, `invalid`, or `limit`. */
export const putSilence = ({ work, clock, ids }: SilenceDeps): PutSilence => (actor, id, request) =>
  work.run(actor, async (scope) => {
    const previous = id === undefined ? undefined : known(await scope.silences.lock(id));
    return storeSilence(scope, previous, request, { now: clock.now(), nextId: nextIdOf(ids) });
  });

/** Throws `invalid`, or `limit`. */
export const createSilence = (deps: SilenceDeps) => (actor: Actor, request: SilenceRequest): Promise<Silence> => putSilence(deps)(actor, undefined, request);

/** Changes a silence, or ends it and makes a new one, by Alertmanager's rules. Throws `not_found`, `precondition_failed`, `invalid`, or `limit`. */
export const updateSilence = ({ work, clock, ids }: SilenceDeps): UpdateSilence => (actor, id, request, version) =>
  work.run(actor, async (scope) => {
    const previous = known(await scope.silences.lock(id));
    requireVersion(previous, version, 'silence');
    return storeSilence(scope, previous, request, { now: clock.now(), nextId: nextIdOf(ids) });
  });

/** Ends a silence now. One that is over stays as it is. Throws `not_found`, or `precondition_failed`. */
export const expireSilenceNow = ({ work, clock }: SilenceDeps): ExpireSilence => (actor, id, version) =>
  work.run(actor, async ({ silences, audit, outbox }) => {
    const before = known(await silences.lock(id));
    requireVersion(before, version, 'silence');
    const now = clock.now();
    const after = expireSilence(before, now);
    if (after === before) return before;
    await silences.save(after);
    audit.record(silenceAudit('expired', after, before));
    outbox.publish(silenceEvent('expired', after), silenceTimer(after, now));
    return after;
  });

/** Throws `not_found`. */
export const getSilence = ({ work }: SilenceDeps) => (actor: Actor, id: SilenceId): Promise<Silence> => work.read(actor, ({ silences }) => silences.get(id));

/** One page, newest first. */
export const listSilences = ({ work, clock }: SilenceDeps): ListSilences => (actor, filter, page) =>
  work.read(actor, ({ silences }) => silences.list({ ...filter, now: clock.now() }, page));

const ORDER = { active: 1, pending: 2, expired: 3 } as const;

/** All silences in the order of Alertmanager's API: active ones by their end, pending ones by their start, then those that ended last. */
export const allSilences = ({ work, clock }: SilenceDeps) => async (actor: Actor): Promise<readonly Silence[]> => {
  const now = clock.now();
  const all = await work.read(actor, ({ silences }) => silences.listAll());
  const key = (silence: Silence): readonly [number, number] => {
    const state = silenceState(silence, now);
    const by = state === 'pending' ? silence.startsAt.getTime() : silence.endsAt.getTime();
    return [ORDER[state], state === 'expired' ? -by : by];
  };
  return [...all].sort((a, b) => key(a)[0] - key(b)[0] || key(a)[1] - key(b)[1]);
};

/** A silence of the very labels of an alert. Throws `not_found`, `invalid`, or `limit`. */
export const silenceAlert = ({ work, clock, ids }: SilenceDeps): SilenceAlert => (actor, alertId, request) =>
  work.run(actor, async (scope) => {
    const { labels } = await scope.alerts.get(alertId);
    const matchers = Object.keys(labels).sort().map((name) => ({ name, op: '=' as const, value: labels[name] ?? '' }));
    try {
      return await storeSilence(scope, undefined, { ...request, matchers, alertId }, { now: clock.now(), nextId: nextIdOf(ids) });
    } catch (error) {
      throw aboutLabels(error);
    }
  });

// The caller has sent no matchers: what is wrong with them is wrong with the alert's labels.
function aboutLabels(error: unknown): unknown {
  if (!(error instanceof AppError) || error.code !== 'invalid') return error;
  const [first]: readonly ErrorDetail[] = error.details;
  return first?.field.startsWith('/matchers') ? invalid('', `the labels of the alert make no silence: ${first.reason}`) : error;
}
