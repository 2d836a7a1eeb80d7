import type { Json, JsonObject } from '#internal/kernel';
import type { ExecutionStep, Ticket } from './demo-client.ts';
import type { ActSnapshot } from './act-snapshot.ts';

/** One line of the table of steps. */
export interface StepRow {
  readonly path: string;
  readonly name: string;
  readonly role: 'task' | 'undo' | 'verify';
  readonly status: ExecutionStep['status'] | 'waiting';
  readonly ticket: Ticket['status'] | undefined;
  /** How often it was begun, attempts that a crash cut off included. */
  readonly tries: number;
  readonly tookMs: number | undefined;
  readonly error: string | undefined;
}

/** The steps of an act: those that the definition plans, then compensations and verification in the order in which they began. */
export function stepRows({ workflow, execution, tickets, at }: Pick<ActSnapshot, 'workflow' | 'execution' | 'tickets' | 'at'>): readonly StepRow[] {
  const planned = plannedCalls(workflow.definition['do'], '/do');
  const latest = new Map<string, ExecutionStep>();
  for (const step of execution?.steps ?? []) {
    const known = latest.get(step.path);
    if (!known || known.attempt <= step.attempt) latest.set(step.path, step);
  }
  const begun = [...latest.values()].sort((a, b) => a.started_at.localeCompare(b.started_at));
  const extra = begun.filter(({ path, kind, ticket_id: ticket }) => !planned.some((task) => task.path === path) && (kind === 'verify' || (kind === 'compensate' && ticket !== null)));
  const row = (step: ExecutionStep): StepRow => {
    const ticket = tickets.find(({ id }) => id === step.ticket_id);
    return {
      path: step.path,
      name: step.name,
      role: step.kind === 'verify' ? 'verify' : step.kind === 'compensate' ? 'undo' : 'task',
      // The ticket of a next attempt may have begun while the step was read.
      status: step.status === 'failed' && ticket?.status === 'RUNNING' ? 'running' : step.status,
      ticket: ticket?.status,
      tries: Math.max(step.attempt, ticket?.attempts ?? 0),
      tookMs: step.duration_ms ?? at.getTime() - Date.parse(step.started_at),
      error: errorText(step.error ?? ticket?.error ?? null),
    };
  };
  const waiting = { role: 'task', status: 'waiting', ticket: undefined, tries: 0, tookMs: undefined, error: undefined } as const;
  return [
    ...planned.map(({ path, name }) => {
      const step = latest.get(path);
      return step ? row(step) : { path, name, ...waiting };
    }),
    ...extra.map(row),
  ];
}

/** The tasks of a definition that call out, with their paths, those inside a `try` included. */
function plannedCalls(list: Json | undefined, pointer: string): readonly { readonly path: string; readonly name: string }[] {
  if (!Array.isArray(list)) return [];
  return (list as readonly JsonObject[]).flatMap((item, index) =>
    Object.entries(item).flatMap(([name, task]) => {
      const path = `${pointer}/${index}/${name}`;
      if (typeof task !== 'object' || task === null) return [];
      const inner = task as JsonObject;
      return 'call' in inner ? [{ path, name }] : [...plannedCalls(inner['do'], `${path}/do`), ...plannedCalls(inner['try'], `${path}/try`)];
    }),
  );
}

/** The sentence of a problem document, or nothing. */
export function errorText(error: Json): string | undefined {
  if (error === null) return undefined;
  if (typeof error !== 'object' || Array.isArray(error)) return JSON.stringify(error);
  const { detail, title } = error as JsonObject;
  return typeof detail === 'string' ? detail : typeof title === 'string' ? title : JSON.stringify(error);
}
