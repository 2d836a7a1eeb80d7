import type { MessageData } from './message-data.ts';

const CHARACTERS_OF_A_TITLE = 300;

/**
 * One line, as Alertmanager's `__subject`: `[FIRING:2] the values that make the group (other values that all have)`. Without line breaks, so that it can be a header.
 */
export function titleOf({ status, alerts, groupLabels, commonLabels, heldBack }: MessageData): string {
  const firing = alerts.filter((alert) => alert.status === 'firing').length;
  const state = status === 'firing' ? `FIRING:${firing}` : 'RESOLVED';
  const values = (labels: Readonly<Record<string, string>>, without: Readonly<Record<string, string>> = {}) => Object.keys(labels).filter((name) => !(name in without)).sort(nameFirst).map((name) => labels[name]).join(' ');
  const [group, rest] = [values(groupLabels), values(commonLabels, groupLabels)];
  const held = heldBack ? `${heldBack.messages} messages` : '';
  return [`[${state}]`, held, group, rest === '' ? '' : `(${rest})`].filter((part) => part !== '').join(' ').replaceAll(/\s+/g, ' ').slice(0, CHARACTERS_OF_A_TITLE).toWellFormed();
}

/** All that is told, as text that needs no formatting. */
export function plainText(data: MessageData, ackUrl: string | undefined): string {
  const { heldBack, truncatedAlerts, externalURL } = data;
  return [
    titleOf(data),
    ...(heldBack ? [`Held back, because more than ${heldBack.ratePerMinute} messages a minute were due:\n${heldBack.groups.map(({ groupKey, status, alerts }) => `- ${status}, ${alerts} alerts: ${groupKey}`).join('\n')}`] : []),
    ...data.alerts.map(({ status, labels, annotations, startsAt, generatorURL }) =>
      [`${status.toUpperCase()} since ${startsAt}`, ...pairs(labels), ...pairs(annotations), ...(generatorURL === '' ? [] : [`Source: ${generatorURL}`])].join('\n')),
    ...(truncatedAlerts > 0 ? [`and ${truncatedAlerts} more`] : []),
    ...(ackUrl === undefined ? [] : [`Acknowledge: ${ackUrl}`]),
    `Sent by Orchestrix: ${externalURL}`,
  ].join('\n\n');
}

const pairs = (set: Readonly<Record<string, string>>): string[] => Object.keys(set).sort(nameFirst).map((name) => `  ${name}: ${set[name] ?? ''}`);

/** By name, but what an alert is called goes first (`KV.SortedPairs` of Alertmanager). */
function nameFirst(a: string, b: string): number {
  if (a === 'alertname' || b === 'alertname') return a === b ? 0 : a === 'alertname' ? -1 : 1;
  return a < b ? -1 : a > b ? 1 : 0;
}
