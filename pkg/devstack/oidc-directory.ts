import { createHash, randomUUID, timingSafeEqual } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import type { Realm, RealmOrganization, RealmUser } from './realm.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

export interface DirectoryUser extends Omit<RealmUser, 'credentials'> {
  readonly id: string;
  readonly password?: string;
  /** Milliseconds since 1970, as Keycloak's representation has it. */
  readonly createdTimestamp: number;
}

export interface DirectoryOrganization extends Omit<RealmOrganization, 'members'> {
  /** Ids of users. */
  readonly members: readonly string[];
}

interface State {
  readonly users: readonly DirectoryUser[];
  readonly organizations: readonly DirectoryOrganization[];
}

/**
 * People and organizations of the embedded identity provider. The realm file fills it once; after that the file `stateFile` is the truth,
 * as Keycloak's database is after an import. Passwords are kept as they are: it is for development machines only.
 */
export class OidcDirectory {
  private readonly users = new Map<string, DirectoryUser>();
  private readonly organizations = new Map<string, DirectoryOrganization>();

  constructor(realm: Realm, private readonly stateFile: string) {
    const state = existsSync(stateFile) ? (JSON.parse(readFileSync(stateFile, 'utf8')) as State) : importRealm(realm);
    for (const user of state.users) this.users.set(user.id, user);
    for (const organization of state.organizations) this.organizations.set(organization.id, organization);
  }

  user(id: string): DirectoryUser | undefined {
    return this.users.get(id);
  }

  allUsers(): readonly DirectoryUser[] {
    return [...this.users.values()].filter(({ serviceAccountClientId }) => serviceAccountClientId === undefined);
  }

  serviceAccount(clientId: string): DirectoryUser | undefined {
    return [...this.users.values()].find(({ serviceAccountClientId }) => serviceAccountClientId === clientId);
  }

  /** The enabled user with that user name or e-mail address and password. */
  authenticate(login: string, password: string): DirectoryUser | undefined {
    const wanted = login.trim().toLowerCase();
    const user = this.allUsers().find(({ username, email }) => username === wanted || email?.toLowerCase() === wanted);
    const matches = sameSecret(password, user?.password ?? randomUUID());
    return user?.enabled && matches ? user : undefined;
  }

  saveUser(user: DirectoryUser): void {
    this.users.set(user.id, user);
    this.persist();
  }

  deleteUser(id: string): void {
    this.users.delete(id);
    for (const organization of this.organizations.values()) {
      this.organizations.set(organization.id, { ...organization, members: organization.members.filter((member) => member !== id) });
    }
    this.persist();
  }

  organization(id: string): DirectoryOrganization | undefined {
    return this.organizations.get(id);
  }

  allOrganizations(): readonly DirectoryOrganization[] {
    return [...this.organizations.values()];
  }

  organizationsOf(userId: string): readonly DirectoryOrganization[] {
    return this.allOrganizations().filter(({ members }) => members.includes(userId));
  }

  saveOrganization(organization: DirectoryOrganization): void {
    this.organizations.set(organization.id, organization);
    this.persist();
  }

  private persist(): void {
    const state: State = { users: [...this.users.values()], organizations: [...this.organizations.values()] };
    writeFileAtomically(this.stateFile, JSON.stringify(state, undefined, 2));
  }
}

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
const sameSecret = (given: string, kept: string): boolean => timingSafeEqual(digest(given), digest(kept));

function importRealm(realm: Realm): State {
  const users = realm.users.map(({ credentials, ...user }): DirectoryUser => {
    const password = credentials?.find(({ type }) => type === 'password')?.value;
    return { ...user, id: user.id ?? randomUUID(), createdTimestamp: Date.now(), ...(password === undefined ? {} : { password }) };
  });
  const idOf = new Map(users.map(({ username, id }) => [username, id]));
  const organizations = realm.organizations.map((organization): DirectoryOrganization => ({
    ...organization,
    members: (organization.members ?? []).flatMap(({ username }) => idOf.get(username) ?? []),
  }));
  return { users, organizations };
}
