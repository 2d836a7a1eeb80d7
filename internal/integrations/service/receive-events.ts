import { AppError, conflict, type ErrorDetail, forbidden } from '#pkg/apperror';
import type { Actor, Clock, IdGenerator, Json } from '#internal/kernel';
import type { Integration, IntegrationId } from '../domain/integration.ts';
import { type MappedAlert, mappedAlert } from '../domain/mapped-alert.ts';
import type { Mapping } from '../domain/mapping.ts';
import { MAX_ITEMS, mappingProgram, type MappedItem } from '../domain/mapping-program.ts';
import { MAX_KEPT_PAYLOAD, type Receipt, type ReceiptId, type ReceiptItem, tally } from '../domain/receipt.ts';
import type { AlertAcknowledger, AlertIntake, IntakeOutcome } from '../ports/alert-intake.ts';
import type { Expressions } from '../ports/mapping-expressions.ts';
import type { IntegrationsUnitOfWork } from '../ports/integrations-unit-of-work.ts';
import type { SenderSecrets } from '../ports/sender-secrets.ts';

export interface ReceivingDeps {
  readonly work: IntegrationsUnitOfWork;
  readonly clock: Clock;
  readonly ids: IdGenerator;
  readonly secrets: Pick<SenderSecrets, 'digest'>;
  readonly expressions: Expressions;
  readonly intake: AlertIntake;
  readonly acknowledger: AlertAcknowledger;
  /** The mapping of a kind that is not `generic`. */
  readonly mappingOf: (kind: Exclude<Integration['kind'], 'generic'>) => Mapping;
}

/** One delivery of a sender whose credential was checked. */
export interface Delivery {
  /** Whether the credential was the secret of the integration, and not that of a caller of the API. */
  readonly bySecret: boolean;
  readonly body: Buffer;
  /** The body, or why it cannot be read, or why there is nothing to be done about it. */
  readonly payload: { readonly json: Json } | { readonly problem: string } | { readonly note: string };
  /** What makes this delivery unique, for senders that tell. */
  readonly unique?: string | undefined;
}

/**
 * Answers the receipt, once it is stored; that of the first time when the very same delivery arrives again. A delivery of which nothing could be taken in has one,
 * too. Throws `not_found`, `forbidden` without the secret that the integration asks for, `conflict` when it is switched off, `unavailable`.
 */
export type ReceiveEvents = (actor: Actor, id: IntegrationId, delivery: Delivery) => Promise<Receipt>;
/** What a body would become, without anything being stored. Throws `invalid` when the mapping finds no items in it. */
export type PreviewEvents = (actor: Actor, id: IntegrationId, payload: Json) => Promise<readonly MappedAlert[]>;

export function receiveEvents(deps: ReceivingDeps): ReceiveEvents {
  const { work, clock, ids, secrets } = deps;
  return async (actor, id, { body, payload, unique, bySecret }) => {
    const replayKey = unique === undefined ? undefined : secrets.digest(unique);
    const { integration, before } = await work.read(actor, async ({ integrations, receipts }) => ({
      integration: await integrations.get(id),
      before: replayKey === undefined ? undefined : await receipts.byReplayKey(id, replayKey),
    }));
    if (!bySecret && integration.authentication.kind !== 'api_key') throw forbidden(`this integration takes deliveries with its own secret (${integration.authentication.kind})`);
    if (!integration.enabled) throw conflict('the integration is switched off');
    if (before) return before;

    const items = await itemsOf(deps, actor, integration, payload);
    const receipt: Receipt = {
      id: ids.next() as ReceiptId,
      integrationId: id,
      ...tally(items),
      bodyDigest: secrets.digest(body),
      bodyBytes: body.length,
      payload: body.subarray(0, MAX_KEPT_PAYLOAD),
      ...(replayKey !== undefined && { replayKey }),
      createdAt: clock.now(),
    };
    return work.run(actor, async ({ receipts }) => ((await receipts.add(receipt)) || replayKey === undefined ? receipt : ((await receipts.byReplayKey(id, replayKey)) ?? receipt)));
  };
}

export function previewEvents(deps: ReceivingDeps): PreviewEvents {
  return async (actor, id, payload) => {
    const integration = await deps.work.read(actor, ({ integrations }) => integrations.get(id));
    return mapped(deps, integration, payload);
  };
}

/** The alerts of a body, by the mapping of the integration. Throws `invalid` when its items cannot be found. */
async function mapped({ expressions, mappingOf, clock }: ReceivingDeps, integration: Integration, payload: Json): Promise<readonly MappedAlert[]> {
  const mapping = integration.mapping ?? (integration.kind === 'generic' ? undefined : mappingOf(integration.kind));
  if (!mapping) throw new Error(`the integration ${integration.id} has no mapping`);
  const items = (await expressions.evaluate(mappingProgram(mapping), payload)) as unknown as readonly MappedItem[]; // the program makes nothing else
  if (items.length > MAX_ITEMS) throw new AppError('invalid', `the body has more than ${MAX_ITEMS} items`);
  return items.map((item) => mappedAlert(item, mapping, integration, clock.now()));
}

async function itemsOf(deps: ReceivingDeps, actor: Actor, integration: Integration, payload: Delivery['payload']): Promise<readonly ReceiptItem[]> {
  if ('problem' in payload) return [refusal(0, [{ field: '', reason: payload.problem }])];
  if ('note' in payload) return [{ index: 0, outcome: 'ignored', reasons: [{ field: '', reason: payload.note }] }];
  return takeIn(deps, actor, integration, payload.json);
}

async function takeIn(deps: ReceivingDeps, actor: Actor, integration: Integration, payload: Json): Promise<readonly ReceiptItem[]> {
  const alerts = await mapped(deps, integration, payload).catch((error: unknown) => {
    // A body that the mapping cannot make sense of is the sender's or the mapping's fault, and shows in the receipt.
    if (error instanceof AppError && error.code === 'invalid') return error;
    throw error;
  });
  if (alerts instanceof AppError) return [refusal(0, [{ field: '', reason: alerts.message }])];
  return settle(deps, actor, alerts);
}

/** Hands alerts to the intake, in one batch, and acknowledgements after them; answers what became of each. */
export async function settle({ intake, acknowledger }: Pick<ReceivingDeps, 'intake' | 'acknowledger'>, actor: Actor, alerts: readonly MappedAlert[]): Promise<readonly ReceiptItem[]> {
  const places = alerts.flatMap((each, index) => (each.kind === 'alert' ? [{ index, alert: each.alert }] : []));
  const outcomes = places.length === 0 ? [] : await intake.receive(actor, places.map(({ alert }) => alert));
  const settled = new Map(places.map(({ index }, place) => [index, outcomes[place]]));
  const items: ReceiptItem[] = [];
  for (const [index, each] of alerts.entries()) {
    if (each.kind === 'refused') items.push(refusal(index, each.reasons));
    else if (each.kind === 'ignored') items.push({ index, outcome: 'ignored', reasons: [{ field: '/status', reason: each.reason }] });
    else if (each.kind === 'acknowledgement') items.push(await acknowledged(acknowledger, actor, index, each.identity));
    else items.push(itemOf(index, settled.get(index)));
  }
  return items;
}

async function acknowledged(acknowledger: AlertAcknowledger, actor: Actor, index: number, identity: Readonly<Record<string, string>>): Promise<ReceiptItem> {
  try {
    const outcome = await acknowledger.acknowledge(actor, identity);
    return outcome === 'unknown' ? { index, outcome: 'ignored', reasons: [{ field: '/status', reason: 'no such alert is open' }] } : { index, outcome: 'acknowledged', reasons: [] };
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid') return refusal(index, error.details);
    throw error;
  }
}

function itemOf(index: number, outcome: IntakeOutcome | undefined): ReceiptItem {
  if (!outcome) throw new Error(`the intake answered nothing for item ${index}`);
  if (outcome.kind === 'invalid') return refusal(index, outcome.details);
  if (outcome.kind === 'ignored') return { index, outcome: 'ignored', reasons: [{ field: '', reason: outcome.reason }] };
  return { index, outcome: outcome.kind, ...(outcome.alertId !== undefined && { alertId: outcome.alertId }), reasons: [] };
}

const refusal = (index: number, reasons: readonly ErrorDetail[]): ReceiptItem => ({ index, outcome: 'refused', reasons: reasons.map(({ field, reason }) => ({ field, reason })) });
