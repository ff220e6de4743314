export { clearOwnCluster as default } from './cluster-setup.mjs';
