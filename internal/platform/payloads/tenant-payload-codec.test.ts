import { randomBytes } from 'node:crypto';
import { defaultPayloadConverter, type Payload } from '@temporalio/common';
import fc from 'fast-check';
import { asTenantId } from '#internal/kernel';
import { InMemoryPayloadClaims } from './fakes/in-memory-payload-claims.ts';
import { PayloadKeys } from './payload-keys.ts';
import { CLAIM_ABOVE_BYTES, TenantPayloadCodec } from './tenant-payload-codec.ts';
import { WorkflowOwners } from './workflow-owners.ts';

const [acme, globex] = ['00000000-0000-7000-8000-00000000000a', '00000000-0000-7000-8000-00000000000b'].map(asTenantId) as [ReturnType<typeof asTenantId>, ReturnType<typeof asTenantId>];
const key = (id: string, fill: number): string => `${id}:${Buffer.alloc(32, fill).toString('base64')}`;
const claims = new InMemoryPayloadClaims();
const owners = new WorkflowOwners({ 'automation:execution:': async (id) => ({ a: acme, b: globex })[id] });
const codecWith = (keys: string) => new TenantPayloadCodec({ keys: PayloadKeys.parse(keys), owners, claims });
const codec = codecWith(key('k1', 1));
const json = (value: unknown): Payload => defaultPayloadConverter.toPayload(value);
const value = (payload: Payload | undefined): unknown => defaultPayloadConverter.fromPayload(payload ?? {});
const ofAcme = { type: 'workflow', namespace: 'default', workflowId: 'automation:execution:a' } as const;
const encoded = async (payload: Payload, from = codec): Promise<Payload> => (await from.encode([payload], ofAcme))[0] ?? {};
const noise = (bytes: number): string => randomBytes(bytes).toString('base64');

describe('payloads of a tenant', () => {
  test('come back as they were, whatever they hold', async () => {
    await fc.assert(fc.asyncProperty(fc.jsonValue(), async (given) => {
      const [decoded] = await codec.decode([await encoded(json(given))]);
      expect(JSON.stringify(value(decoded))).toBe(JSON.stringify(given));
    }));
  });

  test('cannot be read on the way, and never look the same twice', async () => {
    const [first, second] = [await encoded(json('a secret text')), await encoded(json('a secret text'))];
    expect(Buffer.from(first.data ?? []).toString('latin1')).not.toContain('secret');
    expect(Buffer.from(first.data ?? [])).not.toEqual(Buffer.from(second.data ?? []));
  });

  test('do not open for a payload that says it is of another tenant', async () => {
    const payload = await encoded(json('a secret text'));
    const forged = { ...payload, metadata: { ...payload.metadata, 'orchestrix-tenant': Buffer.from(globex) } };
    await expect(codec.decode([forged])).rejects.toMatchObject({ code: 'invalid' });
  });

  test('a changed byte is noticed', async () => {
    const payload = await encoded(json('a secret text'));
    const data = Buffer.from(payload.data ?? []);
    data.writeUInt8(data.readUInt8(data.length - 1) ^ 1, data.length - 1);
    await expect(codec.decode([{ ...payload, data }])).rejects.toMatchObject({ code: 'invalid' });
  });

  test('large ones are stored once, and the history holds a reference', async () => {
    const large = json({ log: noise(2 * CLAIM_ABOVE_BYTES) });
    const before = claims.contents.size;
    const [first, again] = [await encoded(large), await encoded(large)];
    expect(first.data?.length).toBeLessThan(200);
    expect(again).toEqual(first);
    expect(claims.contents.size).toBe(before + 1);
    expect(value((await codec.decode([first]))[0])).toEqual(value(large));
  });

  test('large but repetitive ones are compressed and stay', async () => {
    const payload = await encoded(json({ log: 'all is well\n'.repeat(CLAIM_ABOVE_BYTES) }));
    expect(Buffer.from(payload.metadata?.['encoding'] ?? []).toString()).toBe('binary/orchestrix-sealed-2');
    expect(payload.data?.length).toBeLessThan(CLAIM_ABOVE_BYTES);
  });

  test('a reference whose content is gone says so', async () => {
    const reference = await encoded(json(noise(2 * CLAIM_ABOVE_BYTES)));
    claims.contents.clear();
    await expect(codec.decode([reference])).rejects.toMatchObject({ code: 'not_found' });
  });
});

describe('keys rotate', () => {
  test('a new key in front encrypts, and the old one still opens what it sealed', async () => {
    const old = await encoded(json('before'));
    const rotated = codecWith(`${key('k2', 2)}, ${key('k1', 1)}`);
    const fresh = await encoded(json('after'), rotated);
    expect(Buffer.from(fresh.metadata?.['orchestrix-key'] ?? []).toString()).toBe('k2');
    expect((await rotated.decode([old, fresh])).map(value)).toEqual(['before', 'after']);
    await expect(codec.decode([fresh])).rejects.toMatchObject({ message: 'the payload key k2 is not configured' });
  });

  test.each([['', 'names no key'], ['k1:short', '32 bytes'], [`${key('k', 1)},${key('k', 2)}`, 'twice'], [`:${Buffer.alloc(32).toString('base64')}`, 'id:key']])('refuses %j', (text, reason) => {
    expect(() => PayloadKeys.parse(text)).toThrow(reason);
  });
});

describe('what is not of a tenant', () => {
  test('stays plain, and plain payloads are read as they are', async () => {
    const payload = json('hello');
    expect(await codec.encode([payload], { workflowId: 'temporal-sys-scheduler:x' })).toEqual([payload]);
    expect(await codec.encode([payload])).toEqual([payload]);
    expect(await codec.decode([payload])).toEqual([payload]);
  });
});

describe('for the Web UI', () => {
  test('a tenant reads its own payloads only', async () => {
    const payloads = [await encoded(json('mine')), json('plain')];
    expect((await codec.decodeFor(acme, payloads)).map(value)).toEqual(['mine', 'plain']);
    expect(await codec.decodeFor(globex, payloads)).toEqual(payloads);
  });

  test('what cannot be read any more is shown as it is', async () => {
    const reference = await encoded(json(noise(2 * CLAIM_ABOVE_BYTES)));
    claims.contents.clear();
    expect(await codec.decodeFor(acme, [reference])).toEqual([reference]);
  });

  test('what a member writes is sealed for the tenant', async () => {
    const [sealed] = await codec.encodeFor(acme, [json('from the UI')]);
    expect(value((await codec.decode([sealed ?? {}]))[0])).toBe('from the UI');
  });
});
