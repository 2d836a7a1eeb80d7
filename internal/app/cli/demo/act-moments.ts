import { factsOf } from './act-facts.ts';
import { duration, rowName } from './act-frame.ts';
import type { ActSnapshot } from './act-snapshot.ts';
import { stepRows, type StepRow } from './step-rows.ts';

/** What happened between two snapshots, one sentence each, for those who read lines instead of a live picture. */
export function momentsBetween(before: ActSnapshot | undefined, after: ActSnapshot): readonly string[] {
  const known = new Map((before ? factsOf(before) : []).map((fact) => [fact.subject, fact]));
  const rows = new Map((before ? stepRows(before) : []).map((row) => [row.path, rowState(row)]));
  return [
    ...factsOf(after).flatMap(({ subject, state, detail, link }) => {
      const earlier = known.get(subject);
      const news = link === undefined || link === earlier?.link ? [] : [link];
      if (earlier?.state === state) return news.map((said) => `${subject}: ${said}`);
      return [[`${subject}: ${state}`, ...(detail === undefined ? [] : [detail]), ...news].join('  ')];
    }),
    ...stepRows(after)
      .filter((row) => row.status !== 'waiting' && rows.get(row.path) !== rowState(row))
      .map((row) => `  ${rowName(row)}: ${rowState(row)}${row.status === 'running' ? '' : `, ${duration(row.tookMs)}`}${row.error === undefined ? '' : `  ${row.error}`}`),
  ];
}

const rowState = ({ status, ticket, tries }: StepRow): string =>
  [status, ...(ticket === undefined ? [] : [`ticket ${ticket}`]), ...(tries > 1 ? [`try ${tries}`] : [])].join(', ');
