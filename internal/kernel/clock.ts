/** The only source of the current time; tests hold it still or move it by hand. */
export interface Clock {
  now(): Date;
}
