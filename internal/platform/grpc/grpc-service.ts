import type { CompatServiceDefinition, ServiceImplementation } from 'nice-grpc';
import type { Actor } from '#internal/kernel';
import type { Principal } from '#internal/platform/http';

/** What a handler knows of a call besides its message; `signal` of the call context ends with the caller, the deadline, and, for streams, with the server. */
export interface Caller {
  readonly actor: Actor;
  readonly principal: Principal;
  readonly correlationId: string;
}

/** A service of a context, as `module.ts` lists it under `grpcServices`. */
export interface GrpcService<Definition extends CompatServiceDefinition = CompatServiceDefinition> {
  readonly definition: Definition;
  readonly implementation: ServiceImplementation<Definition, Caller>;
  /** The permission that each method needs. */
  readonly permissions: Readonly<Record<string, string>>;
}

/** A service with its permissions, one per method: the compiler names a method that has none. */
export const grpcService = <Definition extends CompatServiceDefinition & { readonly methods: object }>(service: {
  readonly definition: Definition;
  readonly implementation: ServiceImplementation<Definition, Caller>;
  readonly permissions: { readonly [Method in keyof Definition['methods']]: string };
}): GrpcService => service;
