export { runStation } from './station.js';
