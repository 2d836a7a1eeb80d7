import { invalid } from '#pkg/apperror';
import type { Actor, Clock } from '#internal/kernel';
import { type components, pageJson, pageRequest, type Operations } from '#internal/platform/http';
import type { AlertId } from '../domain/alert.ts';
import { type Silence, type SilenceId, type SilenceRequest, silenceState } from '../domain/silence.ts';
import type { expireSilenceNow, getSilence, listSilences, silenceAlert, createSilence, updateSilence } from '../service/manage-silences.ts';
import type { PreviewSilence } from '../service/preview-silence.ts';
import type { NextWorkingHour } from '../service/next-working-hour.ts';
import { toAlertJson } from './alert-json.ts';
import { toTimeInterval } from './time-interval-json.ts';

interface Use {
  readonly listSilences: ReturnType<typeof listSilences>;
  readonly createSilence: ReturnType<typeof createSilence>;
  readonly getSilence: ReturnType<typeof getSilence>;
  readonly updateSilence: ReturnType<typeof updateSilence>;
  readonly expireSilence: ReturnType<typeof expireSilenceNow>;
  readonly silenceAlert: ReturnType<typeof silenceAlert>;
  readonly previewSilence: PreviewSilence;
  readonly nextWorkingHour: NextWorkingHour;
}

/** How long before its end a silence is told to be ending, unless somebody decides it. */
const DEFAULT_WARN_SECONDS = 900;

/** Silences in our own words; Alertmanager's are in `alertmanager-silence-operations.ts`. */
export function silenceOperations(use: Use, clock: Clock): Pick<Operations, Exclude<keyof Use, 'nextWorkingHour'>> {
  const json = (silence: Silence) => toSilenceJson(silence, clock.now());
  const answer = (silence: Silence) => ({ status: 200, body: json(silence), etag: silence.version }) as const;
  const created = (silence: Silence) => ({ status: 201, body: json(silence), etag: silence.version, location: `/api/v1/silences/${silence.id}` }) as const;
  const terms = async (body: components['schemas']['SilenceTerms'], actor: Actor): Promise<Omit<SilenceRequest, 'matchers'>> => {
    const startsAt = body.starts_at === undefined ? undefined : new Date(body.starts_at);
    return {
      startsAt,
      endsAt: await endOf(body, startsAt, actor),
      createdBy: actor.subject,
      comment: body.comment ?? '',
      annotations: body.annotations ?? {},
      warnSeconds: body.warn_seconds ?? DEFAULT_WARN_SECONDS,
    };
  };
  /** Throws `invalid` unless the end is given in exactly one way. */
  const endOf = async ({ ends_at, duration_seconds, until_working_hours: hours }: components['schemas']['SilenceTerms'], startsAt: Date | undefined, actor: Actor): Promise<Date> => {
    if ([ends_at, duration_seconds, hours].filter((way) => way !== undefined).length !== 1) throw invalid('/ends_at', 'exactly one of ends_at, duration_seconds and until_working_hours is needed');
    if (ends_at !== undefined) return new Date(ends_at);
    if (hours !== undefined) {
      if ((hours.interval === undefined) === (hours.intervals === undefined)) throw invalid('/until_working_hours', 'exactly one of interval and intervals is needed');
      return use.nextWorkingHour(actor, hours.interval === undefined ? { intervals: (hours.intervals ?? []).map(toTimeInterval) } : { name: hours.interval }, startsAt);
    }
    const now = clock.now();
    const begins = startsAt && startsAt > now ? startsAt : now;
    return new Date(begins.getTime() + (duration_seconds ?? 0) * 1000);
  };
  return {
    async listSilences({ actor, query }) {
      const filter = {
        ...(query.state && { states: query.state }),
        ...(query.created_by !== undefined && { createdBy: query.created_by }),
        ...(query.alert_id && { alertId: query.alert_id as AlertId }),
      };
      const page = await use.listSilences(actor, filter, pageRequest('listSilences', query, ['timestamp', 'uuid']));
      return { status: 200, body: pageJson('listSilences', query, page, json) };
    },

    async createSilence({ actor, body }) {
      return created(await use.createSilence(actor, { ...await terms(body, actor), matchers: body.matchers }));
    },

    async getSilence({ actor, path }) {
      return answer(await use.getSilence(actor, path.silenceId as SilenceId));
    },

    async updateSilence({ actor, path, body, ifMatch }) {
      return answer(await use.updateSilence(actor, path.silenceId as SilenceId, { ...await terms(body, actor), matchers: body.matchers }, ifMatch));
    },

    async expireSilence({ actor, path, ifMatch }) {
      return answer(await use.expireSilence(actor, path.silenceId as SilenceId, ifMatch));
    },

    async silenceAlert({ actor, path, body }) {
      return created(await use.silenceAlert(actor, path.alertId as AlertId, await terms(body, actor)));
    },

    async previewSilence({ actor, body }) {
      const { open, matching, alerts } = await use.previewSilence(actor, body.matchers);
      return { status: 200, body: { open, matching, alerts: alerts.map(toAlertJson) } };
    },
  };
}

const toSilenceJson = (silence: Silence, now: Date) => ({
  id: silence.id,
  state: silenceState(silence, now),
  matchers: silence.matchers.map(({ name, op, value }) => ({ name, op, value })),
  starts_at: silence.startsAt.toISOString(),
  ends_at: silence.endsAt.toISOString(),
  created_by: silence.createdBy,
  comment: silence.comment,
  annotations: silence.annotations,
  warn_seconds: silence.warnSeconds,
  alert_id: silence.alertId,
  schedule_id: silence.scheduleId,
  created_at: silence.createdAt.toISOString(),
  updated_at: silence.updatedAt.toISOString(),
  version: silence.version,
});
