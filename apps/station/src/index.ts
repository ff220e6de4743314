export { runStation, type StationFlags } from './station.js';
