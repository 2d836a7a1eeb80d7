/** An alert of another system in our words, not yet checked. */
export interface IncomingAlert {
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations?: Readonly<Record<string, string>> | undefined;
  readonly startsAt?: Date | undefined;
  readonly endsAt?: Date | undefined;
  readonly generatorUrl?: string | undefined;
  readonly source: 'prometheus' | 'alertmanager' | 'integration';
  /** `by_time`: it is over when `endsAt` is; `by_word`: when `ended` says so. */
  readonly ends: 'by_time' | 'by_word';
  readonly ended?: boolean;
  /** What tells alerts apart, in place of all labels. */
  readonly identity?: Readonly<Record<string, string>> | undefined;
}
