import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { Type } from 'avsc';
import { openApiDocument } from '#internal/platform/http';
import { completeLease, failLease, leaseTo, renewLease } from '../domain/ticket-lease.ts';
import { beginAttempt, beginCompensation, complete, offer } from '../domain/ticket-lifecycle.ts';
import { TICKET_SCHEMA_VERSION } from '../domain/new-ticket.ts';
import { ticketEvent } from '../domain/ticket-trail.ts';
import { WEBHOOK_EVENTS } from '../domain/webhook-endpoint.ts';
import type { Ticket, TicketId } from '../domain/ticket.ts';
import { anyone, ticketOf } from '../ports/tickets.contract.ts';
import { ticketJson } from './ticket-json.ts';

const read = (file: string): Readonly<Record<string, unknown>> => JSON.parse(readFileSync(path.join(__dirname, '../../../api/events', file), 'utf8')) as Readonly<Record<string, unknown>>;
const ajv = new Ajv2020({ allErrors: true, strictTypes: false });
addFormats(ajv);
const [ticketSchema, eventSchema] = [read('ticket.schema.json'), read('ticket-event.schema.json')];
const [isTicket, isEvent] = [ajv.compile(ticketSchema), ajv.compile(eventSchema)];
const [avroTicket, avroEvent] = ['ticket.avsc', 'ticket-event.avsc'].map((file) => Type.forSchema(read(file) as never)) as [Type, Type];

const noon = new Date('2026-03-01T12:00:00.000Z');
const owner = { ...anyone(), traceparent: '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-01' };
const leased = leaseTo(offer(ticketOf(owner, { delivery: 'lease', planId: '0198c0de-0000-7000-8000-00000000000a', requiredCapabilities: ['shell'], timeoutMs: 5_000, slaDeadline: noon }), noon), { agentId: 'agent-1', leaseMs: 1_000 }, noon);
const done = completeLease(renewLease(leased, { token: 1, leaseMs: 1_000, progress: { percent: 50 } }, noon), 1, { revision: 7 }, noon);

/** Tickets of every kind, as they really come about. */
const TICKETS: readonly [string, Ticket][] = [
  ['pending', ticketOf(owner)],
  ['inline, completed with null', complete(beginAttempt(ticketOf(owner, { parameters: null }), noon), null, noon)],
  ['leased', leased],
  ['done by an agent', done],
  ['failed', failLease(leased, 1, { error: { title: 'refused' }, retryable: false }, noon)],
  ['compensating', beginCompensation(done, '0198c0de-0000-7000-8000-00000000000b' as TicketId)],
];

const JSON_TEXT = new Set(['parameters', 'output', 'error', 'progress', 'metadata', 'body']);
const isTime = (name: string): boolean => name.endsWith('_at') || name === 'deadline' || name === 'timestamp';

/** As Avro has it: times are milliseconds since 1970, and whatever may be any JSON is its text. */
function avroOf(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(avroOf);
  if (typeof value !== 'object' || value === null) return value;
  return Object.fromEntries(
    Object.entries(value).map(([name, field]: [string, unknown]) => {
      if (JSON_TEXT.has(name)) return [name, JSON.stringify(field)];
      return [name, isTime(name) && typeof field === 'string' ? Date.parse(field) : avroOf(field)];
    }),
  );
}

describe.each(TICKETS)('a ticket that is %s', (_kind, ticket) => {
  const json = JSON.parse(JSON.stringify(ticketJson(ticket, noon))) as Readonly<Record<string, unknown>>;

  test('is valid by the JSON Schema, and by the Avro schema there and back', () => {
    expect([isTicket(json), isTicket.errors]).toEqual([true, null]);
    const avro = avroOf(json);
    expect(avroTicket.fromBuffer(avroTicket.toBuffer(avro))).toEqual(avro);
  });

  test.each(WEBHOOK_EVENTS)('and so is its event %s', (type) => {
    const event = { id: '0198c0de-0000-7000-8000-00000000000c', type, timestamp: noon.toISOString(), data: { ...ticketEvent(type, ticket).data } };
    expect([isEvent(event), isEvent.errors]).toEqual([true, null]);
    expect(avroEvent.fromBuffer(avroEvent.toBuffer(avroOf(event)))).toEqual(avroOf(event));
  });
});

test('what is no ticket is refused by both', () => {
  const json = JSON.parse(JSON.stringify(ticketJson(done, noon))) as Readonly<Record<string, unknown>>;
  for (const wrong of [{ ...json, status: 'DONE' }, { ...json, attempts: 'one' }, { ...json, id: undefined }]) {
    expect(isTicket(JSON.parse(JSON.stringify(wrong)))).toBe(false);
    expect(avroTicket.isValid(avroOf(wrong))).toBe(false);
  }
});

test('the schemas are those of the API and of this version', () => {
  const { components } = openApiDocument as unknown as { readonly components: { readonly schemas: { readonly Ticket: { readonly properties: object; readonly required: readonly string[] } } } };
  const contract = components.schemas.Ticket;
  expect(Object.keys(ticketSchema['properties'] as object).sort()).toEqual(Object.keys(contract.properties).sort());
  expect([...(ticketSchema['required'] as readonly string[])].sort()).toEqual([...contract.required].sort());
  expect((ticketSchema['properties'] as { readonly schema_version: object }).schema_version).toMatchObject({ const: TICKET_SCHEMA_VERSION });
});
