import { stripVTControlCharacters } from 'node:util';
import { factsOf, type Fact, type Tone } from './act-facts.ts';
import type { ActSnapshot } from './act-snapshot.ts';
import type { Palette } from './demo-palette.ts';
import { stepRows, type StepRow } from './step-rows.ts';

const MARKS = {
  waiting: ['·', 'idle'],
  running: ['●', 'busy'],
  completed: ['✔', 'good'],
  failed: ['✘', 'bad'],
  skipped: ['–', 'idle'],
} as const satisfies Record<StepRow['status'], readonly [string, Tone]>;

/** The live picture of an act: what is known about each subject, then the table of steps. Lines may be longer than the terminal is wide. */
export function actFrame(snapshot: ActSnapshot, palette: Palette): readonly string[] {
  const facts = factsOf(snapshot);
  const rows = stepRows(snapshot);
  const width = Math.max(...facts.map(({ subject }) => subject.length));
  const nameWidth = Math.max(...rows.map((row) => rowName(row).length), 4);
  return [
    ...facts.map((fact) => factLine(fact, width, palette)),
    '',
    palette.faint(`     ${'step'.padEnd(nameWidth)}  ${'ticket'.padEnd(9)}  tries    took`),
    ...rows.map((row) => rowLine(row, nameWidth, palette)),
  ];
}

const factLine = ({ subject, state, tone, detail }: Fact, width: number, palette: Palette): string =>
  `  ${palette.faint(subject.padEnd(width))}  ${palette.tone(tone, state)}${detail === undefined ? '' : palette.faint(`  ${detail}`)}`;

function rowLine(row: StepRow, nameWidth: number, palette: Palette): string {
  const [mark, tone] = MARKS[row.status];
  const name = rowName(row).padEnd(nameWidth);
  if (row.status === 'waiting') return palette.faint(`  ${mark}  ${name}`);
  const figures = [(row.ticket ?? '').padEnd(9), String(row.tries).padStart(5), duration(row.tookMs).padStart(7)].join('  ');
  return `  ${palette.tone(tone, mark)}  ${name}  ${figures}${row.error === undefined ? '' : `  ${palette.tone(tone, row.error)}`}`;
}

export const rowName = ({ role, name }: StepRow): string => (role === 'undo' ? `↩ ${name}` : name);

/** Milliseconds for people: `45 ms`, `2.3 s`. */
export const duration = (ms: number | undefined): string => (ms === undefined ? '' : ms < 1000 ? `${Math.max(0, Math.round(ms))} ms` : `${(ms / 1000).toFixed(1)} s`);

const ESCAPE = '\u001b';
const COLOUR = new RegExp(`(${ESCAPE}\\[[0-9;]*m)`);

/** Cuts a line with colours to `width` columns, so that it does not wrap. Every character counts as one column, which holds for what we print. */
export function clipped(line: string, width: number): string {
  if (stripVTControlCharacters(line).length <= width) return line;
  let shown = 0;
  let out = '';
  for (const part of line.split(COLOUR)) {
    if (part.startsWith(ESCAPE)) {
      out += part; // also behind the cut: it ends the colours
      continue;
    }
    const room = Math.max(0, width - 1 - shown);
    out += part.length <= room ? part : shown < width ? `${part.slice(0, room)}…` : '';
    shown = part.length <= room ? shown + part.length : width;
  }
  return out;
}
