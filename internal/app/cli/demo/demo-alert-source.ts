/** What the source says of the alert of the act; `starting` until it has read the service's metrics for the first time. */
export type SourceState = 'starting' | 'inactive' | 'pending' | 'firing';

/** Watches the service and posts alerts to `POST /api/v2/alerts`: a real Prometheus, or what stands in for it. */
export interface AlertSource {
  /** As people may read it: `Prometheus 2.42.0`. */
  readonly title: string;
  /** Where people can look at it, if there is such a place. */
  readonly url?: string;
  state(): Promise<SourceState>;
  /** The last thing it complained about, for the message when an alert does not arrive. */
  complaint(): string | undefined;
  stop(): Promise<void>;
}
