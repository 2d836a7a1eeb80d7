import { repairedChecks } from './act-one.ts';
import { breakService, isOver, type DemoAct } from './demo-act.ts';
import type { Check } from './effect-checks.ts';
import type { Ticket } from './demo-client.ts';

/** The worker dies in the middle. */
export const actThree: DemoAct = {
  number: 3,
  title: 'Act three: the worker is killed in the middle of the repair',
  plan: 'The same fault once more. While the slow restart runs, the worker process gets SIGKILL; nobody helps.',
  restartMs: 6000,
  killsWorker: true,
  async play(performance) {
    const { stage, view, watch } = performance;
    await breakService(performance);
    const middle = await watch({
      what: 'the restart to be in progress',
      withinSeconds: 60,
      until: ({ service, tickets }) => service.busyWith.includes('restart') && tickets.some(isRunningRestart),
    });
    const killed = stage.worker?.();
    if (!killed) throw new Error('the act was staged without a worker');
    process.kill(killed.pid, 'SIGKILL');
    view.note(`kill -9 ${killed.pid}, the worker, while ${middle.service.instance} restarts`);
    const end = await watch({ what: 'the remediation to end without its first worker', withinSeconds: 120, until: isOver });
    const successor = end.worker;
    return {
      end,
      checks: [
        {
          claim: 'the worker was killed and another one took over',
          held: successor !== undefined && successor.alive && successor.pid !== killed.pid,
          evidence: `process ${killed.pid}, then ${successor ? `process ${successor.pid}` : 'none'}`,
        },
        begunAgain(end.tickets),
        ...repairedChecks(end, stage.service.effects()),
      ],
    };
  },
};

const isRestart = ({ task_name: name }: Ticket): boolean => name === 'restart-workers';
const isRunningRestart = (ticket: Ticket): boolean => isRestart(ticket) && ticket.status === 'RUNNING';

function begunAgain(tickets: readonly Ticket[]): Check {
  const attempts = tickets.find(isRestart)?.attempts ?? 0;
  return { claim: 'the ticket that was cut off was begun again', held: attempts > 1, evidence: `${attempts} attempts` };
}
