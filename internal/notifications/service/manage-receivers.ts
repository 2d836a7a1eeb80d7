import { AppError, conflict, invalid } from '#pkg/apperror';
import type { Actor, Clock, Page, PageRequest } from '#internal/kernel';
import { MAX_RECEIVERS, type Receiver, type ReceiverId, requireName, requireReceiverVersion } from '../domain/receiver.ts';
import { receiverChanged } from '../domain/receiver-trail.ts';
import type { NotificationsUnitOfWork } from '../ports/notifications-unit-of-work.ts';
import type { RoutingReferences } from '../ports/routing-references.ts';
import { type IntegrationDeps, type IntegrationTerms, writeIntegrations } from './write-integrations.ts';

/** What people set of a receiver. */
export interface ReceiverTerms {
  readonly name: string;
  readonly description: string;
  readonly integrations: readonly IntegrationTerms[];
}

export interface ReceiverDeps extends IntegrationDeps {
  readonly work: NotificationsUnitOfWork;
  readonly clock: Clock;
  readonly references: RoutingReferences;
}

/** Throws `invalid` with the field, `conflict` for a name that is taken, `limit` when there are too many. */
export type CreateReceiver = (actor: Actor, terms: ReceiverTerms) => Promise<Receiver>;
/** All of them or none; for the import of a configuration. Fails as {@link CreateReceiver} does, with fields below `/receivers/<index>`. */
export type CreateReceivers = (actor: Actor, terms: readonly ReceiverTerms[]) => Promise<readonly Receiver[]>;
export type GetReceiver = (actor: Actor, id: ReceiverId) => Promise<Receiver>;
export type ListReceivers = (actor: Actor, page: PageRequest) => Promise<Page<Receiver>>;
/** Every receiver of the tenant, by name. */
export type AllReceivers = (actor: Actor) => Promise<readonly Receiver[]>;
/** `version` is the one that the caller has read; undefined changes whatever is there. Throws `conflict` when a routing tree knows it by the name that goes. */
export type UpdateReceiver = (actor: Actor, id: ReceiverId, terms: ReceiverTerms, version: number | undefined) => Promise<Receiver>;
export type DeleteReceiver = (actor: Actor, id: ReceiverId, version: number | undefined) => Promise<void>;

export function createReceiver(deps: ReceiverDeps): CreateReceiver {
  return async (actor, terms) => {
    const receiver = await newReceiver(deps, actor, terms);
    await addAll(deps, actor, [receiver]);
    return receiver;
  };
}

export function createReceivers(deps: ReceiverDeps): CreateReceivers {
  return async (actor, all) => {
    const receivers: Receiver[] = [];
    for (const [index, terms] of all.entries()) {
      const receiver = await newReceiver(deps, actor, terms).catch((error: unknown) => { throw error instanceof AppError && error.code === 'invalid' ? belowReceiver(index, error) : error; });
      receivers.push(receiver);
    }
    await addAll(deps, actor, receivers);
    return receivers;
  };
}

export const getReceiver = ({ work }: Pick<ReceiverDeps, 'work'>): GetReceiver => (actor, id) => work.read(actor, ({ receivers }) => receivers.get(id));

export const listReceivers = ({ work }: Pick<ReceiverDeps, 'work'>): ListReceivers => (actor, page) => work.read(actor, ({ receivers }) => receivers.list(page));

export const allReceivers = ({ work }: Pick<ReceiverDeps, 'work'>): AllReceivers => (actor) => work.read(actor, ({ receivers }) => receivers.all());

export function updateReceiver(deps: ReceiverDeps): UpdateReceiver {
  return async (actor, id, terms, version) => {
    requireName(terms.name);
    const before = await deps.work.read(actor, ({ receivers }) => receivers.get(id));
    requireReceiverVersion(before, version);
    if (before.name !== terms.name) await requireUnnamed(deps, actor, before, 'renamed');
    const integrations = await writeIntegrations(deps, actor, { receiverId: id }, terms.integrations, before.integrations);
    return deps.work.run(actor, async ({ receivers, audit }) => {
      const current = await receivers.lock(id);
      requireReceiverVersion(current, version ?? before.version); // what was written is made of what was read
      const after: Receiver = { ...current, name: terms.name, description: terms.description, integrations, updatedAt: deps.clock.now() };
      await receivers.save(after);
      audit.record(receiverChanged('updated', current, after));
      return { ...after, version: after.version + 1 };
    });
  };
}

export function deleteReceiver(deps: ReceiverDeps): DeleteReceiver {
  return async (actor, id, version) => {
    const named = await deps.work.read(actor, ({ receivers }) => receivers.get(id));
    await requireUnnamed(deps, actor, named, 'deleted');
    await deps.work.run(actor, async ({ receivers, audit }) => {
      const before = await receivers.lock(id);
      requireReceiverVersion(before, version);
      await receivers.remove(id);
      audit.record(receiverChanged('deleted', before, undefined));
    });
  };
}

async function newReceiver(deps: ReceiverDeps, actor: Actor, { name, description, integrations }: ReceiverTerms): Promise<Receiver> {
  requireName(name);
  const id = deps.ids.next() as ReceiverId;
  const now = deps.clock.now();
  return { id, tenantId: actor.tenantId, name, description, integrations: await writeIntegrations(deps, actor, { receiverId: id }, integrations, []), createdAt: now, updatedAt: now, version: 1 };
}

async function addAll({ work }: ReceiverDeps, actor: Actor, added: readonly Receiver[]): Promise<void> {
  const names = new Set<string>();
  for (const [index, { name }] of added.entries()) {
    if (names.has(name)) throw invalid(`/receivers/${index}/name`, 'stands twice');
    names.add(name);
  }
  await work.run(actor, async ({ receivers, audit }) => {
    if ((await receivers.count()) + added.length > MAX_RECEIVERS) throw new AppError('limit', `a tenant has at most ${MAX_RECEIVERS} receivers`);
    for (const receiver of added) {
      await receivers.add(receiver);
      audit.record(receiverChanged('created', undefined, receiver));
    }
  });
}

async function requireUnnamed({ references }: ReceiverDeps, actor: Actor, { name }: Receiver, what: string): Promise<void> {
  if (await references.names(actor, name)) throw conflict(`the receiver cannot be ${what} while the routing configuration names it`);
}

function belowReceiver(index: number, error: AppError): AppError {
  const details = error.details.map((detail) => ({ ...detail, field: `/receivers/${index}/${detail.field.replace(/^\//, '')}` }));
  return new AppError('invalid', details.map(({ field, reason }) => `${field}: ${reason}`).join('; '), { details });
}
