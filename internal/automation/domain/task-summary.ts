import { extensionsOf, isCallBy, isFunctionCall, type Duration, type Task } from './definition.ts';

const LONGEST = 56;
const short = (text: string): string => {
  const line = text.replace(/\s+/g, ' ').trim();
  return line.length > LONGEST ? `${line.slice(0, LONGEST - 1)}…` : line;
};

/** What a task does, in a few short lines for people. */
export const taskSummary = (task: Task): readonly string[] => [...action(task), ...conditions(task)].filter((line) => line !== '').map(short);

function action(task: Task): readonly string[] {
  if (isCallBy('http', task)) return [`${task.with.method.toUpperCase()} ${endpointText(task.with.endpoint)}`];
  if (isCallBy('openapi', task)) return [`openapi ${task.with.operationId}`];
  if (isCallBy('grpc', task)) return [`grpc ${task.with.service.name}/${task.with.method}`];
  if (isCallBy('asyncapi', task)) return [`publish ${task.with.channel ?? task.with.operation ?? ''}`];
  if (isFunctionCall(task)) return [`function ${task.call}`];
  if ('set' in task) return [typeof task.set === 'string' ? task.set : Object.keys(task.set).join(', ')];
  if ('wait' in task) return [durationText(task.wait)];
  if ('raise' in task) return [typeof task.raise.error === 'string' ? task.raise.error : `${task.raise.error.status} ${task.raise.error.title ?? task.raise.error.type}`];
  if ('emit' in task) return [task.emit.event.with.type ?? ''];
  if ('listen' in task) return [`to ${Object.keys(task.listen.to)[0] ?? ''} event`];
  if ('run' in task) return [runText(task.run)];
  if ('for' in task) return [`${task.for.each ?? 'item'} in ${typeof task.for.in === 'string' ? task.for.in : `${task.for.in.length} items`}`, task.while === undefined ? '' : `while ${task.while}`];
  if ('fork' in task) return [task.fork.compete === true ? 'the first branch wins' : `${task.fork.branches.length} branches`];
  if ('try' in task) return [task.catch.retry === undefined ? '' : 'with retries'];
  return [];
}

function conditions(task: Task): readonly string[] {
  const { approval, ticket, throttle } = extensionsOf(task);
  return [
    task.if === undefined ? '' : `if ${task.if}`,
    approval ? `approval${approval.required === undefined ? '' : ` by ${approval.required}`}` : '',
    ticket?.capabilities ? `agent: ${ticket.capabilities.join(', ')}` : '',
    throttle ? `throttled by ${throttle.key}` : '',
  ];
}

const endpointText = (endpoint: string | { readonly uri: string }): string => (typeof endpoint === 'string' ? endpoint : endpoint.uri);

function runText(run: Extract<Task, { readonly run: unknown }>['run']): string {
  if ('shell' in run) return `shell ${run.shell.command}`;
  if ('script' in run) return `script in ${run.script.language}`;
  if ('container' in run) return `container ${run.container.image}`;
  return `workflow ${run.workflow.namespace}/${run.workflow.name}`;
}

function durationText(duration: Duration): string {
  if (typeof duration === 'string') return duration;
  return Object.entries(duration).map(([unit, count]) => `${String(count)} ${unit}`).join(' ');
}
