export * from './asyncapi.js';
export * from './endpoints.js';
export * from './http/index.js';
export * from './looking.js';
export * from './openapi.js';
export * from './routes.js';
export { KEEP_FILES, SEE_CONFLICTS } from './routes/shape.js';
export * from './sockets.js';
export { MAY_IMPORT } from './routes/imports.js';
