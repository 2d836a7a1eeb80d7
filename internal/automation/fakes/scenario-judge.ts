import type { Json, JsonObject } from '#internal/kernel';
import type { RecordedExecution } from './execution-world.ts';
import type { Scenario } from './open-workflow-suite.ts';

const at = (value: Json | undefined, path: string): Json | undefined => path.split('.').reduce<Json | undefined>((part, key) => (part as JsonObject | undefined)?.[key], value);

/** Holds an execution against what its scenario expects of it. */
export function judge({ expectations }: Scenario, { end, steps, called }: RecordedExecution): void {
  const order = [...steps.values()].map(({ name }) => name);
  for (const { text, document } of expectations) {
    const names = [...text.matchAll(/'([^']+)'/g)].map(([, name = '']) => name);
    const [, task = '', where = '', other = ''] = /^(\w+) should run (first|last|after)\s*(\w*)/.exec(text) ?? [];
    if (/should complete/.test(text)) {
      expect(end?.status).toBe('completed');
      if (document !== undefined) expect(end?.output).toEqual(document);
    } else if (/should end as (\w+)/.test(text)) {
      expect(end?.status).toBe(/as (\w+)/.exec(text)?.[1]);
    } else if (/calls should be/.test(text)) {
      expect(called).toEqual(names);
    } else if (/should fault/.test(text)) {
      expect(end?.status).toBe('failed');
      const status = /with status (\d+)/.exec(text)?.[1];
      if (status !== undefined) expect(end?.error).toMatchObject({ status: Number(status) });
      if (document !== undefined) expect(end?.error).toEqual(document);
    } else if (/should have properties/.test(text)) {
      for (const name of names) expect([name, at(end?.output, name)]).not.toEqual([name, undefined]);
    } else if (/property containing (\d+) items/.test(text)) {
      expect(at(end?.output, names[0] ?? '')).toHaveLength(Number(/containing (\d+)/.exec(text)?.[1]));
    } else if (/property with value/.test(text)) {
      expect(at(end?.output, names[0] ?? '')).toEqual(document);
    } else if (where === 'first') expect(order[0]).toBe(task);
    else if (where === 'last') expect(order.at(-1)).toBe(task);
    else if (where === 'after') expect(order.indexOf(task)).toBeGreaterThan(order.indexOf(other));
    else throw new Error(`no meaning for: ${text}`);
  }
}
