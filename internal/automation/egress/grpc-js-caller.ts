import { Client, credentials, Metadata, status as codes, type ChannelCredentials, type ServiceError } from '@grpc/grpc-js';
import { fromJSON, type MethodDefinition } from '@grpc/proto-loader';
import { isIP } from 'node:net';
import { createSecureContext } from 'node:tls';
import { common, parse, Root, type Service } from 'protobufjs';
import type { Actor, Json } from '#internal/kernel';
import { AppError, invalid, unavailable } from '#pkg/apperror';
import { guardedAddresses, knownPolicy, type EgressPolicy, type ResolveHost } from '#pkg/egress';
import type { GrpcAnswer, GrpcCall, GrpcCaller } from '../ports/grpc-caller.ts';

/** As field names are written in the .proto, 64-bit numbers and enumerations as texts, bytes in base64: a message is JSON then. */
const AS_JSON = { keepCase: true, longs: String, enums: String, bytes: String, defaults: true, oneofs: true } as const;
const MAX_ANSWER_BYTES = 1024 * 1024;

export interface GrpcCallerDeps {
  readonly policyOf: (actor: Actor) => Promise<EgressPolicy>;
  readonly resolve?: ResolveHost;
  /** PEM certificates trusted instead of the system's. */
  readonly certificateAuthorities?: string;
}

/** gRPC over grpc-js. Each call has a connection of its own, to an address that the policy allows, which ends with it. */
export class GrpcJsCaller implements GrpcCaller {
  constructor(private readonly deps: GrpcCallerDeps) {}

  prepare(call: GrpcCall): (actor: Actor, signal: AbortSignal) => Promise<GrpcAnswer> {
    const method = methodOf(call);
    return async (actor, signal) => {
      const policy = await knownPolicy(this.deps.policyOf, actor);
      const { addresses: [address], tls } = await guardedAddresses(call, policy, this.deps.resolve);
      const authority = isIP(call.host) ? {} : { 'grpc.ssl_target_name_override': call.host, 'grpc.default_authority': call.port === 443 ? call.host : `${call.host}:${call.port}` };
      const client = new Client(`${isIP(address) === 6 ? `ipv6:[${address}]` : `ipv4:${address}`}:${call.port}`, tls ? this.#encrypted() : credentials.createInsecure(), {
        ...authority, 'grpc.enable_http_proxy': 0, 'grpc.enable_retries': 0, 'grpc.service_config_disable_resolution': 1, 'grpc.max_receive_message_length': MAX_ANSWER_BYTES,
      });
      try {
        return await unary(client, method, call, signal);
      } finally {
        client.close();
      }
    };
  }

  /** A context of Node's own, so that gRPC trusts whom HTTPS trusts: grpc-js alone would let a variable of the environment replace the roots. */
  #encrypted(): ChannelCredentials {
    const { certificateAuthorities: ca } = this.deps;
    return credentials.createFromSecureContext(createSecureContext(ca === undefined ? {} : { ca }));
  }
}

function unary(client: Client, { path, requestSerialize, responseDeserialize }: MethodDefinition<object, object>, call: GrpcCall, signal: AbortSignal): Promise<GrpcAnswer> {
  const metadata = new Metadata();
  for (const [name, value] of Object.entries(call.metadata)) metadata.set(name.toLowerCase(), value);
  return new Promise((resolve, reject) => {
    const stop = (): void => running.cancel();
    const running = client.makeUnaryRequest(path, requestSerialize, responseDeserialize, call.arguments, metadata, { deadline: Date.now() + call.timeoutMs }, (error, message) => {
      signal.removeEventListener('abort', stop);
      if (!error) resolve({ message: JSON.parse(JSON.stringify(message ?? {})) as Json });
      else if (signal.aborted) reject(signal.reason instanceof Error ? signal.reason : error);
      else if (error.code === codes.UNAVAILABLE && error.details.startsWith(UNREACHED)) reject(unreached(call, error));
      else resolve(answerOf(error));
    });
    signal.addEventListener('abort', stop, { once: true });
  });
}

/** What grpc-js says of a call that never had a connection to go out on: no server, or one whose certificate is not trusted. */
const UNREACHED = 'No connection established';

function unreached({ host, port }: GrpcCall, { details }: ServiceError): AppError {
  const [, why = 'the reason is not known'] = /Last error: (?:Error: )?(.*?)\.? Resolution note:/s.exec(details) ?? [];
  return unavailable(`no connection to ${host}:${port}: ${why}`);
}

const answerOf = ({ code, details }: ServiceError): GrpcAnswer => ({ status: code, name: codes[code], details });

function methodOf({ proto, service: name, method: called, arguments: given }: GrpcCall): MethodDefinition<object, object> {
  const root = rootOf(proto.text);
  const service = found('service', () => root.lookupService(name));
  const method = service.methods[called];
  if (!method) throw invalid('method', `the service ${name} has no method '${called}'`);
  if (method.requestStream || method.responseStream) throw invalid('method', `'${called}' is a stream: only unary calls are supported`);
  method.resolve();
  const request = method.resolvedRequestType;
  if (!request) throw invalid('proto', `has no type ${method.requestType}`);
  const unknown = Object.keys(given).find((field) => !Object.hasOwn(request.fields, field) && !Object.hasOwn(request.oneofs ?? {}, field));
  if (unknown !== undefined) throw invalid(`arguments/${unknown}`, `is no field of ${request.name}`);
  const definition = fromJSON(root.toJSON(), AS_JSON)[fullNameOf(service)] as Readonly<Record<string, MethodDefinition<object, object>>>;
  const described = definition[called];
  if (!described) throw invalid('method', `the service ${name} has no method '${called}'`);
  return described;
}

const fullNameOf = (service: Service): string => service.fullName.replace(/^\./, '');

/** The description in memory; nothing is read from a disk. Imports of google/protobuf are known, others are refused. */
function rootOf(text: string): Root {
  const root = new Root();
  try {
    const { imports = [], weakImports = [] } = parse(text, root, { keepCase: true });
    for (const file of [...imports, ...weakImports]) {
      const known = common.get(file);
      if (!known?.nested) throw invalid('proto', `imports ${file}: only files of google/protobuf are known beside the document itself`);
      root.addJSON(known.nested);
    }
    root.resolveAll();
    return root;
  } catch (error) {
    throw error instanceof AppError ? error : invalid('proto', `cannot be read: ${error instanceof Error ? error.message : String(error)}`);
  }
}

function found<Thing>(what: string, look: () => Thing): Thing {
  try {
    return look();
  } catch (error) {
    throw invalid('proto', `has no such ${what}: ${error instanceof Error ? error.message : String(error)}`);
  }
}
