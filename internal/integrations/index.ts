export type { IncomingAlert } from './domain/incoming-alert.ts';
export type { AlertIntake, IntakeOutcome } from './ports/alert-intake.ts';
