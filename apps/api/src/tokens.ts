import { registerAs } from '@nestjs/config';

export const SETTINGS_NAMESPACE = 'silverbell';
/** Under this token `@nestjs/config` provides the settings of `adapters/runtime`, read and checked once at the start. */
export const SETTINGS = registerAs(SETTINGS_NAMESPACE, () => ({})).KEY;

export const USE_CASE_DEPS = Symbol('use case dependencies');
export const CLOCK = Symbol('clock');
/** The time that daytime care goes by. */
export const CARE_CLOCK = Symbol('clock of care');
export const VERSION = Symbol('version');
export const DATABASE_URL = Symbol('database url');
