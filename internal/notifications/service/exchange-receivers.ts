import { AppError } from '#pkg/apperror';
import type { Actor } from '#internal/kernel';
import type { ReceiverId } from '../domain/receiver.ts';
import type { ChannelDescription } from '../ports/channel.ts';
import { createReceivers, type ReceiverDeps, updateReceiver } from './manage-receivers.ts';
import { type IntegrationTerms, writeIntegrations } from './write-integrations.ts';

/** Every channel of the installation. */
export type ListChannels = () => readonly ChannelDescription[];
/** Why an integration of a receiver would be refused, in words; undefined when it would not. Stores nothing. */
export type FindIntegrationProblem = (actor: Actor, receiver: string, terms: IntegrationTerms) => Promise<string | undefined>;
/** Makes receivers, or gives those that are there these integrations; all or none. Fails as `createReceivers` and `updateReceiver` do. */
export type PutReceivers = (actor: Actor, receivers: readonly { readonly name: string; readonly integrations: readonly IntegrationTerms[] }[]) => Promise<{ readonly created: readonly string[]; readonly updated: readonly string[] }>;

export const listChannels = ({ channels }: Pick<ReceiverDeps, 'channels'>): ListChannels => () => channels.list();

export const findIntegrationProblem = (deps: ReceiverDeps): FindIntegrationProblem => async (actor, name, terms) => {
  const known = (await deps.work.read(actor, ({ receivers }) => receivers.all())).find((receiver) => receiver.name === name);
  try {
    await writeIntegrations(deps, actor, { receiverId: known?.id ?? (deps.ids.next() as ReceiverId) }, [terms], known?.integrations ?? []);
    return undefined;
  } catch (error) {
    if (error instanceof AppError && error.code === 'invalid') return error.details.map(({ field, reason }) => `${field.replace(/^\/integrations\/0\//, '')} ${reason}`).join('; ');
    throw error;
  }
};

export function putReceivers(deps: ReceiverDeps): PutReceivers {
  const [create, update] = [createReceivers(deps), updateReceiver(deps)];
  return (actor, terms) =>
    deps.work.run(actor, async ({ receivers }) => {
      const known = new Map((await receivers.all()).map((receiver) => [receiver.name, receiver]));
      const [there, missing] = [terms.filter(({ name }) => known.has(name)), terms.filter(({ name }) => !known.has(name))];
      await create(actor, missing.map((each) => ({ ...each, description: '' })));
      for (const each of there) {
        const receiver = known.get(each.name);
        if (receiver) await update(actor, receiver.id, { ...each, description: receiver.description }, undefined);
      }
      return { created: missing.map(({ name }) => name), updated: there.map(({ name }) => name) };
    });
}
