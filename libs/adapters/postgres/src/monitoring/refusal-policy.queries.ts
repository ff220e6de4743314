import { seconds, type DeviceId, type Instant } from '@silverbell/kernel';
import { defaultRefusals, settingsInForce, type RefusalPolicy } from '@silverbell/usecases';
import type { DataSource } from 'typeorm';
import type { SettingRows } from '../people/region-settings.js';

/** When refusals of a device become work, as its region says: `refusals.after`, and in seconds `refusals.within` and `refusals.againAfter`. */
export class RefusalPolicyQueries {
  constructor(private readonly source: DataSource) {}

  async of(deviceId: DeviceId, now: Instant): Promise<RefusalPolicy> {
    const [row]: { rows: SettingRows }[] = await this.source.query(
      `select setting_rows(coalesce(h.region_id, d.region_id), 'refusals.') as rows
       from device d left join home h on h.id = d.home_id where d.id = $1`,
      [deviceId],
    );
    const settings = row === undefined ? {} : settingsInForce(row.rows, now);
    const number = (key: string): number | null => {
      const value = settings[`refusals.${key}`];
      return typeof value === 'number' && Number.isFinite(value) && value >= 1 ? value : null;
    };
    const within = number('within');
    const againAfter = number('againAfter');
    return {
      after: Math.round(number('after') ?? defaultRefusals.after),
      within: within === null ? defaultRefusals.within : seconds(within),
      againAfter: againAfter === null ? defaultRefusals.againAfter : seconds(againAfter),
    };
  }
}
