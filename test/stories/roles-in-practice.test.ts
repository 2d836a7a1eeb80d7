import { v7 as uuidv7 } from 'uuid';
import { CALLERS, type Caller, KEY_SCOPE, roleMatrix, type Verdict } from '../architecture/role-matrix.ts';
import type { ProductClient } from '../support/product-client.ts';
import { useProduct } from '../support/product-suite.ts';
import { operationOf } from './contract-walk.ts';

const PEOPLE = { viewer: 'victor', responder: 'rita', operator: 'oscar', admin: 'ana', 'platform-admin': 'root' } as const;

describe('every operation asks every caller for its permission', () => {
  const suite = useProduct();
  const clients = new Map<Caller, ProductClient>();

  beforeAll(async () => {
    const { product } = suite;
    const { secret } = (await (await product.as('ana')).call('createApiKey', { body: { name: 'narrow', scopes: [KEY_SCOPE] } })).body;
    clients.set('anonymous', product.anonymous).set('api-key', product.bearer(secret));
    for (const [caller, person] of Object.entries(PEOPLE)) clients.set(caller as Caller, await product.as(person));
  });

  /** Sends nothing that could have an effect: no body, no precondition, ids of nothing. */
  async function answered(caller: Caller, { operation }: { readonly operation: Parameters<typeof operationOf>[0] }): Promise<Verdict> {
    const path = Object.fromEntries(operationOf(operation).parameters.filter((each) => each.in === 'path').map(({ name }) => [name, name === 'version' || name === 'routingVersion' ? 1 : uuidv7()]));
    const { status, headers, body } = await clients.get(caller)!.send(operation, { path });
    if (status !== 401 && status !== 403) return 'allowed';
    const said = {
      problem: { code: status === 401 ? 'unauthenticated' : 'forbidden' },
      prometheus: { status: 'error', errorType: status === 401 ? 'unauthorized' : 'forbidden' },
      alertmanager: { code: status },
      pagerduty: { status: 'invalid event' },
      text: expect.stringMatching(status === 401 ? /^authentication required\n$/ : /^this needs the permission [\w:-]+\n$/) as string,
      'rpc-status': { code: status === 401 ? 16 : 7 },
    };
    expect({ body }).toMatchObject({ body: said[operationOf(operation).errors] });
    expect(headers.has('www-authenticate')).toBe(status === 401);
    return status;
  }

  test.each(CALLERS)('%s', async (caller) => {
    const rows = roleMatrix();
    const seen: [string, Verdict][] = [];
    for (const row of rows) seen.push([row.operation, await answered(caller, row)]);
    expect(seen).toEqual(rows.map(({ operation, verdicts }) => [operation, verdicts[caller]]));
  });

  test('a forged, an empty and an unknown credential open nothing but health', async () => {
    for (const token of ['', 'x', 'orx_test_0000000000000000_forged', 'eyJhbGciOiJub25lIn0.eyJzdWIiOiJhbmEifQ.']) {
      const stranger = suite.product.bearer(token);
      for (const { operation, permission } of roleMatrix().filter(({ method }) => method === 'GET')) {
        const path = Object.fromEntries(operationOf(operation).parameters.filter((each) => each.in === 'path').map(({ name }) => [name, uuidv7()]));
        const { status } = await stranger.send(operation, { path });
        expect([operation, token, status === 401]).toEqual([operation, token, permission !== 'public']);
      }
    }
  });
});
