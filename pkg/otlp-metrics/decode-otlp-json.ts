import { type Field, Type } from 'protobufjs';
import { ExportRequest } from './otlp-definition.ts';
import { type MessageBudget, OtlpError } from './otlp-error.ts';
import type { OtlpRequest } from './otlp-messages.ts';

type JsonObject = Readonly<Record<string, unknown>>;

/**
 * Reads OTLP/JSON (https://opentelemetry.io/docs/specs/otlp/#json-protobuf-encoding): the names of fields in lowerCamelCase, 64-bit numbers as texts or
 * numbers, enumerations as numbers, trace and span ids in hexadecimal; unknown fields are passed over. Throws OtlpError with a JSON pointer.
 */
export function decodeOtlpJson(body: Uint8Array, budget: MessageBudget): OtlpRequest {
  let json: unknown;
  try {
    json = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(body));
  } catch (error) {
    throw new OtlpError('malformed', `the body is not JSON: ${error instanceof Error ? error.message : String(error)}`);
  }
  return readMessage(ExportRequest, json, '', budget, 0) as unknown as OtlpRequest;
}

function readMessage(type: Type, json: unknown, pointer: string, budget: MessageBudget, depth: number): Record<string, unknown> {
  budget.take(depth, pointer);
  if (typeof json !== 'object' || json === null || Array.isArray(json)) throw wrong(pointer, 'an object');
  const message: Record<string, unknown> = {};
  for (const field of type.fieldsArray) {
    const value = Object.hasOwn(json, field.name) ? (json as JsonObject)[field.name] : undefined;
    const at = `${pointer}/${field.name}`;
    if (field.repeated) message[field.name] = readList(field, value ?? [], at, budget, depth);
    else if (value !== undefined && value !== null) message[field.name] = readValue(field, value, at, budget, depth);
  }
  return message;
}

function readList(field: Field, json: unknown, pointer: string, budget: MessageBudget, depth: number): unknown[] {
  if (!Array.isArray(json)) throw wrong(pointer, 'a list');
  return json.map((item: unknown, index) => readValue(field, item, `${pointer}/${index}`, budget, depth));
}

function readValue(field: Field, json: unknown, pointer: string, budget: MessageBudget, depth: number): unknown {
  if (field.resolvedType instanceof Type) return readMessage(field.resolvedType, json, pointer, budget, depth + 1);
  switch (field.type) {
    case 'string': return typeof json === 'string' && json.isWellFormed() ? json : fail(pointer, 'a text');
    case 'bool': return typeof json === 'boolean' ? json : fail(pointer, 'true or false');
    case 'double': return readDouble(json, pointer);
    case 'bytes': return readBytes(field.name, json, pointer);
    case 'fixed64': case 'uint64': return readWhole(json, pointer, 0n, 2n ** 64n - 1n);
    case 'sfixed64': case 'int64': return readWhole(json, pointer, -(2n ** 63n), 2n ** 63n - 1n);
    case 'uint32': return Number(readWhole(json, pointer, 0n, 2n ** 32n - 1n));
    default: return Number(readWhole(json, pointer, -(2n ** 31n), 2n ** 31n - 1n)); // sint32 and enumerations
  }
}

function readDouble(json: unknown, pointer: string): number {
  if (typeof json === 'number') return json;
  const isNumber = typeof json === 'string' && (/^(NaN|-?Infinity)$/.test(json) || (json.trim() !== '' && Number.isFinite(Number(json))));
  return isNumber ? Number(json) : fail(pointer, 'a number');
}

function readWhole(json: unknown, pointer: string, least: bigint, most: bigint): string {
  const isWhole = typeof json === 'number' ? Number.isInteger(json) : typeof json === 'string' && /^-?\d{1,20}$/.test(json);
  if (!isWhole) throw wrong(pointer, 'a whole number');
  const value = BigInt(json as string | number);
  if (value < least || value > most) throw wrong(pointer, `a whole number from ${String(least)} to ${String(most)}`);
  return String(value);
}

function readBytes(name: string, json: unknown, pointer: string): Buffer {
  const isId = name === 'traceId' || name === 'spanId';
  if (typeof json !== 'string' || (isId && !/^([0-9a-f]{2})*$/i.test(json))) throw wrong(pointer, isId ? 'an id in hexadecimal' : 'bytes in base64');
  return Buffer.from(json, isId ? 'hex' : 'base64');
}

const wrong = (pointer: string, wanted: string): OtlpError => new OtlpError('malformed', `${pointer === '' ? 'the body' : pointer} is not ${wanted}`, pointer === '' ? 'body' : pointer);

function fail(pointer: string, wanted: string): never {
  throw wrong(pointer, wanted);
}
