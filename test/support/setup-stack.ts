import { allPeers, startPeers } from './peers.ts';

const setUp = (): Promise<void> => startPeers(allPeers);

// Jest wants the function itself.
export = setUp;
