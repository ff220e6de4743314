import type { CivilDay } from '@silverbell/care';
import type { AccountId, Instant, RegionId } from '@silverbell/kernel';
import type {
  DeviceWork,
  ExportFormat,
  ExportList,
  ExportState,
  Language,
  RevealPurpose,
  SeniorStatus,
} from '@silverbell/vocabulary';

/** What the rows are narrowed to. */
export interface ExportFilter {
  readonly regionId?: string | undefined;
  /** A part of a name, label or address. */
  readonly q?: string | undefined;
  readonly status?: SeniorStatus | undefined;
  /** Civil days, both included. */
  readonly from?: CivilDay | undefined;
  readonly to?: CivilDay | undefined;
  /** Of the audit log. */
  readonly subjectId?: string | undefined;
  readonly actorId?: string | undefined;
  /** Of work on devices: of one kind; of the account that asks, or of none. */
  readonly kind?: DeviceWork | undefined;
  readonly owner?: 'me' | 'none' | undefined;
  /** Of follow-ups: those that are due, or those that become due later. */
  readonly state?: 'due' | 'waiting' | undefined;
}

export interface ExportJob {
  readonly id: string;
  readonly list: ExportList;
  readonly format: ExportFormat;
  readonly filter: ExportFilter;
  /** `null`: none was said, and it is masked. */
  readonly purpose: RevealPurpose | null;
  readonly language: Language;
  /** Names, numbers and addresses as they are on file, instead of masked (CR-07). */
  readonly inFull: boolean;
  readonly state: ExportState;
  readonly regionId: RegionId;
  /** Rows of these regions, and of no other; `null`: wherever the provider works. */
  readonly regionIds: readonly RegionId[] | null;
  /** Rows of this provider of care only; `null`: of every one. */
  readonly providerId: string | null;
  readonly createdBy: AccountId;
  readonly createdAt: Instant;
  readonly fileName: string;
  readonly fileBytes: number;
  readonly rows: number;
  readonly progress: number;
}

/** A row of a list by the keys of its columns. */
export type ExportRow = Readonly<Record<string, string | number | boolean | null | readonly string[]>>;

/** A list longer than this is narrowed down first (CR-78). */
export const MOST_EXPORTED_ROWS = 500_000;
/** How long a file stays after it was written. */
export const EXPORT_KEPT_DAYS = 7;
