import { ApiStage, type Answer } from '../api/api-stage.js';
import type { HomeOnFile, SeniorOnFile } from '@silverbell/wire';

export const VILLAGE = 'qingxi';
export const OTHER_VILLAGE = 'shiqiao';

/** An api in the demo county, in which two villages and their officers are new. */
export class PeopleStage extends ApiStage {
  private made = 0;

  override async starts(): Promise<void> {
    await super.starts();
    for (const [n, id] of [VILLAGE, OTHER_VILLAGE].entries())
      await this.sql(
        `insert into region (id, parent_id, level_name, level_no, name, centre_lat, centre_lng)
         select $1, id, '村', 4, $2, centre_lat + $3, centre_lng from region where parent_id is null limit 1`,
        [id, n === 0 ? '青溪村' : '石桥村', n / 100],
      );
    await this.staff('officer', 'community-officer', VILLAGE);
    await this.staff('officer-2', 'community-officer', VILLAGE);
    await this.staff('officer-elsewhere', 'community-officer', OTHER_VILLAGE);
    await this.staff('county', 'county-officer', 'demo-county');
    await this.staff('protector', 'protection-officer', VILLAGE);
  }

  post = <T = Record<string, unknown>>(
    who: string,
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> => this.ask<T>('POST', `/api/v1${path}`, { as: who, body, headers });

  patch = <T = Record<string, unknown>>(
    who: string,
    path: string,
    body: unknown,
    headers: Record<string, string> = {},
  ): Promise<Answer<T>> => this.ask<T>('PATCH', `/api/v1${path}`, { as: who, body, headers });

  get = <T = Record<string, unknown>>(who: string, path: string): Promise<Answer<T>> =>
    this.ask<T>('GET', `/api/v1${path}`, { as: who });

  async home(more: object = {}): Promise<HomeOnFile> {
    this.made += 1;
    const [at] = await this.sql<{ lat: number; lng: number }>(
      'select centre_lat as lat, centre_lng as lng from region where id = $1',
      [VILLAGE],
    );
    const n = String(this.made);
    const { status, body } = await this.post<HomeOnFile>('officer', '/homes', {
      ...{ regionId: VILLAGE, label: `青溪村 ${n} 组`, addressWords: `青溪村${n}号` },
      position: { ...at, datum: 'wgs84', source: 'surveyed' },
      ...more,
    });
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body;
  }

  async senior(homeId: string, more: object = {}): Promise<SeniorOnFile> {
    this.made += 1;
    const { status, body } = await this.post<SeniorOnFile>('officer', '/seniors', {
      ...{ homeId, regionId: VILLAGE, name: `陈桂${String(this.made)}`, phone: `000100${String(10_000 + this.made)}` },
      ...{ verifyBy: 'voice', birthDate: '1945-03-02' },
      ...more,
    });
    if (status !== 201) throw new Error(JSON.stringify(body));
    return body;
  }

  /** Bound as an installer would. */
  async pendant(homeId: string, seniorId: string | null): Promise<string> {
    this.made += 1;
    const id = `pendant-${String(this.made)}`;
    await this.sql(
      `insert into device (id, role, profile, region_id, home_id, senior_id, fixed, status)
       values ($1, 'pendant', 'native', $2, $3, $4, false, 'active')`,
      [id, VILLAGE, homeId, seniorId],
    );
    return id;
  }

  /** Another helper like one of the demo. */
  async helperLike(other: string, more: object): Promise<string> {
    this.made += 1;
    const id = `helper-like-${String(this.made)}`;
    await this.sql(`insert into helper select (jsonb_populate_record(h, $1::jsonb)).* from helper h where h.id = $2`, [
      JSON.stringify({ id, ...more }),
      other,
    ]);
    return id;
  }
}
