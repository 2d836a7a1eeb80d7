export { DEFAULT_GRPC_LIMITS, type GrpcLimits, type GrpcServer, grpcServer, type GrpcServerOptions } from './grpc-server.ts';
export { type Caller, type GrpcService, grpcService } from './grpc-service.ts';
export * from './proto/agents.gen.ts';
