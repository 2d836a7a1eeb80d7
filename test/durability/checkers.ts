import type { Arrival } from './effect-receiver.ts';
import type { Observations } from './observations.ts';
import { effectsOn, isHopeless } from './slow-remediation.ts';

/** Judges what was observed when everything is quiet; answers what is wrong, in words. */
export type Checker = (seen: Observations) => readonly string[];

/** Every alert that was acknowledged is there, under the id that was answered, and of the tenant that sent it. */
const keepsAcknowledgedAlerts: Checker = ({ acknowledged, alerts }) =>
  acknowledged
    .filter((ack) => !alerts.some(({ tenantId, instance, id }) => tenantId === ack.tenantId && instance === ack.instance && (ack.alertId ?? id) === id))
    .map(({ instance }) => `the alert of ${instance} was acknowledged and is not there`);

/** Each instance broke once, so there is one alert of it, however often it was sent. */
const opensOneAlertPerEpisode: Checker = ({ alerts }) =>
  [...groups(alerts, ({ tenantId, instance }) => `${tenantId} ${instance}`)].filter(([, found]) => found.length > 1).map(([, found]) => `${found[0]?.instance} has ${found.length} alerts`);

/** One remediation per alert, and both its execution and itself ended as the receiver's behaviour demands. */
const endsEveryExecution: Checker = ({ alerts, remediations, openWorkflows }) => {
  const problems: string[] = [];
  for (const { id, instance, status } of alerts) {
    const [remediation, ...more] = remediations.filter(({ alertId }) => alertId === id);
    if (!remediation) problems.push(`nothing was done about ${instance}`);
    if (more.length > 0) problems.push(`${instance} was remediated ${more.length + 1} times`);
    const expected = isHopeless(instance) ? 'failed compensated escalated' : 'verified completed firing';
    const ended = `${remediation?.status} ${remediation?.executionStatus} ${status}`;
    if (remediation && ended !== expected) problems.push(`the remediation of ${instance} is ${ended} instead of ${expected}`);
  }
  if (openWorkflows > 0) problems.push(`${openWorkflows} workflows are open at Temporal`);
  return problems;
};

/** Each effect that is due happened once, in order, and none happened that is not. Compensations are effects, too: in reverse, and only of what was done. */
const actsOnce: Checker = ({ alerts, effects }) => {
  const onInstance = groups(effects, ({ instance }) => instance);
  const expected = new Map(alerts.map(({ instance }) => [instance, effectsOn(instance)]));
  return [...new Set([...onInstance.keys(), ...expected.keys()])].flatMap((instance) => {
    const due = (expected.get(instance) ?? []).join(', ');
    const done = (onInstance.get(instance) ?? []).map(({ step }) => step).join(', ');
    return due === done ? [] : [`on ${instance} happened [${done}] instead of [${due}]`];
  });
};

/** Its effect happened, whether or not it was taken back since. */
const isDone = ({ status }: Observations['tickets'][number]): boolean => status === 'COMPLETED' || status === 'COMPENSATED';

/** What the tickets say is what the receiver saw: the same keys, and an effect per key that is completed. */
const keepsTheLedger: Checker = ({ tickets, arrivals, effects }) => {
  const keys = (list: readonly Arrival[]): readonly string[] => list.map(({ key }) => key);
  return [
    ...missing(tickets.map(({ key }) => key), keys(arrivals)).map((key) => `the ticket ${key} never reached the receiver`),
    ...missing(keys(arrivals), tickets.map(({ key }) => key)).map((key) => `the request ${key} has no ticket`),
    ...missing(tickets.filter(isDone).map(({ key }) => key), keys(effects)).map((key) => `the ticket ${key} is completed without an effect`),
    ...missing(keys(effects), tickets.filter(isDone).map(({ key }) => key)).map((key) => `the effect ${key} has no completed ticket`),
    ...repeated(keys(effects)).map((key) => `the effect ${key} happened more than once`),
    ...tickets.filter(({ status }) => status === 'PENDING' || status === 'RUNNING' || status === 'COMPENSATING').map(({ key }) => `the ticket ${key} is open`),
  ];
};

/** People are told of every remediation that failed; repeats carry the same id. */
const tellsPeople: Checker = ({ remediations, pages }) =>
  remediations.flatMap(({ id, instance, status }) => {
    const ids = new Set(pages.filter(({ remediationId }) => remediationId === id).map((page) => page.id));
    const expected = status === 'failed' ? 1 : 0;
    return ids.size === expected ? [] : [`people were told ${ids.size} times of ${instance}, which is ${status}`];
  });

/** A row of the audit log per change of state, and an unbroken chain over all rows. */
const auditsEveryChange: Checker = ({ audited, chains }) => [
  ...audited.filter(({ version, entries }) => version !== entries).map(({ entity, version, entries }) => `${entity} is at version ${version} and has ${entries} entries`),
  ...chains.filter(({ firstBroken }) => firstBroken !== null).map(({ tenantId, firstBroken }) => `the audit log of ${tenantId} is broken: ${firstBroken}`),
  ...chains.filter(({ entries, verifiedEntries }) => entries !== verifiedEntries).map(({ tenantId, entries, verifiedEntries }) => `${verifiedEntries} of ${entries} entries of ${tenantId} were verified`),
];

const deliversEveryEvent: Checker = ({ waitingEvents }) => waitingEvents.map((event) => `an event waits: ${event}`);

const LISTENER = 'orchestrix-outbox-listener';

/** What each program may hold: the default pools, the relay's lanes and their spare, and one listener each. */
const MOST_CONNECTIONS: Readonly<Record<string, number>> = { 'orchestrix-api': 10, 'orchestrix-worker': 10, 'orchestrix-outbox-relay': 3, [LISTENER]: 1, 'orchestrix-agents-listener': 1, 'orchestrix-work-signal': 1 };

/** Nothing is left behind by those that were killed, nobody else ended, and the relay hears of new events again. */
const recovers: Checker = ({ advisoryLocks, connections, surprises }) => [
  ...(advisoryLocks > 0 ? [`${advisoryLocks} advisory locks are held`] : []),
  ...Object.entries(connections).filter(([name, count]) => count > (MOST_CONNECTIONS[name] ?? 0)).map(([name, count]) => `${name} has ${count} connections`),
  ...(connections[LISTENER] === undefined ? ['the relay does not listen'] : []),
  ...surprises,
];

export const CHECKERS = {
  keepsAcknowledgedAlerts,
  opensOneAlertPerEpisode,
  endsEveryExecution,
  actsOnce,
  keepsTheLedger,
  tellsPeople,
  auditsEveryChange,
  deliversEveryEvent,
  recovers,
} as const satisfies Readonly<Record<string, Checker>>;

export type CheckerName = keyof typeof CHECKERS;

/** Names of the checkers that are not content, with what they say. */
export const verdictOf = <Name extends string>(checkers: Readonly<Record<Name, Checker>>, seen: Observations): Readonly<Partial<Record<Name, readonly string[]>>> =>
  Object.fromEntries(Object.entries<Checker>(checkers).map(([name, check]) => [name, check(seen)] as const).filter(([, problems]) => problems.length > 0)) as Partial<Record<Name, readonly string[]>>;

/** The verdict on remediations. */
export const verdict = (seen: Observations): ReturnType<typeof verdictOf<CheckerName>> => verdictOf(CHECKERS, seen);

export function groups<Item>(items: readonly Item[], keyOf: (item: Item) => string): Map<string, Item[]> {
  const found = new Map<string, Item[]>();
  for (const item of items) found.set(keyOf(item), [...(found.get(keyOf(item)) ?? []), item]);
  return found;
}

const missing = (wanted: readonly string[], found: readonly string[]): readonly string[] => [...new Set(wanted)].filter((key) => !found.includes(key));
const repeated = (keys: readonly string[]): readonly string[] => [...new Set(keys.filter((key, index) => keys.indexOf(key) !== index))];
