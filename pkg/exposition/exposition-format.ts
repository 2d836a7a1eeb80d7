/** The text formats: Prometheus 0.0.4 (and 1.0.0, which adds names in quotes), and OpenMetrics 1.0. */
export type ExpositionFormat = 'prometheus' | 'openmetrics';

/** The format of a body by its content type: OpenMetrics when it says so, else that of Prometheus, which scrapers assume, too. */
export const expositionFormat = (contentType = ''): ExpositionFormat =>
  contentType.split(';', 1)[0]?.trim().toLowerCase() === 'application/openmetrics-text' ? 'openmetrics' : 'prometheus';
