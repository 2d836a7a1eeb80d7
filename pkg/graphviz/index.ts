export { SvgRenderer } from './svg-renderer.ts';
