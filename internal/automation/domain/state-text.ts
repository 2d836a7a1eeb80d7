import type { DrawnState } from './flow-graph.ts';

/** How a task went, in one short line: `1.2 s, 3 attempts`. */
export function stateText({ status, durationMs, attempts, iterations }: DrawnState): string {
  return [
    status === 'completed' ? '' : status,
    durationMs === undefined ? '' : durationText(durationMs),
    attempts > 1 ? `${attempts} attempts` : '',
    iterations > 1 ? `${iterations} runs` : '',
  ].filter((part) => part !== '').join(', ');
}

const SECOND = 1000;
const MINUTE = 60 * SECOND;

function durationText(ms: number): string {
  if (ms < SECOND) return `${ms} ms`;
  if (ms < MINUTE) return `${(ms / SECOND).toFixed(1)} s`;
  if (ms < 60 * MINUTE) return `${Math.floor(ms / MINUTE)} min ${Math.round((ms % MINUTE) / SECOND)} s`;
  return `${Math.floor(ms / (60 * MINUTE))} h ${Math.round((ms % (60 * MINUTE)) / MINUTE)} min`;
}
