import { BinaryReader, BinaryWriter } from '@bufbuild/protobuf/wire';
import type { Payload } from '@temporalio/common';

const LENGTH_DELIMITED = 2;
const METADATA = 1;
const DATA = 2;
const KEY = 1;
const VALUE = 2;
const tag = (field: number): number => (field << 3) | LENGTH_DELIMITED;

/** A payload as the bytes of `temporal.api.common.v1.Payload`: `map<string, bytes> metadata = 1; bytes data = 2`. */
export function payloadBytes({ metadata, data }: Payload): Uint8Array {
  const writer = new BinaryWriter();
  for (const [key, value] of Object.entries(metadata ?? {})) {
    writer.uint32(tag(METADATA)).fork().uint32(tag(KEY)).string(key).uint32(tag(VALUE)).bytes(value).join();
  }
  if (data) writer.uint32(tag(DATA)).bytes(data);
  return writer.finish();
}

/** The payload of such bytes; fields that it does not know are skipped. */
export function payloadFromBytes(bytes: Uint8Array): Payload {
  const metadata: Record<string, Uint8Array> = {};
  let data: Uint8Array | undefined;
  readFields(new BinaryReader(bytes), {
    [METADATA]: (reader) => {
      let key = '';
      let value: Uint8Array = new Uint8Array();
      readFields(new BinaryReader(reader.bytes()), { [KEY]: (entry) => { key = entry.string(); }, [VALUE]: (entry) => { value = entry.bytes(); } });
      metadata[key] = value;
    },
    [DATA]: (reader) => { data = reader.bytes(); },
  });
  return { metadata, ...(data && { data }) };
}

function readFields(reader: BinaryReader, fields: Readonly<Record<number, (reader: BinaryReader) => void>>): void {
  while (reader.pos < reader.len) {
    const [field, type] = reader.tag();
    const read = fields[field];
    if (read) read(reader);
    else reader.skip(type);
  }
}
