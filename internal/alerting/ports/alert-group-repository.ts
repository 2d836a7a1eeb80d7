import type { Page, PageRequest } from '#internal/kernel';
import type { Alert, AlertId } from '../domain/alert.ts';
import type { AlertGroup, AlertGroupId } from '../domain/alert-group.ts';
import type { Fingerprint } from '../domain/fingerprint.ts';

/** Identity of a group that is there: two routes may write the same key for different receivers. */
export interface GroupIdentity {
  readonly key: string;
  readonly receiver: string;
}

/** An alert in a group. */
export interface GroupMember {
  readonly groupId: AlertGroupId;
  readonly fingerprint: Fingerprint;
  readonly alertId: AlertId;
}

/** Which groups to list. */
export interface AlertGroupFilter {
  readonly receiver?: string;
}

/** Groups of alerts of one tenant and their members. */
export interface AlertGroupRepository {
  /**
   * The groups of these identities, in the order of `identities`, as far as there are any. Until the transaction ends none of them can end; others may add members and
   * flush them meanwhile.
   */
  hold(identities: readonly GroupIdentity[]): Promise<readonly (AlertGroupId | undefined)[]>;
  /** Stores new groups; answers the ids of those that were stored: the others lost a race, hold them again. */
  add(groups: readonly AlertGroup[]): Promise<ReadonlySet<AlertGroupId>>;
  /** Puts alerts into groups that this transaction holds or has added; an earlier alert of the same fingerprint is replaced. */
  join(members: readonly GroupMember[]): Promise<void>;
  /** Takes these fingerprints out of all groups but those named for each. */
  leaveOthers(fingerprint: readonly Fingerprint[], kept: readonly Pick<GroupMember, 'groupId' | 'fingerprint'>[]): Promise<void>;
  /** Nobody else can flush it until the transaction ends; members may be added meanwhile. `undefined` when it has ended. */
  lock(id: AlertGroupId): Promise<AlertGroup | undefined>;
  /** The latest alert of every member. */
  alertsOf(id: AlertGroupId): Promise<readonly Alert[]>;
  /** Takes these alerts out, unless a later alert has taken their place, or somebody is putting one there now. */
  leave(id: AlertGroupId, alerts: readonly AlertId[]): Promise<void>;
  /** Writes back a group that this transaction has locked. */
  save(group: AlertGroup): Promise<void>;
  /** Ends a group that this transaction has locked if it has no members and nobody is about to add some; answers whether it did. */
  endIfEmpty(id: AlertGroupId): Promise<boolean>;
  /** The group of this identity, as far as there is one. */
  find(identity: GroupIdentity): Promise<AlertGroup | undefined>;
  /** Throws `not_found`, also for a group of another tenant. */
  get(id: AlertGroupId): Promise<AlertGroup>;
  /** Newest first. */
  list(filter: AlertGroupFilter, page: PageRequest): Promise<Page<AlertGroup>>;
  /** All groups with their members' alerts. */
  all(): Promise<readonly { readonly group: AlertGroup; readonly alerts: readonly Alert[] }[]>;
  /** Open alerts that have fired, in the order of their ids, from after `after` on: a page to be placed anew. */
  placeable(after: AlertId | undefined, limit: number): Promise<readonly Alert[]>;
  /** Ids of all groups. */
  ids(): Promise<readonly AlertGroupId[]>;
}
