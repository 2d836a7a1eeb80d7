import { conflict, notFound } from '#pkg/apperror';
import type { TenantId } from '#internal/kernel';
import type { DirectoryTenant, IdentityDirectory } from '../ports/identity-directory.ts';
import type { KeycloakAdminClient } from './keycloak-admin-client.ts';

/** Keycloak's OrganizationRepresentation, as far as we look at it; the rest is sent back as it came. */
interface Organization {
  readonly id: string;
  readonly alias: string;
  readonly name: string;
  readonly enabled: boolean;
  readonly attributes?: Readonly<Record<string, readonly string[]>>;
}

interface User {
  readonly id: string;
  readonly email?: string;
}

/**
 * `IdentityDirectory` on Keycloak 26's admin REST interface. The attribute `tenant_id` is the only key that survives: Keycloak gives
 * organizations ids of its own, and an alias can never be changed.
 */
export class KeycloakDirectory implements IdentityDirectory {
  constructor(private readonly admin: KeycloakAdminClient) {}

  async ensureTenant({ id, alias, name, enabled }: DirectoryTenant): Promise<void> {
    const found = await this.findOrganization(id);
    if (!found) {
      const { status } = await this.admin.call('POST', '/organizations', [201, 409], { name, alias, enabled, attributes: { tenant_id: [id] } });
      // Ours is then found by the attribute: a repeat after an answer that got lost. Anything else is another organization.
      if (status === 409 && !(await this.findOrganization(id))) throw conflict(`the identity provider has another organization named "${name}" or "${alias}"`);
      return;
    }
    if (found.name === name && found.enabled === enabled) return;
    await this.admin.call('PUT', `/organizations/${found.id}`, [204], { ...found, name, enabled });
  }

  async ensureMember(tenantId: TenantId, { email, name }: { readonly email: string; readonly name: string | null }): Promise<void> {
    const organization = await this.organizationOf(tenantId);
    const user = (await this.findUser(email)) ?? (await this.createUser(email, name));
    await this.admin.call('POST', `/organizations/${organization.id}/members`, [201, 204, 409], user.id); // 409: is a member already
  }

  async removeMember(tenantId: TenantId, email: string): Promise<void> {
    const organization = await this.findOrganization(tenantId);
    const user = organization && (await this.findUser(email));
    if (user) await this.admin.call('DELETE', `/organizations/${organization.id}/members/${user.id}`, [204, 400, 404]); // not a member: 400 or 404, by version
  }

  private async organizationOf(tenantId: TenantId): Promise<Organization> {
    const organization = await this.findOrganization(tenantId);
    if (!organization) throw notFound('organization', tenantId);
    return organization;
  }

  private async findOrganization(tenantId: TenantId): Promise<Organization | undefined> {
    const { body } = await this.admin.call('GET', `/organizations?${query({ q: `tenant_id:${tenantId}`, max: '2' })}`, [200]);
    const [found] = body as readonly Organization[];
    if (!found) return undefined;
    // Lists are brief; a PUT sends everything back, so that nothing is lost.
    return (await this.admin.call('GET', `/organizations/${found.id}`, [200])).body as Organization;
  }

  private async findUser(email: string): Promise<User | undefined> {
    const { body } = await this.admin.call('GET', `/users?${query({ email, exact: 'true', max: '2' })}`, [200]);
    return (body as readonly User[]).find((user) => user.email?.toLowerCase() === email);
  }

  /** The address counts only after its owner has confirmed it; a password the person chooses itself. */
  private async createUser(email: string, name: string | null): Promise<User> {
    const [firstName, ...rest] = (name ?? '').split(/\s+/);
    const { status } = await this.admin.call('POST', '/users', [201, 409], {
      username: email,
      email,
      ...(firstName && { firstName }),
      ...(rest.length > 0 && { lastName: rest.join(' ') }),
      enabled: true,
      emailVerified: false,
      requiredActions: ['VERIFY_EMAIL', 'UPDATE_PASSWORD'],
    });
    const user = await this.findUser(email);
    if (!user) throw conflict(`the identity provider has another user named "${email}" (${status})`);
    return user;
  }
}

const query = (parameters: Record<string, string>): string => new URLSearchParams(parameters).toString();
