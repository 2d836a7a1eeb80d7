import { newestPage } from '#internal/platform/fakes';
import { notFound } from '#pkg/apperror';
import { isOpen, type Alert } from '../domain/alert.ts';
import type { AlertGroup, AlertGroupId } from '../domain/alert-group.ts';
import type { AlertGroupRepository, GroupIdentity, GroupMember } from '../ports/alert-group-repository.ts';

/** What is stored of the groups of one tenant. */
export interface GroupTables {
  readonly groups: readonly AlertGroup[];
  readonly members: readonly GroupMember[];
}

interface Store {
  readonly get: () => GroupTables;
  readonly put: (change: Partial<GroupTables>) => void;
  readonly alerts: () => readonly Alert[];
}

/** Groups of alerts in lists. */
export function inMemoryAlertGroups({ get, put, alerts }: Store): AlertGroupRepository {
  const is = ({ key, receiver }: GroupIdentity) => (group: AlertGroup) => group.key === key && group.receiver === receiver;
  const isMember = (id: AlertGroupId) => ({ groupId }: GroupMember) => groupId === id;
  const alertsOf = (id: AlertGroupId) => {
    const ids = new Set(get().members.filter(isMember(id)).map(({ alertId }) => alertId));
    return alerts().filter((alert) => ids.has(alert.id)).sort((a, b) => (a.fingerprint < b.fingerprint ? -1 : 1));
  };
  return {
    hold: async (identities) => identities.map((identity) => get().groups.find(is(identity))?.id),
    add: async (groups) => {
      const free = groups.filter((group) => !get().groups.some(is(group)));
      put({ groups: [...get().groups, ...free] });
      return new Set(free.map(({ id }) => id));
    },
    join: async (members) => {
      const isReplaced = (old: GroupMember) => members.some(({ groupId, fingerprint }) => groupId === old.groupId && fingerprint === old.fingerprint);
      put({ members: [...get().members.filter((old) => !isReplaced(old)), ...members] });
    },
    leaveOthers: async (fingerprints, kept) => {
      const stays = (own: GroupMember) => !fingerprints.includes(own.fingerprint) || kept.some(({ groupId, fingerprint }) => groupId === own.groupId && fingerprint === own.fingerprint);
      put({ members: get().members.filter(stays) });
    },
    find: async (identity) => get().groups.find(is(identity)),
    lock: async (id) => get().groups.find((group) => group.id === id),
    alertsOf: async (id) => alertsOf(id),
    leave: async (id, gone) => put({ members: get().members.filter((member) => !(isMember(id)(member) && gone.includes(member.alertId))) }),
    save: async (group) => put({ groups: get().groups.map((old) => (old.id === group.id ? group : old)) }),
    endIfEmpty: async (id) => {
      const isEmpty = !get().members.some(isMember(id));
      if (isEmpty) put({ groups: get().groups.filter((group) => group.id !== id) });
      return isEmpty;
    },
    get: async (id) => get().groups.find((group) => group.id === id) ?? missing(),
    list: async ({ receiver }, page) => newestPage(get().groups.filter((group) => receiver === undefined || group.receiver === receiver), page),
    all: async () => get().groups.map((group) => ({ group, alerts: alertsOf(group.id) })),
    placeable: async (after, limit) => {
      const fired = alerts().filter((alert) => isOpen(alert) && alert.status !== 'pending' && (after === undefined || alert.id > after));
      return fired.sort((a, b) => (a.id < b.id ? -1 : 1)).slice(0, limit);
    },
    ids: async () => get().groups.map(({ id }) => id),
  };
}

function missing(): never {
  throw notFound('alert group');
}
