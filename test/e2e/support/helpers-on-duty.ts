import { eventually } from './eventually.js';
import { OutsideCaller, type Answer } from './outside-http.js';

export const EIGHT_HELPERS = Array.from({ length: 8 }, (_, index) => `helper-${String(index + 1)}`);

/** All eight log in and go on duty. */
export async function helpersGoOnDuty(base: string): Promise<readonly OutsideCaller[]> {
  const all = await Promise.all(EIGHT_HELPERS.map((name) => OutsideCaller.logsIn(base, name)));
  await Promise.all(all.map((helper) => helper.does('PUT', '/me/duty', { onDuty: true })));
  return all;
}

export interface Asked {
  readonly helper: OutsideCaller;
  readonly offer: Answer['body'];
}

/** Those who were asked in this case and have not answered yet, at least so many. */
export function thoseAsked(
  helpers: readonly OutsideCaller[],
  incidentId: string,
  atLeast = 1,
): Promise<readonly Asked[]> {
  return eventually(`at least ${String(atLeast)} helpers have an offer`, async () => {
    const looked = await Promise.all(
      helpers.map(async (helper) => ({ helper, offer: await helper.hasOffer(incidentId) })),
    );
    const asked = looked.filter(({ offer }) => offer !== null);
    return asked.length >= atLeast ? asked : null;
  });
}
