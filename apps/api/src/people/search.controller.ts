import { Controller } from '@nestjs/common';
import { SearchQueries } from '@silverbell/adapter-postgres';
import { toIso } from '@silverbell/kernel';
import { maskedName } from '@silverbell/usecases';
import type { AnswerOf, RouteName } from '@silverbell/wire';
import { mayCall } from '../auth/may-call.js';
import { RegionScope } from '../auth/region-scope.js';
import type { Account } from '../auth/sessions.js';
import { TrainingSeats } from '../auth/training-seats.js';
import { Caller, ValidQuery, type ParsedQuery } from '../http/routes/parameters.js';
import { Serves } from '../http/routes/serves.js';
import { sightOf } from './file-sight.js';
import { FilesService } from './files.service.js';

/** One box that finds people, places and incidents; each kind for those who may read its list, and as masked as that list is. */
@Controller()
export class SearchController {
  constructor(
    private readonly queries: SearchQueries,
    private readonly scope: RegionScope,
    private readonly seats: TrainingSeats,
    private readonly files: FilesService,
  ) {}

  @Serves('search')
  async find(@Caller() account: Account, @ValidQuery() { q }: ParsedQuery<'search'>): Promise<AnswerOf<'search'>> {
    const [regionIds, drillsOnly] = await Promise.all([
      this.scope.within(account, undefined),
      this.seats.isTraining(account),
    ]);
    const asked = { q, regionIds };
    const ifShe = async <Row>(mayCallThis: RouteName, find: () => Promise<readonly Row[]>): Promise<readonly Row[]> =>
      mayCall(account, mayCallThis) ? find() : [];
    const [seniors, homes, helpers, devices, incidents] = await Promise.all([
      this.queries.seniors(asked, { now: this.files.now, drillsOnly: drillsOnly || !mayCall(account, 'incidents') }),
      this.queries.homes(asked),
      ifShe('helpers', () => this.queries.helpers(asked)),
      ifShe('devices', () => this.queries.devices(asked)),
      ifShe('incidents', () => this.queries.incidents(asked, drillsOnly)),
    ]);
    const { names } = sightOf(account);
    const shown = (name: string): string => (names ? name : maskedName(name));
    return {
      seniors: seniors.map(({ lat, lng, ...one }) => ({
        ...one,
        ...{ name: shown(one.name), address: names ? one.address : one.label, position: { lat, lng } },
        openIncidentId: mayCall(account, 'incidents') ? one.openIncidentId : null,
      })),
      homes: homes.map(({ lat, lng, ...one }) => ({
        ...{ ...one, address: names ? one.address : one.label, position: { lat, lng } },
        seniors: one.seniors.map(({ id, name }) => ({ id, name: shown(name) })),
      })),
      helpers: helpers.map((one) => ({ ...one, name: shown(one.name) })),
      devices: [...devices],
      incidents: incidents.map((one) => ({ ...one, raisedAt: toIso(one.raisedAt) })),
    };
  }
}
