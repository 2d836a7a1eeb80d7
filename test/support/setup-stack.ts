import { allPeers, startPeers } from './stack.ts';

const setUp = (): Promise<void> => startPeers(allPeers);

// Jest wants the function itself.
export = setUp;
