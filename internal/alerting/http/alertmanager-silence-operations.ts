import { MatcherSyntaxError, parseMatcher } from '#pkg/alertmanager';
import { AppError, invalid } from '#pkg/apperror';
import type { Matcher, MatchOperator } from '#pkg/matchers';
import type { Clock } from '#internal/kernel';
import { type components, type Operations } from '#internal/platform/http';
import { type Silence, type SilenceId, type SilenceRequest, silenceState } from '../domain/silence.ts';
import type { allSilences, expireSilenceNow, getSilence, PutSilence } from '../service/manage-silences.ts';

interface Use {
  readonly allSilences: ReturnType<typeof allSilences>;
  readonly getSilence: ReturnType<typeof getSilence>;
  readonly putSilence: PutSilence;
  readonly expireSilence: ReturnType<typeof expireSilenceNow>;
}

type Answered = 'alertmanagerSilences' | 'putAlertmanagerSilence' | 'alertmanagerSilence' | 'expireAlertmanagerSilence';

const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Silences of Alertmanager's API v2 (api/v2/api.go), for amtool and for its UI. */
export function alertmanagerSilenceOperations(use: Use, clock: Clock): Pick<Operations, Answered> {
  return {
    async alertmanagerSilences({ actor, query }) {
      const wanted = (query.filter ?? []).map(filterOf);
      const now = clock.now();
      const shown = (await use.allSilences(actor)).filter((silence) => query[silenceState(silence, now)] !== false && wanted.every((matcher) => has(silence, matcher)));
      return { status: 200, body: shown.map((silence) => toGettable(silence, now)) };
    },

    async putAlertmanagerSilence({ actor, body }) {
      const { id } = body;
      if (id !== undefined && id !== '' && !UUID.test(id)) throw new AppError('not_found', 'silence not found');
      try {
        const silence = await use.putSilence(actor, id ? (id as SilenceId) : undefined, requestOf(body));
        return { status: 200, body: { silenceID: silence.id } };
      } catch (error) {
        throw inTheirWords(error);
      }
    },

    async alertmanagerSilence({ actor, path }) {
      return { status: 200, body: toGettable(await use.getSilence(actor, path.silenceId as SilenceId), clock.now()) };
    },

    async expireAlertmanagerSilence({ actor, path }) {
      await use.expireSilence(actor, path.silenceId as SilenceId);
      return { status: 200 };
    },
  };
}

function filterOf(text: string): Matcher {
  try {
    return parseMatcher(text);
  } catch (error) {
    throw error instanceof MatcherSyntaxError ? invalid('', error.message) : error;
  }
}

const has = ({ matchers }: Silence, wanted: Matcher): boolean => matchers.some(({ name, op, value }) => name === wanted.name && op === wanted.op && value === wanted.value);

const opOf = ({ isRegex, isEqual = true }: components['schemas']['AlertmanagerMatcher']): MatchOperator => (isRegex ? (isEqual ? '=~' : '!~') : isEqual ? '=' : '!=');

const requestOf = (body: components['schemas']['PostableSilence']): SilenceRequest => ({
  matchers: body.matchers.map((matcher) => ({ name: matcher.name, op: opOf(matcher), value: matcher.value })),
  startsAt: new Date(body.startsAt),
  endsAt: new Date(body.endsAt),
  createdBy: body.createdBy,
  comment: body.comment,
  annotations: body.annotations ?? {},
  // Their clients know no warning.
  warnSeconds: 0,
});

/** As their API words it; a used-up limit is a bad request there. */
function inTheirWords(error: unknown): unknown {
  if (!(error instanceof AppError)) return error;
  const [first] = error.details;
  if (error.code === 'limit') return invalid('', error.message);
  if (error.code !== 'invalid' || !first) return error;
  if (first.field === '/ends_at') return invalid('', `Failed to create silence: ${first.reason}`);
  return first.field === '' ? error : invalid('', `invalid silence: ${first.field.slice(1)}: ${first.reason}`);
}

const toGettable = (silence: Silence, now: Date) => ({
  id: silence.id,
  status: { state: silenceState(silence, now) },
  updatedAt: silence.updatedAt.toISOString(),
  comment: silence.comment,
  createdBy: silence.createdBy,
  startsAt: silence.startsAt.toISOString(),
  endsAt: silence.endsAt.toISOString(),
  annotations: silence.annotations,
  matchers: silence.matchers.map(({ name, op, value }) => ({ name, value, isRegex: op === '=~' || op === '!~', isEqual: op === '=' || op === '=~' })),
});
