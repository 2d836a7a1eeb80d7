import { randomUUID } from 'node:crypto';
import { json, type RequestHandler, Router } from 'express';
import type { DirectoryOrganization, DirectoryUser, OidcDirectory } from './oidc-directory.ts';

export interface AdminApiParts {
  readonly directory: OidcDirectory;
  /** Roles of the client `realm-management` that the bearer of a token has; undefined when the token is not valid. */
  readonly rolesOf: (token: string) => Promise<readonly string[] | undefined>;
  /** Ends all sessions of a person and tells the applications. */
  readonly signOut: (userId: string) => Promise<void>;
}

type UserInput = Partial<Pick<DirectoryUser, 'username' | 'email' | 'firstName' | 'lastName' | 'enabled' | 'emailVerified'>> & {
  readonly credentials?: readonly { readonly type: string; readonly value: string }[];
};
type OrganizationInput = Partial<Pick<DirectoryOrganization, 'name' | 'alias' | 'enabled' | 'domains' | 'attributes'>>;

const PAGE_SIZE = 100;
const NOT_FOUND = { error: 'HTTP 404 Not Found' };

/** The part of Keycloak 26's admin REST API that a directory of people and tenants needs, with its paths, shapes and statuses. */
export function oidcAdminApi({ directory, rolesOf, signOut }: AdminApiParts): Router {
  const api = Router();
  api.use(json({ strict: false, limit: '64kb' }));
  const needs = (...anyOf: readonly string[]): RequestHandler => async (request, response, next) => {
    const roles = await rolesOf(/^bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1] ?? '');
    if (roles === undefined) response.status(401).json({ error: 'HTTP 401 Unauthorized' });
    else if (!roles.some((role) => anyOf.includes(role))) response.status(403).json({ error: 'HTTP 403 Forbidden' });
    else next();
  };
  const created = (path: string, id: string): string => `${path.replace(/\/$/, '')}/${id}`;
  const urlOf = (request: Parameters<RequestHandler>[0]): string => `${request.protocol}://${request.get('host') ?? ''}${request.originalUrl.split('?')[0] ?? ''}`;

  api.get('/users', needs('view-users', 'query-users', 'manage-users'), (request, response) => {
    const query = textsOf(request.query);
    response.json(pageOf(directory.allUsers().filter((user) => matchesUser(user, query)), query).map(toUser));
  });
  api.get('/users/:id', needs('view-users', 'manage-users'), (request, response) => {
    const user = directory.user(idIn(request));
    if (user) response.json(toUser(user));
    else response.status(404).json({ error: 'User not found' });
  });
  api.post('/users', needs('manage-users'), (request, response) => {
    const { credentials, ...input } = request.body as UserInput;
    const username = (input.username ?? input.email ?? '').toLowerCase();
    if (username === '') return void response.status(400).json({ errorMessage: 'User name is missing' });
    const taken = (same: (user: DirectoryUser) => boolean) => directory.allUsers().some(same);
    if (taken((user) => user.username === username)) return void response.status(409).json({ errorMessage: 'User exists with same username' });
    if (input.email && taken(({ email }) => email?.toLowerCase() === input.email?.toLowerCase())) return void response.status(409).json({ errorMessage: 'User exists with same email' });
    const password = credentials?.find(({ type }) => type === 'password')?.value;
    const id = randomUUID();
    directory.saveUser({ ...input, id, username, enabled: input.enabled ?? false, createdTimestamp: Date.now(), ...(password === undefined ? {} : { password }) });
    response.status(201).location(created(urlOf(request), id)).end();
  });
  api.put('/users/:id', needs('manage-users'), (request, response) => {
    const user = directory.user(idIn(request));
    if (!user) return void response.status(404).json({ error: 'User not found' });
    const { credentials: _, ...input } = request.body as UserInput;
    directory.saveUser({ ...user, ...input, id: user.id });
    response.status(204).end();
  });
  api.put('/users/:id/reset-password', needs('manage-users'), (request, response) => {
    const user = directory.user(idIn(request));
    if (!user) return void response.status(404).json({ error: 'User not found' });
    directory.saveUser({ ...user, password: (request.body as { value: string }).value });
    response.status(204).end();
  });
  api.delete('/users/:id', needs('manage-users'), async (request, response) => {
    if (!directory.user(idIn(request))) return void response.status(404).json({ error: 'User not found' });
    await signOut(idIn(request));
    directory.deleteUser(idIn(request));
    response.status(204).end();
  });
  api.post('/users/:id/logout', needs('manage-users'), async (request, response) => {
    await signOut(idIn(request));
    response.status(204).end();
  });

  api.use('/organizations', needs('manage-realm', 'manage-organizations'));
  api.get('/organizations', (request, response) => {
    const query = textsOf(request.query);
    response.json(pageOf(directory.allOrganizations().filter((organization) => matchesOrganization(organization, query)), query).map(toBriefOrganization));
  });
  api.post('/organizations', (request, response) => {
    const { name = '', alias = name.toLowerCase(), ...input } = request.body as OrganizationInput;
    if (name === '' || /\s/.test(alias)) return void response.status(400).json({ error: name === '' ? 'Name can not be null' : 'Empty Space not allowed.' });
    const same = directory.allOrganizations().some((other) => other.name === name || other.alias === alias);
    if (same) return void response.status(409).json({ errorMessage: 'A organization with the same name already exists.' });
    const id = randomUUID();
    directory.saveOrganization({ enabled: true, ...input, id, name, alias, members: [] });
    response.status(201).location(created(urlOf(request), id)).end();
  });
  api.get('/organizations/members/:id/organizations', (request, response) => {
    response.json(directory.organizationsOf(idIn(request)).map(toBriefOrganization));
  });
  api.use('/organizations/:id', (request, response, next) => {
    if (directory.organization(idIn(request))) next();
    else response.status(404).json({ errorMessage: 'Organization not found.' });
  });
  const organizationIn = (request: { readonly params: Readonly<Record<string, unknown>> }) => directory.organization(idIn(request)) as DirectoryOrganization; // looked up just above
  api.get('/organizations/:id', (request, response) => void response.json(toOrganization(organizationIn(request))));
  api.put('/organizations/:id', (request, response) => {
    const [organization, input] = [organizationIn(request), request.body as OrganizationInput];
    if (input.alias !== undefined && input.alias !== organization.alias) return void response.status(400).json({ errorMessage: 'Cannot change the alias' });
    const { domains: _, ...rest } = organization; // Keycloak drops the domains that a PUT does not repeat, and keeps the attributes.
    directory.saveOrganization({ ...rest, ...input, id: organization.id, alias: organization.alias });
    response.status(204).end();
  });
  api.get('/organizations/:id/members', (request, response) => {
    const members = organizationIn(request).members.flatMap((id) => directory.user(id) ?? []);
    const query = textsOf(request.query);
    response.json(pageOf(members.filter((user) => matchesUser(user, query)), query).map(toMember));
  });
  api.get('/organizations/:id/members/:member', (request, response) => {
    const user = organizationIn(request).members.includes(request.params.member) ? directory.user(request.params.member) : undefined;
    if (user) response.json(toMember(user));
    else response.status(404).json(NOT_FOUND);
  });
  api.post('/organizations/:id/members', (request, response) => {
    const [organization, member] = [organizationIn(request), String(request.body)];
    if (!directory.user(member)) return void response.status(404).json(NOT_FOUND);
    if (organization.members.includes(member)) return void response.status(409).json({ errorMessage: 'User is already a member of the organization.' });
    directory.saveOrganization({ ...organization, members: [...organization.members, member] });
    response.status(201).location(created(urlOf(request), member)).end();
  });
  api.delete('/organizations/:id/members/:member', (request, response) => {
    const organization = organizationIn(request);
    if (!organization.members.includes(request.params.member)) return void response.status(404).json(NOT_FOUND);
    directory.saveOrganization({ ...organization, members: organization.members.filter((member) => member !== request.params.member) });
    response.status(204).end();
  });
  return api;
}

const idIn = ({ params }: { readonly params: Readonly<Record<string, unknown>> }): string => String(params['id']);

type Query = Readonly<Record<string, string>>;
const textsOf = (query: Readonly<Record<string, unknown>>): Query =>
  Object.fromEntries(Object.entries(query).filter((entry): entry is [string, string] => typeof entry[1] === 'string'));

function pageOf<Item>(items: readonly Item[], { first = '0', max = String(PAGE_SIZE) }: Query): readonly Item[] {
  return items.slice(Number(first), Number(first) + Number(max));
}

/** Keycloak's rules: without `exact` a text matches from its beginning, and anywhere in `search` when it is between asterisks. */
function matchesUser(user: DirectoryUser, query: Query): boolean {
  const texts: Readonly<Record<string, string | undefined>> = { username: user.username, email: user.email, firstName: user.firstName, lastName: user.lastName };
  const exact = query['exact'] === 'true';
  const matches = (text: string | undefined, wanted: string) => {
    const [have, want] = [text?.toLowerCase() ?? '', wanted.toLowerCase()];
    if (want.startsWith('*')) return have.includes(want.replaceAll('*', ''));
    return exact ? have === want : have.startsWith(want.replaceAll('*', ''));
  };
  const { search } = query;
  if (search !== undefined && !Object.values(texts).some((text) => matches(text, search))) return false;
  return Object.entries(texts).every(([name, text]) => query[name] === undefined || matches(text, query[name]));
}

function matchesOrganization({ name, alias, domains, attributes }: DirectoryOrganization, { search, exact, q }: Query): boolean {
  const wanted = search?.toLowerCase() ?? '';
  const texts = [name, alias, ...(domains ?? []).map((domain) => domain.name)].map((text) => text.toLowerCase());
  if (!texts.some((text) => (exact === 'true' ? text === wanted : text.includes(wanted)))) return false;
  return (q ?? '').split(' ').filter(Boolean).every((condition) => {
    const [key = '', value = ''] = condition.split(/:(.*)/s);
    return attributes?.[key]?.includes(value) ?? false;
  });
}

const toUser = ({ id, username, email, emailVerified, firstName, lastName, enabled, createdTimestamp }: DirectoryUser) =>
  ({ id, username, firstName, lastName, email, emailVerified: emailVerified ?? false, enabled, createdTimestamp, requiredActions: [] });
const toMember = (user: DirectoryUser) => ({ ...toUser(user), membershipType: 'UNMANAGED' });
const toBriefOrganization = ({ id, name, alias, enabled, domains }: DirectoryOrganization) => ({ id, name, alias, enabled, domains });
const toOrganization = (organization: DirectoryOrganization) => ({ ...toBriefOrganization(organization), attributes: organization.attributes ?? {} });
