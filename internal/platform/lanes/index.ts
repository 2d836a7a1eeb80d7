export { type LaneKey, Lanes, type LanesOptions } from './lanes.ts';
