/** A span of times as written; every list that is there has to have a member that contains the time, so an empty one never does. */
export interface TimeIntervalConfig {
  /** `HH:MM`, the end exclusive; `24:00` ends a day. */
  readonly times?: readonly { readonly startTime: string; readonly endTime: string }[];
  /** `saturday`, `monday:friday`. */
  readonly weekdays?: readonly string[];
  /** `1:5`, `-3:-1`; negative ones count from the end of the month. */
  readonly daysOfMonth?: readonly string[];
  /** `january:march`, `1:3`. */
  readonly months?: readonly string[];
  /** `2026:2028`. */
  readonly years?: readonly string[];
  /** A name of the IANA database of zones; undefined is UTC. */
  readonly location?: string;
}

/** A range of whole numbers, both ends in it. */
export interface NumberRange {
  readonly begin: number;
  readonly end: number;
}

/** A span of times that is read. */
export interface TimeInterval {
  /** Minutes of the day, the end exclusive. */
  readonly times?: readonly NumberRange[];
  /** 0 is Sunday. */
  readonly weekdays?: readonly NumberRange[];
  readonly daysOfMonth?: readonly NumberRange[];
  /** 1 is January. */
  readonly months?: readonly NumberRange[];
  readonly years?: readonly NumberRange[];
  readonly zone: string;
}

/** Time intervals under one name. */
export interface NamedTimeIntervals<Interval = TimeInterval> {
  readonly name: string;
  readonly intervals: readonly Interval[];
}

/** A text that is no time interval, in Alertmanager's words; `field` is the part of the {@link TimeIntervalConfig}, as a JSON pointer. */
export class TimeIntervalError extends Error {
  override readonly name = 'TimeIntervalError';

  constructor(
    readonly field: string,
    message: string,
  ) {
    super(message);
  }
}
