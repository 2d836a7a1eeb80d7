import { startPeers } from './peers.ts';

const setUp = (): Promise<void> => startPeers(['postgres']);

// Jest wants the function itself.
export = setUp;
