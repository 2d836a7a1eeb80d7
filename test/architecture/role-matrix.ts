import type { API_KEY_SCOPES} from '#internal/auth';
import { isPermission, PERMISSIONS, ROLES } from '#internal/auth';
import { openApiDocument, type OperationId } from '#internal/platform/http';

/** Whoever may stand before the API. The key has one scope, so that it shows what keys are refused for want of one. */
export const CALLERS = ['anonymous', 'viewer', 'responder', 'operator', 'admin', 'platform-admin', 'api-key'] as const;
export type Caller = (typeof CALLERS)[number];

/** The one scope of the caller `api-key`. */
export const KEY_SCOPE = 'tickets:read' satisfies (typeof API_KEY_SCOPES)[number];

/** What is answered before anything else is looked at. */
export type Verdict = 'allowed' | 401 | 403;

export interface MatrixRow {
  readonly operation: OperationId;
  readonly method: string;
  readonly path: string;
  readonly context: string;
  readonly permission: string;
  readonly verdicts: Readonly<Record<Caller, Verdict>>;
}

interface DocumentedOperation {
  readonly operationId: OperationId;
  readonly tags: readonly string[];
  readonly 'x-permission': string;
}

/** What the permission list says about a caller; written out once more, and not taken from the code that decides. */
export function verdict(permission: string, caller: Caller): Verdict {
  if (permission === 'public') return 'allowed';
  if (caller === 'anonymous') return 401;
  if (!isPermission(permission)) return 403;
  const needed = PERMISSIONS[permission];
  if (needed === 'signed-in') return 'allowed';
  if (caller === 'api-key') return permission === KEY_SCOPE ? 'allowed' : 403;
  if (needed === 'platform-admin' || caller === 'platform-admin') return needed === caller ? 'allowed' : 403;
  return ROLES.indexOf(caller) >= ROLES.indexOf(needed) ? 'allowed' : 403;
}

/** One row per operation of the contract, by context and path. */
export function roleMatrix(): MatrixRow[] {
  const rows = Object.entries(openApiDocument.paths).flatMap(([path, item]) =>
    Object.entries(item as Readonly<Record<string, DocumentedOperation>>)
      .filter(([, operation]) => typeof operation.operationId === 'string')
      .map(([method, { operationId, tags, 'x-permission': permission }]): MatrixRow => ({
        operation: operationId,
        method: method.toUpperCase(),
        path,
        context: tags[0] ?? '',
        permission,
        verdicts: Object.fromEntries(CALLERS.map((caller) => [caller, verdict(permission, caller)])) as Record<Caller, Verdict>,
      })),
  );
  return rows.sort((a, b) => a.context.localeCompare(b.context) || a.path.localeCompare(b.path) || a.method.localeCompare(b.method));
}

const cell = (said: Verdict): string => (said === 'allowed' ? 'yes' : String(said));

/** The matrix as a page for people: `docs/permissions.md`. */
export function permissionsPage(): string {
  const header = ['operation', '', 'permission', ...CALLERS];
  const line = (cells: readonly string[]): string => `| ${cells.join(' | ')} |`;
  const contexts = Map.groupBy(roleMatrix(), ({ context }) => context);
  const sections = [...contexts].map(([context, rows]) =>
    [
      `## ${context}`,
      line(header),
      line(header.map(() => '---')),
      ...rows.map(({ operation, method, path, permission, verdicts }) => line([operation, `\`${method} ${path}\``, permission, ...CALLERS.map((caller) => cell(verdicts[caller]))])),
      '',
    ].join('\n'),
  );
  return [
    '<!-- Generated from the contract and the permission list by scripts/generate-permissions.mjs. Do not edit. -->',
    '# Who may do what',
    '',
    'Every operation needs one permission, which the contract declares as `x-permission` and one place of the HTTP platform checks. People have permissions by',
    'their role in a tenant (each includes the ones before it), API keys by their scopes. `yes` gets past this check, 401 is answered without a valid',
    `credential, 403 without the permission. The column \`api-key\` stands for a key whose only scope is \`${KEY_SCOPE}\`. The story \`test/stories/roles-in-practice.test.ts\``,
    'asks the running API every question of these tables.',
    '',
    ...sections,
  ].join('\n');
}
