export { type Field, type TypeFault, type TypeNames, YamlDecoder } from './yaml-decoder.ts';
export { YamlFault } from './yaml-fault.ts';
export type { YamlPosition } from './yaml-position.ts';
export { scalarText } from './yaml-scalar.ts';
export { YamlSource, type YamlValue } from './yaml-source.ts';
