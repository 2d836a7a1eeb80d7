export { canonicalJson, GENESIS, type HexHash, linkHash } from './hash-chain.ts';
