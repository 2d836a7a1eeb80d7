import type { Operations } from '#internal/platform/http';
import type { ContactMethod } from '../domain/contact-method.ts';
import type { NotificationRules, Urgency } from '../domain/notification-rule.ts';
import type { IntegrationId } from '../domain/receiver-integration.ts';
import type { CreateContactMethod, DeleteContactMethod, ListContactMethods, SendContactCode, VerifyContactMethod } from '../service/manage-contact-methods.ts';
import type { GetNotificationRules, PutNotificationRules } from '../service/manage-notification-rules.ts';

interface Use {
  readonly listContactMethods: ListContactMethods;
  readonly createContactMethod: CreateContactMethod;
  readonly sendContactCode: SendContactCode;
  readonly verifyContactMethod: VerifyContactMethod;
  readonly deleteContactMethod: DeleteContactMethod;
  readonly getNotificationRules: GetNotificationRules;
  readonly putNotificationRules: PutNotificationRules;
}

const contactJson = ({ id, kind, label, address, verifiedAt, codeExpiresAt, createdAt }: ContactMethod) => ({
  id, kind, label, address, verified_at: verifiedAt?.toISOString() ?? null, code_expires_at: codeExpiresAt?.toISOString() ?? null, created_at: createdAt.toISOString(),
});

const rulesJson = (urgency: Urgency, rules: NotificationRules | undefined) => ({
  urgency, steps: (rules?.steps ?? []).map(({ contactMethodId, delaySeconds }) => ({ contact_method_id: contactMethodId, delay_seconds: delaySeconds })), updated_at: rules?.updatedAt.toISOString() ?? null,
});

/** How the caller wants to be told. */
export function peopleOperations(use: Use): Pick<Operations, keyof Use> {
  const idOf = ({ contactMethodId }: { readonly contactMethodId: string }) => contactMethodId as IntegrationId;
  return {
    listContactMethods: async ({ actor }) => ({ status: 200, body: { items: (await use.listContactMethods(actor)).map(contactJson) } }),
    createContactMethod: async ({ actor, body: { kind, address, label } }) => ({ status: 201, body: contactJson(await use.createContactMethod(actor, { kind, address, label: label ?? '' })) }),
    sendContactCode: async ({ actor, path }) => ({ status: 200, body: contactJson(await use.sendContactCode(actor, idOf(path))) }),
    verifyContactMethod: async ({ actor, path, body }) => ({ status: 200, body: contactJson(await use.verifyContactMethod(actor, idOf(path), body.code)) }),

    async deleteContactMethod({ actor, path }) {
      await use.deleteContactMethod(actor, idOf(path));
      return { status: 204 };
    },

    async getNotificationRules({ actor }) {
      const rules = await use.getNotificationRules(actor);
      return { status: 200, body: { items: (['high', 'low'] as const).map((urgency) => rulesJson(urgency, rules[urgency])) } };
    },

    async putNotificationRules({ actor, path: { urgency }, body }) {
      const steps = body.steps.map(({ contact_method_id: id, delay_seconds: delaySeconds }) => ({ contactMethodId: id as IntegrationId, delaySeconds }));
      return { status: 200, body: rulesJson(urgency, await use.putNotificationRules(actor, urgency, steps)) };
    },
  };
}
