import { AppError } from '#pkg/apperror';
import { compileMatchers, type Matcher } from '#pkg/matchers';
import type { Brand } from '#internal/kernel';
import type { AlertId } from './alert.ts';
import { checkSilence, type SilenceTerms } from './silence-check.ts';
import type { Labels } from './labels.ts';

export type SilenceId = Brand<string, 'SilenceId'>;
export type SilenceScheduleId = Brand<string, 'SilenceScheduleId'>;

/** Alertmanager's states: it has not begun, it counts, it is over. */
export const SILENCE_STATES = ['active', 'pending', 'expired'] as const;
export type SilenceState = (typeof SILENCE_STATES)[number];

/** How long silences that are over are kept: Alertmanager's default of `--data.retention`. */
export const SILENCE_RETENTION_MS = 120 * 3_600_000;

/** Silences that a tenant may have at a time, those included that are over and kept; Alertmanager's `--silences.max-silences`. */
export const MAX_SILENCES = 2_000;

/** What somebody asks for. */
export interface SilenceRequest {
  /** All must match. */
  readonly matchers: readonly Matcher[];
  /** Now, when it is left out or over. */
  readonly startsAt?: Date | undefined;
  readonly endsAt: Date;
  readonly createdBy: string;
  readonly comment: string;
  readonly annotations: Labels;
  /** An event tells that it is about to end, so many seconds before; 0: none. */
  readonly warnSeconds: number;
  /** The alert that it was made for, and the schedule that makes it time and again. */
  readonly alertId?: AlertId | null;
  readonly scheduleId?: SilenceScheduleId | null;
}

/** Keeps notifications about alerts back for a time. */
export interface Silence extends SilenceTerms {
  readonly id: SilenceId;
  readonly alertId: AlertId | null;
  readonly scheduleId: SilenceScheduleId | null;
  /** How far its life has been told by events; see `nextMoment`. */
  readonly told: SilenceMoment;
  readonly createdAt: Date;
  readonly updatedAt: Date;
  readonly version: number;
}

/** What happens to a silence by itself, in this order. */
export const SILENCE_MOMENTS = ['created', 'started', 'ending', 'expired'] as const;
export type SilenceMoment = (typeof SILENCE_MOMENTS)[number];

/**
 * The state at a time. Alertmanager counts the very nanosecond of the end to the silence; our clocks have milliseconds, and whoever has just ended a silence has to find it
 * ended, so here the end is over.
 */
export function silenceState({ startsAt, endsAt }: Pick<Silence, 'startsAt' | 'endsAt'>, now: Date): SilenceState {
  if (now < startsAt) return 'pending';
  return now >= endsAt ? 'expired' : 'active';
}

/** What becomes of a request: the silence to store, and the one that it replaces, which is over then. */
export interface SilenceOutcome {
  readonly stored: Silence;
  readonly replaced: Silence | undefined;
  readonly isNew: boolean;
}

/**
 * A request as Alertmanager fulfils it: without an id it is a new silence, which does not start in the past. With an id it changes that one, as long as the matchers are the same, in the
 * same order, and the times allow it: of an active one the start stays and the end is not over, a pending one does not start in the past. Otherwise the old one
 * ends, unless it is over, and a new one is made. Throws `invalid`.
 */
export function setSilence(previous: Silence | undefined, request: SilenceRequest, now: Date, nextId: () => SilenceId): SilenceOutcome {
  const startsAt = request.startsAt ?? now;
  checkSilence({ ...request, startsAt }, now);
  const { matchers, endsAt, createdBy, comment, annotations, warnSeconds } = request;
  const own = { matchers, endsAt, createdBy, comment, annotations, warnSeconds, updatedAt: now };
  if (previous && canUpdate(previous, { ...request, startsAt }, now)) {
    const kept = silenceState(previous, now) === 'active' ? previous.startsAt : startsAt;
    const told = silenceState({ startsAt: kept, endsAt }, now) === 'active' ? 'started' : 'created';
    return { stored: { ...previous, ...own, startsAt: kept, told, version: previous.version + 1 }, replaced: undefined, isNew: false };
  }
  const begins = startsAt < now ? now : startsAt;
  const told = begins > now ? 'created' : 'started';
  const { alertId = previous?.alertId ?? null, scheduleId = null } = request;
  const stored: Silence = { id: nextId(), ...own, startsAt: begins, alertId, scheduleId, told, createdAt: now, version: 1 };
  return { stored, replaced: previous && silenceState(previous, now) !== 'expired' ? expireSilence(previous, now) : undefined, isNew: true };
}

/** Ends a silence now, also one that has not begun; one that is over stays as it is. */
export function expireSilence(silence: Silence, now: Date): Silence {
  const state = silenceState(silence, now);
  if (state === 'expired') return silence;
  const startsAt = state === 'pending' ? now : silence.startsAt;
  return { ...silence, startsAt, endsAt: now, updatedAt: now, told: 'expired', version: silence.version + 1 };
}

/** True when a silence that is over has been kept long enough. */
export const isForgotten = ({ endsAt }: Silence, now: Date): boolean => endsAt.getTime() + SILENCE_RETENTION_MS <= now.getTime();

/** What the life of the silence has come to, of what is told. */
export function momentOf(silence: Silence, now: Date): SilenceMoment {
  const state = silenceState(silence, now);
  if (state === 'expired') return 'expired';
  if (state === 'pending') return 'created';
  return warnsAt(silence) <= now ? 'ending' : 'started';
}

/** When somebody has to look at it again: when it starts, is about to end, ends, and is forgotten. */
export function nextMoment(silence: Silence, now: Date): Date {
  const times = [silence.startsAt, warnsAt(silence), silence.endsAt].filter((time) => time > now);
  return times.length > 0 ? new Date(Math.min(...times.map(Number))) : new Date(silence.endsAt.getTime() + SILENCE_RETENTION_MS);
}

// A silence that is shorter than its warning is not warned of.
function warnsAt({ startsAt, endsAt, warnSeconds }: Silence): Date {
  const time = new Date(endsAt.getTime() - warnSeconds * 1000);
  return warnSeconds > 0 && time > startsAt ? time : endsAt;
}

function canUpdate(previous: Silence, request: SilenceRequest & { readonly startsAt: Date }, now: Date): boolean {
  if (JSON.stringify(previous.matchers.map(comparable)) !== JSON.stringify(request.matchers.map(comparable))) return false;
  switch (silenceState(previous, now)) {
    // Clients carry whole seconds: Alertmanager compares these.
    case 'active':
      return Math.floor(previous.startsAt.getTime() / 1000) === Math.floor(request.startsAt.getTime() / 1000) && request.endsAt >= now;
    case 'pending':
      return request.startsAt >= now;
    case 'expired':
      return false;
  }
}

const comparable = ({ name, op, value }: Matcher): readonly string[] => [name, op, value];

/** Holds a silence against the labels of an alert. */
export const silences = ({ matchers }: Pick<Silence, 'matchers'>): ((labels: Labels) => boolean) => compileMatchers(matchers);

/** The silence that a request names. Throws `not_found` as Alertmanager does. */
export function known(silence: Silence | undefined): Silence {
  if (!silence) throw new AppError('not_found', 'silence not found');
  return silence;
}
