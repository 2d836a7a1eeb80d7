import type { UnitOfWork } from '#internal/kernel';
import type { AgentRepository } from './agent-repository.ts';
import type { ChangeLog } from './change-log.ts';
import type { ReservationRepository } from './reservation-repository.ts';
import type { TrailRepository } from './trail-repository.ts';

export interface RegistryRepositories {
  readonly agents: AgentRepository;
  readonly reservations: ReservationRepository;
  readonly trails: TrailRepository;
  readonly changes: ChangeLog;
}

export type RegistryUnitOfWork = UnitOfWork<RegistryRepositories>;
