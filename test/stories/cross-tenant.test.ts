import { randomBytes } from 'node:crypto';
import { v7 as uuidv7 } from 'uuid';
import type { OperationId } from '#internal/platform/http';
import { useTestPool } from '#test/support';
import { OPERATIONS, type ProductClient } from '../support/product-client.ts';
import { definitionOf, labelIs, oneOfEverything, policyFor, post } from '../support/product-entities.ts';
import { useSampleService } from '../support/product-service.ts';
import { useProduct } from '../support/product-suite.ts';
import { type IdPlace, idPlaces, operationOf, requestWith } from './contract-walk.ts';
import { type Asked, changedTables, differenceToNothing, leakedTexts, tenantDigests } from './cross-tenant-leaks.ts';

type Ids = Readonly<Record<string, string>>;

/** In every answer of globex and in no other. */
const CANARY = `canary-${randomBytes(6).toString('hex')}`;
/** Path parameters that are no ids: numbers that count from 1 in every tenant, names that each tenant gives, and names that all tenants know. */
const NO_IDS = ['version', 'routingVersion', 'secretName', 'policyName', 'actionName', 'name', 'labelName', 'urgency'];

/** Like the given id, but of nothing. */
const nobodys = (id: string): string => (/^[0-9a-f]+$/.test(id) ? randomBytes(id.length / 2).toString('hex') : uuidv7());

describe('a tenant asks for what belongs to another', () => {
  const suite = useProduct();
  const outside = useSampleService();
  const admin = useTestPool('admin', 2, suite.urls);
  let ana: ProductClient;
  let [acme, globex]: Ids[] = [{}, {}];
  let secrets: string[] = [];
  let places: IdPlace[] = [];
  let before: ReadonlyMap<string, string>;

  beforeAll(async () => {
    ana = await suite.product.as('ana');
    const bob = await suite.product.as('bob');
    const { service } = outside;
    [acme, globex] = await Promise.all([
      oneOfEverything(ana, { mark: 'acme-things', serviceUrl: service.url }),
      oneOfEverything(bob, { mark: CANARY, serviceUrl: service.url }),
    ]);
    await suite.product.stopWorker();
    secrets = [CANARY, ...Object.values(globex).filter((id) => id.length >= 16)];
    // Who calls a public operation is nobody of acme: a signature, or nothing, says who it is.
    places = idPlaces(globex).filter(({ name, operation }) => !NO_IDS.includes(name) && operationOf(operation).permission !== 'public');
    before = await tenantDigests(admin, globex.tenant_id!);
  }, 90_000);

  /** Valid bodies of operations that take an id. An operation that is missing here is answered 400, which no test below accepts. */
  const bodies = (): Partial<Record<OperationId, object>> => ({
    updateAlertRule: { name: 'taken over', matchers: [labelIs('alertname', 'x')] },
    createAlertRule: { kind: 'promql', name: 'taken over', expr: 'vector(1)' },
    backtestAlertRule: { start: new Date(0).toISOString(), end: new Date(0).toISOString() },
    updateRuleGroup: { namespace: 'taken', name: 'over', rules: [] },
    updateSilence: { matchers: [{ name: 'a', op: '=', value: 'b' }], duration_seconds: 60 },
    silenceAlert: { duration_seconds: 60 },
    updateMaintenanceWindow: { name: 'taken over', matchers: [{ name: 'a', op: '=', value: 'b' }], ends_at: '2099-01-01T00:00:00Z' },
    updateTenant: { name: 'taken over' },
    updateMember: { role: 'viewer' },
    updateWorkflow: { name: 'taken over', definition: definitionOf('taken-over', [post('call', `${outside.service.url}/taken-over`)]) },
    saveWorkflowDraft: { name: 'taken over', definition: definitionOf('taken-over', [post('call', `${outside.service.url}/taken-over`)]) },
    dryRunWorkflow: {},
    executeWorkflow: {},
    createRemediationPolicy: policyFor('taken-over', acme!.workflow_id!, outside.service.url),
    updateRemediationPolicy: policyFor('taken-over', acme!.workflow_id!, outside.service.url),
    heartbeatAgent: { generation: 1, telemetry: { cpu: 0, memory: 0, in_flight: 0 } },
    approveRemediation: {},
    updateTicketStatus: { status: 'CANCELLED', reason: 'taken over' },
    heartbeatTicket: { lease_token: 1 },
    completeTicket: { lease_token: 1, output: 'taken over' },
    failTicket: { lease_token: 1, error: 'taken over', retryable: false },
    createTicketToken: { agent_id: 'taken-over' },
    verifyContactMethod: { code: '000000' },
    updateReceiver: { name: 'taken over', integrations: [] },
    testReceiver: {},
    updateWebhookEndpoint: { url: `${outside.service.url}/taken-over`, event_types: ['tickets.ticket.failed'] },
    rejectRemediation: {},
    approveApproval: {},
    rerunExecution: { from: '/do/0/repair' },
    rejectApproval: {},
    pauseWorkflowSchedule: { note: 'taken over' },
    resumeWorkflowSchedule: { note: 'taken over' },
    triggerWorkflowSchedule: {},
    backfillWorkflowSchedule: { from: new Date().toISOString(), to: new Date().toISOString() },
    updateIntegration: { name: 'taken over', kind: 'generic', mapping: { labels: { alertname: '.check' } } },
    previewIntegrationEvents: {},
    updateHeartbeat: { name: 'taken over', interval_seconds: 60 },
    receiveIntegrationEvents: {},
    replanPlan: { name: 'taken over', tasks: [{ task_id: 'taken-over', task_type: 'EXECUTE' }] },
  });

  async function ask(place: IdPlace, id: string): Promise<Asked> {
    const answer = await ana.send(place.operation, requestWith(place, id, { own: acme!, body: bodies()[place.operation] }));
    return { id, answer };
  }

  /** What is said about ids of nobody: a thing is not there, a tenant is refused like a forged token, a filter finds nothing. */
  const expectedStatus = ({ operation, in: where }: IdPlace): number[] => {
    if (where === 'header') return [401];
    if (operationOf(operation).permission.startsWith('tenants:')) return [403]; // only platform administrators learn anything
    return where === 'path' ? [404] : where === 'body' ? [404, 422] : [200];
  };

  test('everything that has an id was made for both tenants', () => {
    expect(places.filter(({ name }) => globex![name] === undefined)).toEqual([]);
    expect(places.length).toBeGreaterThan(60);
    expect(Object.keys(globex!).filter((name) => acme![name] === globex![name])).toEqual(['version', 'routingVersion']);
  });

  test('and is told, by every operation, what it would be told about a thing that nobody has', async () => {
    const findings: string[] = [];
    for (const place of places) {
      const theirs = globex![place.name]!;
      const foreign = await ask(place, theirs);
      const random = await ask(place, nobodys(theirs));
      const found = [
        differenceToNothing(foreign, random),
        expectedStatus(place).includes(foreign.answer.status) ? undefined : `status ${foreign.answer.status}: ${JSON.stringify(foreign.answer.body)}`,
        ...leakedTexts(foreign.answer, secrets, theirs).map((text) => `says ${text}`),
      ];
      findings.push(...found.filter((each) => each !== undefined).map((each) => `${place.operation} ${place.in} ${place.name}: ${each}`));
    }
    expect(findings).toEqual([]);
  }, 60_000);

  test('and finds nothing of it in lists, exports or pages', async () => {
    const bob = await suite.product.as('bob');
    const findings: string[] = [];
    for (const [operation, { method, template }] of OPERATIONS) {
      if (method !== 'GET' || template.includes('{')) continue;
      const all = await ana.send(operation);
      findings.push(...leakedTexts(all, secrets, '').map((text) => `${operation} says ${text}`));

      const { body } = await bob.send(operation, { query: { limit: 1 } });
      const cursor = typeof body === 'object' && body !== null && 'next_cursor' in body ? body.next_cursor : null;
      if (typeof cursor !== 'string') continue;
      const page = await ana.send(operation, { query: { limit: 1, cursor } });
      findings.push(...leakedTexts(page, secrets, cursor).map((text) => `${operation} says ${text} after another tenant's cursor`));
    }
    expect(findings).toEqual([]);
  });

  test('and has changed nothing of it', async () => {
    const after = await tenantDigests(admin, globex!.tenant_id!);
    expect([...before].filter(([, digest]) => !digest.startsWith('0 ')).length).toBeGreaterThan(10);
    expect(changedTables(before, after)).toEqual([]);
  });

  describe('the checks of this story', () => {
    const asked = (id: string, status: number, body: object): Asked => ({ id, answer: { status, headers: new Headers(), body } });
    const [theirs, random] = [uuidv7(), uuidv7()];

    test('see a thing that is shown, a thing that is forbidden instead of missing, and a message that says more', () => {
      const nothing = asked(random, 404, { detail: `there is no alert ${random}`, instance: random, correlation_id: 'a' });
      expect(differenceToNothing(asked(theirs, 404, { detail: `there is no alert ${theirs}`, instance: theirs, correlation_id: 'b' }), nothing)).toBeUndefined();
      expect(differenceToNothing(asked(theirs, 200, { id: theirs }), nothing)).toContain('200');
      expect(differenceToNothing(asked(theirs, 403, { detail: `there is no alert ${theirs}` }), nothing)).toContain('403');
      expect(differenceToNothing(asked(theirs, 404, { detail: `alert ${theirs} is not yours` }), nothing)).toContain('not yours');
    });

    test('see a text of the other tenant in a body and in a header', () => {
      expect(leakedTexts({ status: 200, headers: new Headers(), body: { items: [{ name: `x${CANARY}` }] } }, [CANARY], theirs)).toEqual([CANARY]);
      expect(leakedTexts({ status: 404, headers: new Headers({ link: CANARY }), body: {} }, [CANARY], theirs)).toEqual([CANARY]);
      expect(leakedTexts({ status: 404, headers: new Headers(), body: { detail: theirs } }, [theirs], theirs)).toEqual([]);
    });

    test('see one changed row in any table that has tenants', async () => {
      const now = await tenantDigests(admin, globex!.tenant_id!);
      await admin.query("UPDATE alerting.alerts SET annotations = '{}' WHERE tenant_id = $1 AND id = $2", [globex!.tenant_id, globex!.alertId]);
      await admin.query('DELETE FROM auth.api_keys WHERE tenant_id = $1', [globex!.tenant_id]);
      expect(changedTables(now, await tenantDigests(admin, globex!.tenant_id!))).toEqual(['alerting.alerts', 'auth.api_keys']);
    });

    test('see a handler that looks things up by their id alone', async () => {
      const bob = await suite.product.as('bob');
      const leaky: ProductClient = { ...ana, send: (operation, parts) => bob.send(operation, parts) }; // as if tenants did not matter
      const [foreign, nothing] = await Promise.all([globex!.alertId!, random].map(async (id) => ({ id, answer: await leaky.send('getAlert', { path: { alertId: id } }) })));
      expect(differenceToNothing(foreign!, nothing!)).toContain('200');
      expect(leakedTexts(foreign!.answer, secrets, globex!.alertId!)).toContain(CANARY);
    });
  });
});
