import { mkdirSync, writeFileSync } from 'node:fs';
import { availableParallelism, cpus, totalmem } from 'node:os';
import path from 'node:path';
import Table from 'cli-table3';

/** One figure. A ratio compares with a peer or a bare baseline of the same run; absolute figures say as much about the machine as about us. */
export interface Figure {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What we aim at, and whether more or less is better. */
  readonly aim?: { readonly value: number; readonly better: 'more' | 'less' };
  readonly note?: string;
}

const reached = ({ value, aim }: Figure): string => (aim === undefined ? '' : (aim.better === 'more' ? value >= aim.value : value <= aim.value) ? 'yes' : 'no');
const shown = (value: number): string => (Math.abs(value) >= 100 ? value.toFixed(0) : value.toFixed(2));

/** Prints the figures as a table and writes them, with the machine they were measured on, as JSON. */
export function report(figures: readonly Figure[], file: string): void {
  const table = new Table({ head: ['figure', 'value', 'aim', 'reached', ''], style: { head: [], border: [] }, colAligns: ['left', 'right', 'right', 'left', 'left'] });
  for (const figure of figures) {
    const { name, value, unit, aim, note = '' } = figure;
    table.push([name, `${shown(value)} ${unit}`.trim(), aim === undefined ? '' : `${aim.better === 'more' ? '≥' : '≤'} ${aim.value} ${unit}`.trim(), reached(figure), note]);
  }
  process.stdout.write(`${table.toString()}\n`);
  const machine = { cpu: cpus()[0]?.model ?? 'unknown', cores: availableParallelism(), memory_gib: Math.round(totalmem() / 2 ** 30), node: process.version };
  mkdirSync(path.dirname(file), { recursive: true });
  writeFileSync(file, `${JSON.stringify({ at: new Date().toISOString(), machine, figures }, null, 2)}\n`);
  process.stdout.write(`written to ${file}\n`);
}
