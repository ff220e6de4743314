import type { AccountId, GeoPoint, Instant, RegionId } from '@silverbell/kernel';
import type { LadderRole, ShiftState, ShiftStep } from '@silverbell/vocabulary';
import type { Boundary } from './boundary.js';

/** One node of the tree of regions. */
export interface RegionFile {
  readonly id: RegionId;
  /** `null`: the root. */
  readonly parentId: RegionId | null;
  /** 1 province … 9; a level may be left out below any region. */
  readonly levelNo: number;
  readonly levelName: string;
  readonly name: string;
  readonly centre: GeoPoint;
  readonly boundary: Boundary | null;
  readonly deactivated: { readonly at: Instant; readonly by: AccountId; readonly reason: string } | null;
  readonly version: number;
  /** `null`: written before changes were recorded, or by the seed. */
  readonly changedBy: AccountId | null;
}

/** What still hangs on a region. */
export interface RegionUse {
  /** Active regions directly below it. */
  readonly regions: number;
  /** Homes there or below with an active or suspended senior, with an active device, or without any senior yet. */
  readonly homes: number;
}

/** Region changes one at a time in the whole platform: a move sees every move before it. */
export interface RegionTransaction {
  region(id: RegionId): Promise<RegionFile | null>;
  /** The region itself first, the root last. */
  chain(id: RegionId): Promise<readonly RegionId[]>;
  /** The smallest level number directly below; `null`: nothing is below. */
  levelBelow(id: RegionId): Promise<number | null>;
  use(id: RegionId): Promise<RegionUse>;
  insert(region: RegionFile): Promise<void>;
  update(region: RegionFile): Promise<void>;
}

export interface DutySeatFile {
  readonly id: string;
  readonly regionId: RegionId;
  readonly role: LadderRole;
  readonly name: string;
  readonly voiceNumber: string;
  readonly active: boolean;
  /** When the seat last answered a call that was made to check its number. */
  readonly answeredAt: Instant | null;
  /** Every hour shall have a holder; hours without one are warned of. */
  readonly keepsRota: boolean;
  readonly version: number;
  readonly changedBy: AccountId | null;
}

export interface DutySeatTransaction {
  region(id: RegionId): Promise<Pick<RegionFile, 'id' | 'deactivated'> | null>;
  seat(id: string): Promise<DutySeatFile | null>;
  /** Of a region and of those above it. */
  seatsAbove(id: RegionId): Promise<readonly DutySeatFile[]>;
  insert(seat: DutySeatFile): Promise<void>;
  update(seat: DutySeatFile): Promise<void>;
}

/** A line of the rota: who holds a seat when. */
export interface ShiftFile {
  readonly id: string;
  readonly seatId: string;
  readonly personName: string;
  /** `null`: the number of the seat is called. */
  readonly voiceNumber: string | null;
  readonly from: Instant;
  readonly to: Instant;
  readonly state: ShiftState;
  readonly version: number;
  readonly changedBy: AccountId | null;
}

export interface ShiftStepFile {
  readonly shiftId: string;
  readonly what: ShiftStep;
  /** Who holds it after this step. */
  readonly personName: string;
  readonly reason: string | null;
  readonly by: AccountId;
  readonly at: Instant;
}

/** Changes of rotas one at a time in the whole platform, like those of seats. */
export interface RotaTransaction {
  seat(id: string): Promise<DutySeatFile | null>;
  updateSeat(seat: DutySeatFile): Promise<void>;
  shift(id: string): Promise<ShiftFile | null>;
  /** Planned ones of a seat that have a part between the two instants. */
  planned(seatId: string, from: Instant, to: Instant): Promise<readonly ShiftFile[]>;
  insert(shift: ShiftFile): Promise<void>;
  update(shift: ShiftFile): Promise<void>;
  /** Appended, never edited. */
  step(step: ShiftStepFile): Promise<void>;
}
