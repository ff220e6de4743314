import { as, type AccountId, type Instant, type Refusal } from '@silverbell/kernel';
import type {
  DutySeatFile,
  RegistryCommand,
  RegistryResult,
  RegistryStore,
  RegistryWritten,
  RotaTransaction,
  ShiftFile,
  ShiftStepFile,
} from '@silverbell/usecases';
import { In, LessThan, MoreThan, type DataSource, type EntityManager } from 'typeorm';
import { registryWrite } from '../connection/registry-write.js';
import type { PersonKeys } from '../crypto/person-keys.js';
import { SealedColumns } from '../crypto/sealed-columns.js';
import type { PostgresAuditLog } from '../privacy/audit-log.store.js';
import { PostgresDutySeatTransaction } from './duty-seat.store.js';
import { DutyShiftRow } from './rota.entity.js';

export interface ShiftStepOnFile extends ShiftStepFile {
  readonly byName: string;
}

/** Rotas of duty seats over PostgreSQL. */
export class PostgresRotaStore implements RegistryStore<RotaTransaction> {
  private readonly sealed: SealedColumns;

  constructor(
    private readonly source: DataSource,
    private readonly audit: PostgresAuditLog,
    keys: PersonKeys,
  ) {
    this.sealed = new SealedColumns(keys);
  }

  write(command: RegistryCommand, work: (tx: RotaTransaction) => Promise<RegistryWritten | Refusal>): RegistryResult {
    return registryWrite(this.source, this.audit, command, async (manager) => {
      // The lock of the seats: two shifts that are planned at once may not lie in the same hours.
      await manager.query(`select pg_advisory_xact_lock(hashtext('silverbell.duty-seats'))`);
      return work(new PostgresRotaTransaction(manager, this.sealed));
    });
  }

  async byIds(ids: readonly string[]): Promise<readonly ShiftFile[]> {
    return this.#files(await this.source.manager.findBy(DutyShiftRow, { id: In([...ids]) }));
  }

  /** Of these seats, those that have a part between the two instants; cancelled ones too. */
  async of(seatIds: readonly string[], from: Instant, to: Instant): Promise<readonly ShiftFile[]> {
    const rows = await this.source.manager.find(DutyShiftRow, {
      where: { seatId: In([...seatIds]), startsAt: LessThan(to), endsAt: MoreThan(from) },
      order: { startsAt: 'ASC', id: 'ASC' },
    });
    return this.#files(rows);
  }

  async steps(shiftIds: readonly string[]): Promise<readonly ShiftStepOnFile[]> {
    return this.source.query(
      `select s.shift_id as "shiftId", s.what, s.person_name as "personName", s.reason, s.by_account as by,
         coalesce(a.display_name, '—') as "byName", ms_of(s.at)::double precision as at
       from duty_shift_step s left join account a on a.id = s.by_account where s.shift_id = any ($1) order by s.seq`,
      [shiftIds],
    );
  }

  #files(rows: readonly DutyShiftRow[]): Promise<readonly ShiftFile[]> {
    return shiftsOf(this.source.manager, this.sealed, rows);
  }
}

class PostgresRotaTransaction implements RotaTransaction {
  private readonly seats: PostgresDutySeatTransaction;

  constructor(
    private readonly manager: EntityManager,
    private readonly sealed: SealedColumns,
  ) {
    this.seats = new PostgresDutySeatTransaction(manager, sealed);
  }

  seat(id: string): Promise<DutySeatFile | null> {
    return this.seats.seat(id);
  }

  updateSeat(seat: DutySeatFile): Promise<void> {
    return this.seats.update(seat);
  }

  async shift(id: string): Promise<ShiftFile | null> {
    const rows = await this.manager.findBy(DutyShiftRow, { id });
    return (await shiftsOf(this.manager, this.sealed, rows))[0] ?? null;
  }

  async planned(seatId: string, from: Instant, to: Instant): Promise<readonly ShiftFile[]> {
    const rows = await this.manager.findBy(DutyShiftRow, {
      ...{ seatId, state: 'planned', startsAt: LessThan(to), endsAt: MoreThan(from) },
    });
    return shiftsOf(this.manager, this.sealed, rows);
  }

  async insert(shift: ShiftFile): Promise<void> {
    await this.manager.insert(DutyShiftRow, await this.#rowOf(shift));
  }

  async update(shift: ShiftFile): Promise<void> {
    await this.manager.update(DutyShiftRow, { id: shift.id }, await this.#rowOf(shift));
  }

  async step({ shiftId, what, personName, reason, by, at }: ShiftStepFile): Promise<void> {
    await this.manager.query(
      `insert into duty_shift_step (shift_id, what, person_name, reason, by_account, at)
       values ($1, $2, $3, $4, $5, instant_of($6))`,
      [shiftId, what, personName, reason, by, at],
    );
  }

  async #rowOf({ voiceNumber, from, to, ...shift }: ShiftFile): Promise<DutyShiftRow> {
    const [number] = await this.sealed.sealNumbers(this.manager, [
      { column: COLUMN, rowId: shift.id, owner: 'registry', text: voiceNumber },
    ]);
    return {
      ...{ ...shift, startsAt: from, endsAt: to },
      ...{ voiceNumberSealed: number?.sealed ?? null, voiceNumberHash: number?.hash ?? null },
    };
  }
}

const COLUMN = 'duty_shift.voice_number' as const;

async function shiftsOf(
  manager: EntityManager,
  sealed: SealedColumns,
  rows: readonly DutyShiftRow[],
): Promise<readonly ShiftFile[]> {
  const numbers = await sealed.open(
    manager,
    rows.map(({ id, voiceNumberSealed }) => ({ column: COLUMN, rowId: id, sealed: voiceNumberSealed })),
  );
  return rows.map(({ id, seatId, personName, startsAt, endsAt, state, version, changedBy }, n) => ({
    ...{ id, seatId, personName, state, version, voiceNumber: numbers[n] ?? null, from: startsAt, to: endsAt },
    changedBy: changedBy === null ? null : as<AccountId>(changedBy),
  }));
}
