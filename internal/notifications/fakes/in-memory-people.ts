import type { TenantId } from '#internal/kernel';
import { conflict, notFound } from '#pkg/apperror';
import type { ContactMethod } from '../domain/contact-method.ts';
import type { NotificationRules } from '../domain/notification-rule.ts';
import type { PersonPage } from '../domain/person-page.ts';
import type { Integration } from '../domain/receiver-integration.ts';
import type { ContactRepository, PageRepository, RuleRepository } from '../ports/people-repository.ts';

/** How people are reached, in lists. */
export interface People {
  readonly contacts: readonly ContactMethod[];
  readonly integrations: readonly Integration[];
  readonly rules: readonly (NotificationRules & { readonly tenantId: TenantId })[];
  readonly pages: readonly PersonPage[];
}

/** Repositories on the lists that `get` answers and `set` replaces. */
export function inMemoryPeople(tenantId: TenantId, get: () => People, set: (people: People) => void): { readonly contacts: ContactRepository; readonly rules: RuleRepository; readonly pages: PageRepository } {
  const own = () => get().contacts.filter((method) => method.tenantId === tenantId);
  return {
    contacts: {
      add: async (method, integration) => {
        if (own().some(({ userId, kind, address }) => userId === method.userId && kind === method.kind && address === method.address)) throw conflict('the address is there');
        set({ ...get(), contacts: [...get().contacts, method], integrations: [...get().integrations, integration] });
      },
      list: async (userId) => own().filter((method) => method.userId === userId),
      lock: async (userId, id) => {
        const found = own().find((method) => method.userId === userId && method.id === id);
        if (!found) throw notFound('contact method');
        return found;
      },
      save: async (method) => { set({ ...get(), contacts: get().contacts.map((each) => (each.id === method.id ? method : each)) }); },
      remove: async (id) => { set({ ...get(), contacts: get().contacts.filter((each) => each.id !== id), integrations: get().integrations.filter((each) => each.id !== id) }); },
    },
    rules: {
      find: async (userId, urgency) => {
        const found = get().rules.find((each) => each.tenantId === tenantId && each.userId === userId && each.urgency === urgency);
        if (!found) return undefined;
        const { tenantId: _, ...rules } = found;
        return rules;
      },
      put: async (rules) => {
        const others = get().rules.filter((each) => each.tenantId !== tenantId || each.userId !== rules.userId || each.urgency !== rules.urgency);
        set({ ...get(), rules: [...others, { ...rules, tenantId }] });
      },
    },
    pages: {
      add: async (page) => { set({ ...get(), pages: [...get().pages, page] }); },
      lock: async (id) => {
        const found = get().pages.find((page) => page.tenantId === tenantId && page.id === id);
        if (!found) throw notFound('page');
        return found;
      },
      save: async (page) => { set({ ...get(), pages: get().pages.map((each) => (each.id === page.id ? page : each)) }); },
    },
  };
}
