import { sql } from 'kysely';
import type { Alert } from '../domain/alert.ts';

// What never changes after an alert was stored, and what may; a new field of `Alert` does not compile until it stands here.
const FIXED = {
  id: 'uuid',
  fingerprint: 'text',
  name: 'text',
  severity: 'text',
  labels: 'jsonb',
  source: 'text',
  ruleId: 'uuid',
  startsAt: 'timestamptz',
  createdAt: 'timestamptz',
} as const;
const CHANGING = {
  status: 'text',
  annotations: 'jsonb',
  generatorUrl: 'text',
  endsAt: 'timestamptz',
  firesAt: 'timestamptz',
  expiresAt: 'timestamptz',
  lastReceivedAt: 'timestamptz',
  occurrences: 'integer',
  firedAt: 'timestamptz',
  acknowledgedAt: 'timestamptz',
  acknowledgedBy: 'text',
  escalatedAt: 'timestamptz',
  escalationReason: 'text',
  resolvedAt: 'timestamptz',
  resolvedBy: 'text',
  resolution: 'text',
  stateReason: 'text',
  flappingSince: 'timestamptz',
  version: 'integer',
} as const;
const ALL = { ...FIXED, ...CHANGING } satisfies Record<keyof Alert, string>;

type Property = keyof Alert;
const properties = (of: object) => Object.keys(of) as Property[];
const columnOf = (property: Property) => property.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
const listed = (of: object, show: (property: Property) => string) => sql.raw(properties(of).map(show).join(', '));

/** Columns of `alerting.alerts` that make an `Alert`. */
export const alertProperties = properties(ALL);

/** Fragments of the bulk statements, in which alerts travel as one JSON parameter called `given`. */
export const alertSql = {
  columns: listed(ALL, columnOf),
  given: listed(ALL, (property) => `given."${property}"`),
  assignments: listed(CHANGING, (property) => `${columnOf(property)} = given."${property}"`),
  recordOfAll: listed(ALL, (property) => `"${property}" ${ALL[property]}`),
  recordOfChanging: listed({ id: '', ...CHANGING }, (property) => `"${property}" ${ALL[property]}`),
};

/** The parameter of a bulk statement. */
export const asGiven = (alerts: readonly Alert[]): string => JSON.stringify(alerts);

/** The part of alerts that may have changed: a repeat need not carry the labels back. */
export const asChanged = (alerts: readonly Alert[]): string =>
  JSON.stringify(alerts.map((alert) => Object.fromEntries(changing.map((property) => [property, alert[property]]))));

const changing = ['id', ...properties(CHANGING)] as const;
