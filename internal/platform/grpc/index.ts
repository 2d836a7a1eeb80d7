export { DEFAULT_GRPC_LIMITS, type GrpcLimits, type GrpcServer, grpcServer, type GrpcServerOptions } from './grpc-server.ts';
export { type Caller, type GrpcService, grpcService } from './grpc-service.ts';
export { statusOf } from './call-status.ts';
export * from './proto/agents.gen.ts';
export { type Ticket, type TicketAction, type TicketChange, type TicketLease, type TicketPriority, type TicketReport, type TicketReportResult, TicketServiceDefinition, type TicketServiceImplementation, type TicketStatus } from './proto/tickets.gen.ts';
export type { Duration } from './proto/google/protobuf/duration.gen.ts';
