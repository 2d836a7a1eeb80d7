import { compensationPointer } from './definition-tasks.ts';
import { entryOf, extensionsOf, kindOf, type Task, type TaskList, type WorkflowDefinition } from './definition.ts';
import type { FlowEdge, FlowGraph, FlowGroup, FlowNode } from './flow-graph.ts';
import { pointerTo } from './json-pointer.ts';
import { taskSummary } from './task-summary.ts';

/** Where the flow leaves: an edge whose end is not known yet. */
type Exit = Omit<FlowEdge, 'to'>;
/** Where a list or a task is entered, and where the flow goes on from. */
interface Laid {
  readonly entry?: string;
  readonly exits: readonly Exit[];
}
interface Place {
  readonly group?: string;
  /** What handles an error that is raised here. */
  readonly handler?: string;
}

/** Draws a definition as the graph of its tasks: what follows what, which errors lead where, and what undoes what. */
export function drawDefinition(definition: WorkflowDefinition): FlowGraph {
  const pen = new Pen();
  const start = pen.node({ kind: 'start', title: definition.document.name, details: [], pointer: '/' });
  const end = pen.end();
  const { entry, exits } = pen.list(definition.do, '/do', {});
  pen.edge({ from: start, style: 'flow' }, entry ?? end);
  for (const exit of exits) pen.edge(exit, end);
  return { nodes: pen.nodes, groups: pen.groups, edges: pen.edges };
}

class Pen {
  readonly nodes: FlowNode[] = [];
  readonly groups: FlowGroup[] = [];
  readonly edges: FlowEdge[] = [];
  #end: string | undefined;

  node(node: Omit<FlowNode, 'id'>): string {
    const id = `n${this.nodes.length}`;
    this.nodes.push({ id, ...node });
    return id;
  }

  end(): string {
    return (this.#end ??= this.node({ kind: 'end', title: 'end', details: [], pointer: '/' }));
  }

  edge({ from, label, style }: Exit, to: string): void {
    this.edges.push({ from, to, style, ...(label !== undefined && { label }) });
  }

  /** Tasks one after another, as their `then` says. */
  list(list: TaskList, pointer: string, place: Place): Laid {
    const laid = list.map((item, index) => {
      const [name, task] = entryOf(item);
      return { name, ...this.task(name, task, pointerTo(pointer, index, name), place) };
    });
    const exits: Exit[] = [];
    for (const [index, one] of laid.entries()) {
      for (const { then = 'continue', ...exit } of one.ways) {
        const next = then === 'continue' ? laid[index + 1] : laid.find(({ name }) => name === then);
        if (then === 'end') this.edge(exit, this.end());
        else if (next && then !== 'exit') this.edge(exit, next.entry);
        else exits.push(exit);
      }
    }
    return { ...(laid[0] && { entry: laid[0].entry }), exits };
  }

  private task(name: string, task: Task, pointer: string, place: Place): { readonly entry: string; readonly ways: readonly (Exit & { readonly then?: string })[] } {
    const holds = 'do' in task || 'try' in task || 'fork' in task || ('listen' in task && task.foreach?.do !== undefined);
    const group = holds ? this.group({ title: name, role: 'tasks' }, place) : place.group;
    const inside: Place = { ...place, ...(group !== undefined && { group }) };
    const entry = this.node({ kind: kindOf(task), title: name, details: taskSummary(task), pointer, ...(group !== undefined && { group }) });
    this.compensation(task, pointer, entry, inside);
    const then = task.then === undefined ? {} : { then: task.then };
    // A task that its condition keeps from running continues, whatever its `then` says.
    const around = task.if === undefined || !('raise' in task || 'switch' in task || task.then !== undefined) ? [] : [{ from: entry, label: 'skipped', style: 'flow' as const }];
    if ('switch' in task) return { entry, ways: [...this.cases(task, entry), ...around] };
    if ('raise' in task) {
      this.edge({ from: entry, style: 'error' }, place.handler ?? this.end());
      return { entry, ways: around };
    }
    return { entry, ways: [...this.inside(task, pointer, entry, inside).map((exit) => ({ ...exit, ...then })), ...around] };
  }

  private cases(task: Extract<Task, { readonly switch: unknown }>, from: string): readonly (Exit & { readonly then: string })[] {
    const cases = task.switch.map(entryOf);
    const ways = cases.map(([label, { then }]) => ({ from, label, style: 'flow' as const, then }));
    return cases.some(([, { when }]) => when === undefined) ? ways : [...ways, { from, label: 'none', style: 'flow', then: task.then ?? 'continue' }];
  }

  /** The tasks that a task holds; answers where the flow leaves it. */
  private inside(task: Task, pointer: string, header: string, place: Place): readonly Exit[] {
    const plain: Exit = { from: header, style: 'flow' };
    if ('for' in task) return this.loop(task.do, pointerTo(pointer, 'do'), header, place);
    if ('listen' in task && task.foreach?.do) return this.loop(task.foreach.do, pointerTo(pointer, 'foreach', 'do'), header, place);
    if ('do' in task) return this.body(plain, this.list(task.do, pointerTo(pointer, 'do'), place));
    if ('fork' in task) {
      const join = this.node({ kind: 'join', title: '', details: [], pointer, ...(place.group !== undefined && { group: place.group }) });
      for (const [index, branch] of task.fork.branches.entries()) {
        const [name, inner] = entryOf(branch);
        const { entry, ways } = this.task(name, inner, pointerTo(pointer, 'fork', 'branches', index, name), place);
        this.edge(plain, entry);
        for (const { then: _, ...exit } of ways) this.edge(exit, join);
      }
      return [{ from: join, style: 'flow' }];
    }
    if ('try' in task) {
      const handling = this.handling(task, pointer, header, place);
      const tried = this.list(task.try, pointerTo(pointer, 'try'), { ...place, handler: handling.entry ?? header });
      return [...this.body(plain, tried), ...handling.exits];
    }
    return [plain];
  }

  private body(from: Exit, { entry, exits }: Laid): readonly Exit[] {
    if (entry === undefined) return [from];
    this.edge(from, entry);
    return exits;
  }

  private loop(list: TaskList, pointer: string, header: string, place: Place): readonly Exit[] {
    const { entry, exits } = this.list(list, pointer, place);
    if (entry !== undefined) this.edge({ from: header, label: 'each', style: 'flow' }, entry);
    for (const exit of exits) this.edge({ ...exit, style: 'back' }, header);
    return [{ from: header, label: 'done', style: 'flow' }];
  }

  private handling(task: Extract<Task, { readonly try: unknown }>, pointer: string, header: string, place: Place): Laid {
    const { do: list = [], errors, then } = task.catch;
    const filter = Object.entries(errors?.with ?? {}).map(([name, value]) => `${name} ${String(value)}`).join(', ');
    const label = filter === '' ? 'on error' : `on ${filter}`;
    const leave = (exit: Exit): Exit[] => (then === 'end' ? (this.edge(exit, this.end()), []) : [exit]);
    if (list.length === 0) return { exits: task.catch.retry === undefined ? leave({ from: header, label, style: 'error' }) : [] };
    const group = this.group({ title: 'catch', role: 'catch' }, place);
    const { entry, exits } = this.list(list, pointerTo(pointer, 'catch', 'do'), { ...place, group });
    if (entry !== undefined) this.edge({ from: header, label, style: 'error' }, entry);
    return { ...(entry !== undefined && { entry }), exits: exits.flatMap(leave) };
  }

  private compensation(task: Task, pointer: string, of: string, place: Place): void {
    const { compensate } = extensionsOf(task);
    if (!compensate) return;
    const group = this.group({ title: 'compensate', role: 'compensation' }, place);
    const { entry } = this.list(compensate.do, pointerTo(compensationPointer(task, pointer), 'do'), { group });
    if (entry !== undefined) this.edge({ from: of, label: 'undo', style: 'undo' }, entry);
  }

  private group(group: Omit<FlowGroup, 'id' | 'parent'>, { group: parent }: Place): string {
    const id = `g${this.groups.length}`;
    this.groups.push({ id, ...group, ...(parent !== undefined && { parent }) });
    return id;
  }
}
