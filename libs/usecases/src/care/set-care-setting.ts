import {
  careSettingRule,
  fitsRule,
  quarterBegins,
  type CareSettingRow,
  type CareValue,
  type CivilDay,
} from '@silverbell/care';
import { refuse, type AccountId, type IdSource, type Instant, type Refusal, type RegionId } from '@silverbell/kernel';
import type { RegistryCommand, RegistryResult, RegistryStore, RegistryWritten } from '../ports/registry-write.js';

/** A change that waits for a second person. */
export interface ProposedSetting extends CareSettingRow {
  readonly id: string;
  readonly by: AccountId;
  readonly at: Instant;
}

/** The second person. */
export interface AgreedBy {
  readonly by: AccountId;
  readonly at: Instant;
}

export interface CareSettingTransaction {
  /** The one proposal for this key and day, locked. */
  proposal(regionId: RegionId, key: string, validFrom: CivilDay): Promise<ProposedSetting | null>;
  /** Takes the place of an earlier proposal for the same key and day. */
  propose(setting: ProposedSetting): Promise<void>;
  /** From its day on it counts; one in force for the same day is kept as replaced. `agreed`: `null` where one person is enough. */
  putInForce(setting: ProposedSetting, agreed: AgreedBy | null): Promise<void>;
}

export interface CareSettingDeps {
  readonly settings: RegistryStore<CareSettingTransaction>;
  readonly newId: IdSource;
}

export interface WantedCareSetting {
  readonly regionId: RegionId;
  readonly key: string;
  readonly value: unknown;
  readonly validFrom: CivilDay;
  readonly source: string;
  /** By the clock of care. */
  readonly today: CivilDay;
}

/**
 * A change counts from its day on. Of money, terms and thresholds the first person proposes it, and the same change sent by a second one puts
 * it in force (CR-04). Earlier than the running quarter nothing is changed: its settlement may be submitted already.
 */
export function setCareSetting(
  { settings, newId }: CareSettingDeps,
  command: RegistryCommand,
  { regionId, key, value, validFrom, source, today }: WantedCareSetting,
): RegistryResult {
  return settings.write(command, async (tx): Promise<RegistryWritten | Refusal> => {
    const rule = careSettingRule(key);
    if (rule === undefined) return refuse('setting-not-here', { key });
    if (!fitsRule(rule, value)) return refuse('setting-value', { key });
    if (validFrom < quarterBegins(today)) return refuse('setting-in-past');
    const written = (action: string): RegistryWritten => ({
      id: regionId,
      audit: { action, subjectKind: 'care-setting', subjectId: regionId, regionId, details: { key, validFrom } },
    });
    const wanted: ProposedSetting = {
      id: newId(),
      regionId,
      key,
      value,
      validFrom,
      source,
      by: command.by,
      at: command.at,
    };
    if (!rule.twoPeople) {
      await tx.putInForce(wanted, null);
      return written('care-setting-changed');
    }
    const proposal = await tx.proposal(regionId, key, validFrom);
    if (proposal === null || !isSame(proposal.value, value)) {
      await tx.propose(wanted);
      return written('care-setting-proposed');
    }
    if (proposal.by === command.by) return refuse('four-eyes');
    await tx.putInForce(proposal, { by: command.by, at: command.at });
    return written('care-setting-changed');
  });
}

const isSame = (a: CareValue, b: CareValue): boolean => JSON.stringify(a) === JSON.stringify(b);
