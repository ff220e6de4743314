export * from './data-source.js';
export * from './migrate.js';
export * from './people/account.entity.js';
export * from './people/device.entity.js';
export * from './people/helper.entity.js';
export * from './people/place.entity.js';
export * from './people/senior.entity.js';
