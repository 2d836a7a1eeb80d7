import { workerConfig } from '../../internal/app/config.ts';
import { runProcess } from '../../internal/app/run-process.ts';
import { startWorker } from '../../internal/app/worker.ts';

void runProcess(async () => startWorker(workerConfig()));
