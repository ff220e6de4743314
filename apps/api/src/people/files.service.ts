import { Inject, Injectable } from '@nestjs/common';
import {
  DirectoryQueries,
  HomeFileQueries,
  PostgresAuditLog,
  PostgresFileStore,
  PostgresRegionStore,
  SeniorQueries,
} from '@silverbell/adapter-postgres';
import { ID_NUMBER_PROBLEM_LABELS, ID_NUMBER_PROBLEMS } from '@silverbell/vocabulary';
import { as, dateIn, isRefusal, type Instant, type Refusal, type RegionId } from '@silverbell/kernel';
import {
  ageYears,
  isStaleRow,
  maskedIdNumber,
  maskedName,
  placeWarnings,
  seniorWarnings,
  type Deps,
  type FileDeps,
  type HomeFile,
  type SeniorCommand,
  type SeniorFile,
} from '@silverbell/usecases';
import type { HomeOnFile, SeniorOnFile } from '@silverbell/wire';
import { RegionScope } from '../auth/region-scope.js';
import type { Account } from '../auth/sessions.js';
import { ProblemError } from '../http/problems/problem-error.js';
import type { CommandHeaders } from '../http/routes/parameters.js';
import { RegistryCommands } from '../regions/registry-commands.js';
import { USE_CASE_DEPS } from '../tokens.js';
import { sightOf } from './file-sight.js';
import { homeOnFileOf } from './home.presenter.js';
import { seniorOnFileOf } from './senior.presenter.js';

const READINGS_SHOWN = 50;

/** The files of homes and seniors within the caller's regions: what is outside them does not exist. */
@Injectable()
export class FilesService {
  readonly fileDeps: FileDeps;

  constructor(
    readonly commands: RegistryCommands,
    private readonly homes: HomeFileQueries,
    private readonly seniors: SeniorQueries,
    private readonly regions: PostgresRegionStore,
    private readonly directory: DirectoryQueries,
    private readonly audit: PostgresAuditLog,
    private readonly scope: RegionScope,
    files: PostgresFileStore,
    @Inject(USE_CASE_DEPS) private readonly deps: Deps,
  ) {
    this.fileDeps = { files, newId: deps.newId };
  }

  get now(): Instant {
    return this.deps.clock.now();
  }

  /** YYYY-MM-DD where the people of this platform live. */
  get today(): string {
    return dateIn(this.deps.timeZone, this.now);
  }

  seniorCommand(account: Account, headers: CommandHeaders): SeniorCommand {
    return { ...this.commands.of(account, headers), today: this.today };
  }

  /** The account as it stands where the home is. */
  async home(account: Account, id: string): Promise<{ readonly file: HomeFile; readonly here: Account }> {
    const file = await this.homes.byId(id);
    const here = file && (await this.scope.at(account, file.regionId));
    if (file === null || here === null) throw new ProblemError('not-found');
    return { file, here };
  }

  /** The account as it stands where she belongs. */
  async senior(account: Account, id: string): Promise<{ readonly file: SeniorFile; readonly here: Account }> {
    const file = await this.seniors.byId(id);
    const here = file && (await this.scope.at(account, file.regionId));
    if (file === null || here === null) throw new ProblemError('not-found');
    return { file, here };
  }

  /** A place named in a body: one of another region is answered like one that is not there. */
  async assertRegion(account: Account, id: string | null | undefined): Promise<void> {
    if (id != null && !(await this.scope.sees(account, as<RegionId>(id)))) throw new ProblemError('not-found');
  }

  async assertHome(account: Account, id: string | undefined): Promise<void> {
    if (id === undefined) return;
    const file = await this.homes.byId(id);
    if (file === null || !(await this.scope.sees(account, file.regionId))) throw new ProblemError('home-unknown');
  }

  async homeOnFile(account: Account, id: string): Promise<HomeOnFile> {
    const { file, here } = await this.home(account, id);
    return this.#shownHome(file, here);
  }

  async #shownHome(file: HomeFile, here: Account): Promise<HomeOnFile> {
    const [around, region] = await Promise.all([this.homes.around(file.id), this.regions.byId(file.regionId)]);
    const warnings = placeWarnings(file.point, file.datum, region);
    return homeOnFileOf(file, around, sightOf(here), { now: this.now, warnings });
  }

  /** A read of her file in full is recorded before it is answered. */
  async seniorRead(account: Account, id: string): Promise<SeniorOnFile> {
    const { file, here } = await this.senior(account, id);
    if (sightOf(here).keeps)
      await this.audit.append({
        ...{ actor: account.id, action: 'senior-read', subjectKind: 'senior', subjectId: file.id },
        ...{ regionId: file.regionId, at: this.now, details: {} },
      });
    return this.#shownSenior(file, here);
  }

  /** After a change of her file. */
  async seniorOnFile(account: Account, id: string): Promise<SeniorOnFile> {
    const { file, here } = await this.senior(account, id);
    return this.#shownSenior(file, here);
  }

  async #shownSenior(file: SeniorFile, here: Account): Promise<SeniorOnFile> {
    const sight = sightOf(here);
    const [around, home] = await Promise.all([this.seniors.around(file), this.homes.byId(file.homeId)]);
    if (home === null) throw new Error(`senior ${file.id} has no home`);
    const records = sight.keeps
      ? await this.audit.find({
          ...{ regionIds: [file.regionId], platform: false, subjectId: file.id, limit: READINGS_SHOWN },
        })
      : [];
    const { accounts } = await this.directory.names({ accounts: [...new Set(records.map(({ actor }) => actor))] });
    const warnings = seniorWarnings(file, {
      ...{ today: this.today, homeRegionId: home.regionId, namesakesAtAddress: around.namesakesAtAddress },
    });
    const age = file.birthDate === null ? null : ageYears(file.birthDate, this.now);
    return seniorOnFileOf(
      {
        ...{ line: { senior: file, homeLabel: home.label, age }, around, warnings },
        homeFile: await this.#shownHome(home, here),
        readings: records.map((record) => ({ ...record, actorName: accounts.get(record.actor) ?? '—' })),
      },
      sight,
    );
  }

  /** What became of a change; a caller who knew an older version is told which fields others wrote since (412). */
  async answer<Answer>(
    done: { readonly id: string } | Refusal,
    { ifMatch }: CommandHeaders,
    read: (id: string) => Promise<Answer>,
  ): Promise<Answer> {
    try {
      return await this.commands.answer(done, read);
    } catch (error) {
      if (!(error instanceof ProblemError) || !isRefusal(done) || !isStaleRow(done) || ifMatch === undefined)
        throw error;
      const changed = await this.#changedSince(done.id, ifMatch);
      throw new ProblemError(error.slug, {
        ...error.extras,
        facts: { ...error.extras.facts, changed: changed.join(' ') },
      });
    }
  }

  async #changedSince(id: string, version: number): Promise<readonly string[]> {
    const regionId = (await this.seniors.byId(id))?.regionId ?? (await this.homes.byId(id))?.regionId;
    if (regionId === undefined) return [];
    const records = await this.audit.find({ regionIds: [regionId], platform: false, subjectId: id, limit: 50 });
    const since = records.filter(({ details }) => Number(details['version'] ?? 0) > version);
    return [
      ...new Set(
        since.flatMap(({ details }) => (Array.isArray(details['fields']) ? details['fields'].map(String) : [])),
      ),
    ];
  }

  /** Of an identity number what is wrong with it, or whose it is already: masked, her id only for those who see her. */
  async withIdNumberProblem<T>(account: Account, done: T | Refusal): Promise<T | Refusal> {
    if (!isRefusal(done)) return done;
    const problem = ID_NUMBER_PROBLEMS.find((one) => one === done.facts['problem']);
    if (problem !== undefined)
      throw ProblemError.of(done, { errors: [{ field: 'idNumber', message: ID_NUMBER_PROBLEM_LABELS[problem] }] });
    const { seniorId, ...facts } = done.facts;
    if (typeof seniorId !== 'string') return done;
    const holder = await this.seniors.byId(seniorId);
    if (holder === null) return done;
    const isHers = await this.scope.sees(account, holder.regionId);
    const whom = `${maskedName(holder.name)} ${holder.idNumber === null ? '' : maskedIdNumber(holder.idNumber)}`.trim();
    throw ProblemError.of(done, {
      facts: { ...facts, ...(isHers ? { seniorId } : {}) },
      errors: [{ field: 'idNumber', message: whom }],
    });
  }
}
