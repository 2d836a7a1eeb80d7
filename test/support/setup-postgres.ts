import { startPeers } from './stack.ts';

const setUp = (): Promise<void> => startPeers(['postgres']);

// Jest wants the function itself.
export = setUp;
