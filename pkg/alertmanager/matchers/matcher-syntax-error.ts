/** A text that is no matcher, in Alertmanager's words. */
export class MatcherSyntaxError extends Error {
  override readonly name = 'MatcherSyntaxError';
}
