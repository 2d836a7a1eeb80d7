import { invalid } from '#pkg/apperror';
import { compileMatchers, type Matcher } from '#pkg/matchers';
import { checkText, MAX_LABEL_NAME_LENGTH, MAX_LABEL_VALUE_LENGTH, type Labels } from './labels.ts';

/** Matchers of one silence. */
export const MAX_SILENCE_MATCHERS = 64;

/** Bytes of one silence, all texts together; Alertmanager's `--silences.max-silence-size-bytes`. */
export const MAX_SILENCE_BYTES = 32_768;

const MAX_WARN_SECONDS = 7 * 86_400;

/** What a silence says. */
export interface SilenceTerms {
  readonly matchers: readonly Matcher[];
  readonly startsAt: Date;
  readonly endsAt: Date;
  readonly createdBy: string;
  readonly comment: string;
  readonly annotations: Labels;
  readonly warnSeconds: number;
}

/** Throws `invalid` with the field for a silence that makes no sense: `validateSilence` of Alertmanager and what its API checks before. */
export function checkSilence(silence: SilenceTerms, now: Date): void {
  checkMatchers(silence.matchers);
  const { startsAt, endsAt, createdBy, comment, annotations, warnSeconds } = silence;
  if (endsAt <= startsAt) throw invalid('/ends_at', 'start time must be before end time');
  if (endsAt < now) throw invalid('/ends_at', "end time can't be in the past");
  if (endsAt.getUTCFullYear() > 9999) throw invalid('/ends_at', 'is after the year 9999');
  if (!(warnSeconds >= 0 && warnSeconds <= MAX_WARN_SECONDS)) throw invalid('/warn_seconds', 'is not between 0 and 604800');
  checkText(createdBy, '/created_by', 1024);
  checkText(comment, '/comment', MAX_SILENCE_BYTES);
  for (const [name, value] of Object.entries(annotations)) {
    checkText(name, '/annotations', MAX_LABEL_NAME_LENGTH);
    checkText(value, `/annotations/${name}`, MAX_LABEL_VALUE_LENGTH);
  }
  const bytes = Buffer.byteLength(JSON.stringify([silence.matchers, createdBy, comment, annotations]));
  if (bytes > MAX_SILENCE_BYTES) throw invalid('', `silence exceeded maximum size: ${bytes} bytes (limit: ${MAX_SILENCE_BYTES} bytes)`);
}

/** Throws `invalid` unless there are matchers of which at least one does not match the empty text: a silence of everything is an accident. */
export function checkMatchers(matchers: readonly Matcher[], field = '/matchers'): void {
  if (matchers.length === 0) throw invalid(field, 'at least one matcher is required');
  if (matchers.length > MAX_SILENCE_MATCHERS) throw invalid(field, `has more than ${MAX_SILENCE_MATCHERS} entries`);
  matchers.forEach(({ name, value }, index) => {
    if (name === '') throw invalid(`${field}/${index}/name`, 'is not a label name');
    checkText(name, `${field}/${index}/name`, MAX_LABEL_NAME_LENGTH);
    checkText(value, `${field}/${index}/value`, MAX_LABEL_VALUE_LENGTH);
  });
  compileMatchers(matchers);
  if (matchers.every(matchesEmpty)) throw invalid(field, 'at least one matcher must not match the empty string');
}

// Alertmanager asks positive matchers only: `a!="x"` matches alerts without `a`, and yet counts as one that does not match the empty text.
function matchesEmpty(matcher: Matcher): boolean {
  if (matcher.op === '=') return matcher.value === '';
  return matcher.op === '=~' && compileMatchers([matcher])({});
}
