// Real: every migration, PostgreSQL, rows that an earlier version wrote, the engine and the api of today. Not real: senders, the clock (ours).
import { describe, expect, it } from '@jest/globals';
import { migrate } from '@silverbell/adapter-postgres';
import { emptyDatabase } from '@silverbell/testing-world';
import { inWorld, World } from '@silverbell/testing-world/scenario';
import { fillFirstSchema } from './first-schema.js';
import { recordedPast } from './recorded-past.js';

describe('an upgrade from the first schema, with incidents in the middle of their lives', () => {
  it('keeps every incident the fold of its events, and they go on', async () => {
    const recorded = recordedPast('7b7563b');
    const { expected } = recorded;
    const database = async () => {
      const made = await emptyDatabase();
      await fillFirstSchema(made.url, recorded);
      expect((await migrate(made.url, { secret: expected.secret })).length).toBeGreaterThan(3);
      return made;
    };
    await inWorld(
      async (world) => {
        world.expects('role-call', 'offer', 'offer-over', 'assignment-changed', 'contact-message', 'home-call');
        for (const { recipient } of expected.failed) world.mayFail.add(recipient);
        for (const role of ['village-cadre', 'township-duty']) world.mayFail.add(`role:${role}`); // nobody sits there
        world.logbook.mayFail('not-deliverable');
        await world.settles();
        const open = (await world.openCases()).map(({ id }) => String(id));
        for (const { id, practice } of expected.open) expect(open.includes(id)).toBe(practice === null);
        for (const [id, words] of Object.entries(expected.notes))
          expect([...(await world.case(id).file()).texts.values()]).toContain(words);

        // a press joins, and time goes on; at the end the world looks at every fold
        const waiting = expected.open.find(({ deviceId }) => deviceId === 'demo-pendant-3')?.id ?? '';
        const joined = await world.device('demo-pendant-3').presses('sos', { id: 'after-the-upgrade' });
        expect((await world.caseOf(joined)).id).toBe(waiting);
        const before = (await world.case(waiting).events()).length;
        await world.advance('10 min');
        expect((await world.case(waiting).events()).length).toBeGreaterThan(before);
      },
      new World({ ...recorded, database }),
    );
  });
});
