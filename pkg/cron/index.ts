export { nextTime } from './next-time.ts';
export { TimeZone } from './time-zone.ts';
