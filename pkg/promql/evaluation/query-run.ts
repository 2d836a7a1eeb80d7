import type { Annotation, QueryAnnotations } from '../values/query-annotations.ts';
import type { StepGrid } from '../values/step-series.ts';
import type { QueryBudget } from './query-budget.ts';
import type { SeriesRooms } from './series-rooms.ts';
import type { SeriesRequest, SeriesSamples } from './series-source.ts';

/** How the engine behaves, for all parts of one query. */
export interface EvaluationOptions {
  /** How long a sample counts when no newer one follows. */
  readonly lookbackMs: number;
  /** The step of subqueries that name none. */
  readonly defaultSubqueryStepMs: number;
  readonly delayedNameRemoval: boolean;
  readonly startTimestamps: boolean;
  readonly typeAndUnitLabels: boolean;
}

/** One evaluation on one grid of steps. */
export interface StepContext {
  readonly grid: StepGrid;
  readonly options: EvaluationOptions;
  readonly budget: QueryBudget;
  readonly annotations: QueryAnnotations;
  readonly rooms: SeriesRooms;
}

export const remarkOn = (context: StepContext) => (annotation: Annotation) => context.annotations.add(annotation);

/** What a piece of work waits for: a turn of the event loop, or more series. */
export type Demand = 'turn' | readonly SeriesRequest[];

/**
 * Work that can be interrupted between series, so that one query does not hold up everything else: it yields what it waits for and
 * is resumed with the series it asked for.
 */
export type Work<Result> = Generator<Demand, Result, readonly (readonly SeriesSamples[])[]>;
