import { startApi } from '../../internal/app/api.ts';
import { apiConfig } from '../../internal/app/config.ts';
import { runProcess } from '../../internal/app/run-process.ts';

void runProcess(async () => startApi(apiConfig()));
