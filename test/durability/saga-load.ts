import { randomUUID } from 'node:crypto';
import type { ProductClient } from '../support/product-client.ts';
import type { Arrival } from './effect-receiver.ts';
import { untilAccepted } from './persistent-client.ts';
import { isHopeless } from './slow-remediation.ts';

/** What a saga does, in this order; the last is refused for a hopeless instance. */
const STEPS = ['reserve', 'snapshot', 'migrate', 'switch', 'confirm'] as const;
const LAST = STEPS[STEPS.length - 1];

/** The effects that are due on an instance, in order: all steps, or those that succeed and then their compensations in reverse. */
export function sagaEffects(instance: string): readonly string[] {
  if (!isHopeless(instance)) return STEPS;
  const done = STEPS.filter((step) => step !== LAST);
  return [...done, ...done.map((step) => `undo-${step}`).reverse()];
}

/** The request that finds out that an instance is hopeless. */
export const refusesSaga = ({ step, instance }: Pick<Arrival, 'step' | 'instance'>): boolean => step === LAST && isHopeless(instance);

const act = (url: string, step: string) => ({ call: 'http', with: { method: 'post', endpoint: `${url}/effects/${step}`, body: { instance: '${ $workflow.input.instance }' } } });
const undoable = (url: string, step: string) => ({ [step]: { ...act(url, step), compensate: { do: [{ undo: act(url, `undo-${step}`) }] } } });

/** Gives an administrator's tenant the saga on the service at `url`; answers its id. */
export async function installSaga(admin: ProductClient, url: string): Promise<string> {
  const definition = { document: { dsl: '1.0.3', namespace: 'durability', name: 'saga', version: '1.0.0' }, do: STEPS.map((step) => undoable(url, step)) };
  const { body } = await admin.call('createWorkflow', { body: { name: 'saga', definition } });
  return body.id;
}

/** An execution that the API accepted: from now on it must come to its end. */
export interface AcceptedSaga {
  readonly tenantId: string;
  readonly instance: string;
  readonly executionId: string;
}

/** A client that asks for a saga until it is accepted, always with the same `Idempotency-Key`. */
export class SagaSource {
  readonly accepted: AcceptedSaga[] = [];
  readonly #asking: Promise<void>[] = [];

  constructor(private readonly tenantId: string, private readonly client: ProductClient, private readonly workflowId: string) {}

  /** Does not wait for the answer. */
  ask(instance: string): void {
    const asking = this.#untilAccepted(instance);
    asking.catch(() => undefined); // told by `settled`
    this.#asking.push(asking);
  }

  /** Resolves when everything is accepted that was asked for. */
  async settled(): Promise<void> {
    await Promise.all(this.#asking);
  }

  async #untilAccepted(instance: string): Promise<void> {
    const request = { path: { workflowId: this.workflowId }, body: { input: { instance } }, headers: { 'Idempotency-Key': randomUUID() } };
    const { id } = (await untilAccepted(this.client, 'executeWorkflow', request, `the saga of ${instance}`)) as { readonly id: string };
    this.accepted.push({ tenantId: this.tenantId, instance, executionId: id });
  }
}
