import type { RangeFunction, RangeKernel } from '../evaluation/range-windows.ts';
import { countingFunctions } from './counting-functions.ts';
import { floatRateKernel } from './float-rate-kernel.ts';
import { instantRate } from './instant-rate.ts';
import { overTimeFunctions } from './over-time-functions.ts';
import { overTimeKernels } from './over-time-kernels.ts';
import { rateFunction } from './rate-functions.ts';
import { rateKinds } from './rate-kind.ts';
import { trendFunctions } from './trend-functions.ts';

/** Every function of a range vector. */
export const rangeFunctions: Readonly<Record<string, RangeFunction>> = {
  ...overTimeFunctions,
  ...countingFunctions,
  ...trendFunctions,
  rate: rateFunction(rateKinds.rate),
  increase: rateFunction(rateKinds.increase),
  delta: rateFunction(rateKinds.delta),
  irate: instantRate(true),
  idelta: instantRate(false),
};

/** Those that also come as one pass over a series of floats; the results are the same to the last bit. */
export const rangeKernels: Readonly<Record<string, RangeKernel>> = {
  ...overTimeKernels,
  rate: floatRateKernel(rateKinds.rate),
  increase: floatRateKernel(rateKinds.increase),
  delta: floatRateKernel(rateKinds.delta),
};
