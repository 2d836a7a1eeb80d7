import type { OperationId } from '#internal/platform/http';
import { openApiDocument } from '#internal/platform/http';
import { OPERATIONS } from '../support/product-client.ts';
import { oneOfEverything } from '../support/product-entities.ts';
import { useSampleService } from '../support/product-service.ts';
import { useProduct } from '../support/product-suite.ts';
import { operationOf } from './contract-walk.ts';

type Bodies = Readonly<Record<string, { readonly example?: unknown }>>;

/** Examples that meet a thing in the wrong state, or somebody who may not: what is answered instead of success, and why. */
const REFUSED: Partial<Record<OperationId, readonly [status: number, why: string]>> = {
  createTenant: [403, 'is for platform administrators'],
  updateTenant: [403, 'is for platform administrators'],
  rerunExecution: [422, 'the execution has no task of that path'],
  approveRemediation: [409, 'it has ended'],
  rejectRemediation: [409, 'it has ended'],
  rejectApproval: [409, 'it was approved by the example before'],
  pauseWorkflowSchedule: [404, 'the workflow has no schedule'],
  resumeWorkflowSchedule: [404, 'the workflow has no schedule'],
  triggerWorkflowSchedule: [404, 'the workflow has no schedule'],
  backfillWorkflowSchedule: [404, 'the workflow has no schedule'],
  putPolicy: [422, 'needs the compiler of policies'],
  enqueuePagerdutyEvent: [400, 'the routing key is nobody’s'],
  receivePipelineWebhook: [401, 'has to be signed'],
  updateTicketStatus: [409, 'it has ended'],
  importRuleGroups: [400, 'names the namespace in its query'],
  createContactMethod: [503, 'needs a mail server'],
  verifyContactMethod: [422, 'needs the code that was sent'],
  retryTicket: [409, 'it has not failed'],
  heartbeatTicket: [409, 'nobody has leased it'],
  completeTicket: [409, 'nobody has leased it'],
  failTicket: [409, 'nobody has leased it'],
  createTicketToken: [409, 'it has ended'],
};

describe('what the documentation of the API offers to try', () => {
  const suite = useProduct();
  const outside = useSampleService();

  test('works as it stands, but for ids', async () => {
    const ana = await suite.product.as('ana');
    const own = await oneOfEverything(ana, { mark: 'example', serviceUrl: outside.service.url });
    const seen: [string, string, number][] = [];
    const expected: [string, string, number][] = [];
    for (const [operation, { method, template }] of OPERATIONS) {
      const { requestBody } = (openApiDocument.paths as Record<string, Record<string, { requestBody?: { content: Bodies } }>>)[template]![method.toLowerCase()]!;
      const { parameters } = operationOf(operation);
      const path = Object.fromEntries(parameters.filter((each) => each.in === 'path').map(({ name }) => [name, name === 'actionName' ? 'http-probe' : name === 'policyName' ? 'weekends' : name === 'urgency' ? 'high' : own[name]]));
      const needed = parameters.filter((each) => each.in === 'header').map(({ name }) => name);
      const signed = { 'X-Webhook-Timestamp': '1', 'X-Webhook-Signature': `sha256=${'0'.repeat(64)}`, 'X-Tenant-Id': own['tenant_id']! };
      for (const [type, { example }] of Object.entries(requestBody?.content ?? {})) {
        if (example === undefined) continue; // bytes
        const headers = { 'content-type': type, ...(needed.includes('If-Match') && { 'If-Match': '*' }), ...(needed.includes('X-Webhook-Signature') && signed) };
        const body = type === 'application/x-www-form-urlencoded' ? new URLSearchParams(example as Record<string, string>).toString() : typeof example === 'string' ? example : JSON.stringify(example, (name, value: unknown) => (typeof value === 'string' && value.startsWith('0198c0de-') ? own[name] : value));
        const { status } = await ana.send(operation, { path, headers, body });
        seen.push([operation, type, status < 300 ? 200 : status]);
        expected.push([operation, type, REFUSED[operation]?.[0] ?? 200]);
      }
    }
    expect(seen).toEqual(expected);
    expect(seen.length).toBeGreaterThan(45);
  }, 120_000);
});
