export { nextTime } from './next-time.ts';
