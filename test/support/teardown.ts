import { stopPeers } from './peers.ts';

const tearDown = (): Promise<void> => stopPeers();

// Jest wants the function itself.
export = tearDown;
