import type { MigrationInterface } from 'typeorm';
import { PeopleAndPlaces0001 } from './0001-people-and-places.js';

/** Every migration, oldest first; a new one is a new file and a new last line. */
export const migrations: readonly (new () => MigrationInterface)[] = [PeopleAndPlaces0001];
