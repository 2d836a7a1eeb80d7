export type { Basis, Direction, Judgement, Verdict, Yardstick } from './judgement.ts';
export { type HourOfWeekOptions, hourOfWeekJudgement, type History } from './hour-of-week.ts';
export { robustJudgement, type RobustOptions } from './robust-score.ts';
