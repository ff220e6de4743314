import { monthOfNotice, noticeOf, type CivilDay, type NoticeFacts, type ProviderNotice } from '@silverbell/care';

/** A notice as it is kept: what it said stays, whatever is corrected later. */
export interface KeptNotice {
  readonly providerId: string;
  /** The first day of the month. */
  readonly month: CivilDay;
  readonly notice: ProviderNotice;
  readonly madeOn: CivilDay;
}

export interface NoticeTransaction {
  /** Providers without a notice of that month, the inactive ones left out. */
  withoutNotice(month: CivilDay): Promise<readonly string[]>;
  facts(providerId: string, month: CivilDay): Promise<NoticeFacts>;
  keep(notice: KeptNotice): Promise<void>;
}

/** On the first day of a month every provider gets the notice of the month before (CR-52). Repeated, it makes none twice. */
export async function makeNotices(tx: NoticeTransaction, today: CivilDay): Promise<number> {
  const month = monthOfNotice(today);
  if (month === null) return 0;
  const providers = await tx.withoutNotice(month);
  for (const providerId of providers)
    await tx.keep({ providerId, month, notice: noticeOf(month, await tx.facts(providerId, month)), madeOn: today });
  return providers.length;
}
