import { invalid, unavailable } from '#pkg/apperror';
import type { Actor } from '#internal/kernel';
import { contactChanged, type ContactMethod, requireRoom, tried, withCode } from '../domain/contact-method.ts';
import { plainData } from '../domain/message-data.ts';
import type { Integration, IntegrationId } from '../domain/receiver-integration.ts';
import type { VerificationCodes } from '../ports/people-repository.ts';
import type { NotificationDeps } from './notification-deps.ts';

export interface ContactTerms {
  readonly kind: string;
  readonly address: string;
  readonly label: string;
}

/** Of the caller. The oldest first. */
export type ListContactMethods = (actor: Actor) => Promise<readonly ContactMethod[]>;
/** Stores it and sends a code there. Throws `invalid` with the field, `conflict` for an address that is there, `limit`. */
export type CreateContactMethod = (actor: Actor, terms: ContactTerms) => Promise<ContactMethod>;
/** Sends another code. Throws `not_found`, `conflict` when it is verified, `limit` within a minute, `unavailable` when the provider does not take it. */
export type SendContactCode = (actor: Actor, id: IntegrationId) => Promise<ContactMethod>;
/** Throws `not_found`; `invalid` for a wrong code or one that no longer counts. */
export type VerifyContactMethod = (actor: Actor, id: IntegrationId, code: string) => Promise<ContactMethod>;
export type DeleteContactMethod = (actor: Actor, id: IntegrationId) => Promise<void>;

export interface ContactDeps extends NotificationDeps {
  readonly codes: VerificationCodes;
}

export const listContactMethods = ({ work }: Pick<ContactDeps, 'work'>): ListContactMethods => (actor) => work.read(actor, ({ contacts }) => contacts.list(actor.subject));

export function createContactMethod(deps: ContactDeps): CreateContactMethod {
  const { work, clock, ids, channels } = deps;
  return async (actor, { kind, address, label }) => {
    const id = ids.next() as IntegrationId;
    const { tenantId, subject: userId } = actor;
    const integration: Integration = { id, tenantId, owner: { userId }, kind, settings: channels.settingsFor(kind, address), secrets: {}, sendResolved: false, rateWindowSent: 0, consecutiveFailures: 0 };
    const problem = await channels.problemOf(actor, kind, { settings: integration.settings, secrets: {} });
    if (problem) throw invalid('kind', problem.reason);
    await work.run(actor, async ({ contacts, audit }) => {
      requireRoom(await contacts.list(userId));
      const method: ContactMethod = { id, tenantId, userId, kind, label, address, codeTries: 0, createdAt: clock.now() };
      await contacts.add(method, integration);
      audit.record(contactChanged('created', method));
    });
    return sendContactCode(deps)(actor, id);
  };
}

export function sendContactCode({ work, clock, ids, channels, codes, publicUrl }: ContactDeps): SendContactCode {
  return async (actor, id) => {
    const code = codes.generate();
    const now = clock.now();
    const { method, integration } = await work.run(actor, async ({ contacts, integrations }) => {
      const sent = withCode(await contacts.lock(actor.subject, id), codes.digest(id, code), now);
      await contacts.save(sent);
      return { method: sent, integration: await integrations.find(id) };
    });
    // Not through the queue: the code stands in no record, and who asked for it is told whether it left.
    const data = plainData({ key: `code:${id}`, receiver: actor.name ?? actor.subject, title: `Your code is ${code}`, text: 'Enter it where you have asked for it. If you have not, ignore this message.', externalURL: publicUrl, now });
    const { outcome, error } = await channels.deliver(actor, method.kind, { deliveryId: ids.next(), data }, { settings: integration?.settings ?? {}, secrets: {} });
    if (outcome !== 'delivered') throw unavailable(`the code could not be sent: ${error ?? 'no answer'}`, 60);
    return method;
  };
}

export const verifyContactMethod = ({ work, clock, codes }: Pick<ContactDeps, 'work' | 'clock' | 'codes'>): VerifyContactMethod => async (actor, id, code) => {
  // The try counts also when the code is wrong, so that it commits before it is refused.
  const { method, problem } = await work.run(actor, async ({ contacts, audit }) => {
    const before = await contacts.lock(actor.subject, id);
    const result = tried(before, codes.digest(id, code), clock.now());
    await contacts.save(result.method);
    if (result.method.verifiedAt && !before.verifiedAt) audit.record(contactChanged('verified', result.method));
    return result;
  });
  if (problem !== undefined) throw invalid('/code', problem);
  return method;
};

export const deleteContactMethod = ({ work }: Pick<ContactDeps, 'work'>): DeleteContactMethod => (actor, id) =>
  work.run(actor, async ({ contacts, audit }) => {
    const method = await contacts.lock(actor.subject, id);
    await contacts.remove(id);
    audit.record(contactChanged('deleted', method));
  });
