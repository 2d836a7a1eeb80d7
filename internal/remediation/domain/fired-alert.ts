/** What an alert event tells, as far as remediations care. */
export interface FiredAlert {
  /** One id is one episode: an alert that comes back gets a new one. */
  readonly id: string;
  readonly fingerprint: string;
  readonly name: string;
  readonly severity: string;
  readonly labels: Readonly<Record<string, string>>;
  readonly annotations: Readonly<Record<string, string>>;
  /** RFC 3339. */
  readonly startsAt: string;
}
