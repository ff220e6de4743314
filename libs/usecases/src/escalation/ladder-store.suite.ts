import { describe, expect, it } from '@jest/globals';
import { defaultPolicy, type Ladder } from '@silverbell/incidents';
import { after, hours, isRefusal, seconds, type AccountId, type Refusal, type RegionId } from '@silverbell/kernel';
import type { FixedClock } from '@silverbell/testing-kit';
import { dryRun, type DryRun } from './dry-run.js';
import { approveLadders, proposeLadders, rejectLadders, withdrawLadders, type LadderDeps } from './edit-ladders.js';
import { DEFAULT_LADDERS, type LadderDraft } from './port.js';

/** A fresh house: a county with a village below it, and three people who may edit. */
export interface LadderHouse {
  readonly deps: LadderDeps & { readonly clock: FixedClock };
  readonly county: RegionId;
  readonly village: RegionId;
  readonly author: AccountId;
  readonly second: AccountId;
  readonly third: AccountId;
}

const { ladders } = defaultPolicy;
const leadAfter = (s: number): Ladder => ({
  ...ladders.A,
  source: 'region edit',
  rungs: ladders.A.rungs.map((rung) => (rung.id === 'lead-overflow' ? { ...rung, after: seconds(s) } : rung)),
});
const quickerLast: Ladder = {
  ...ladders.C,
  source: 'region edit',
  lastRung: { ...ladders.C.lastRung, every: seconds(240) },
};
const waitOfLead = (one: { readonly A: Ladder }): number | undefined =>
  one.A.rungs.find((rung) => rung.id === 'lead-overflow')?.after;

export function ok<T extends object>(answer: T): Exclude<T, Refusal> {
  if (isRefusal(answer)) throw new Error(`refused: ${answer.refused}`);
  return answer as Exclude<T, Refusal>;
}
const refusalOf = async (answer: Promise<object>): Promise<string> => {
  const one = await answer;
  return isRefusal(one) ? one.refused : 'done';
};

class Desk {
  constructor(readonly house: LadderHouse) {}

  propose(edit = { A: leadAfter(25) } as Parameters<typeof proposeLadders>[1]['edit'], by = this.house.author) {
    return proposeLadders(this.house.deps, { regionId: this.house.county, by, reason: '班长反映太急', edit });
  }
  look(draft: LadderDraft, by = this.house.second): Promise<DryRun | Refusal> {
    return dryRun(this.house.deps, { draftId: draft.id, by, days: 14 });
  }
  approve(
    draft: LadderDraft,
    run: DryRun | null,
    by = this.house.second,
    effectiveAt: LadderDraft['effectiveAt'] = null,
  ) {
    const fingerprint = run?.fingerprint ?? 'nothing';
    return approveLadders(this.house.deps, { draftId: draft.id, by, fingerprint, effectiveAt });
  }
  async throughFourEyes(edit?: Parameters<typeof proposeLadders>[1]['edit']): Promise<LadderDraft> {
    const draft = ok(await this.propose(edit));
    return ok(await this.approve(draft, ok(await this.look(draft))));
  }
  get now() {
    return this.house.deps.clock.now();
  }
}

/** What ladder editing promises over any book. */
export function promisesOfLadderEditing(make: () => Promise<LadderHouse>): void {
  const desk = async (): Promise<Desk> => new Desk(await make());

  describe('a proposed ladder', () => {
    it('is kept with author, reason and the difference in words, and changes nothing yet', async () => {
      const one = await desk();
      const draft = ok(await one.propose());
      expect(draft).toMatchObject({ state: 'open', author: one.house.author, reason: '班长反映太急' });
      expect(draft.changes.map((change) => change.words['zh-CN'])).toEqual([
        'A 类·按铃（先核实）：“lead-overflow”（无人受理）等待 15 秒 → 25 秒',
      ]);
      const kept = await one.house.deps.ladders.draft(draft.id);
      expect(kept).toEqual(draft);
      expect(waitOfLead((await one.house.deps.ladders.inForce(one.house.county, one.now)).ladders)).toBe(15_000);
    });

    it('beyond its limits is refused with every limit it breaks', async () => {
      const one = await desk();
      const wide: Ladder = {
        ...ladders.A,
        rungs: ladders.A.rungs.map((rung) => ({ ...rung, after: seconds(3000) })),
        lastRung: { ...ladders.A.lastRung, every: hours(2) },
      };
      const answer = await one.propose({ A: wide });
      if (!('faults' in answer)) throw new Error('was not refused');
      expect(answer.refused).toBe('ladder-beyond-limits');
      expect(answer.faults.map((fault) => fault.code)).toEqual(
        expect.arrayContaining(['unattended-becomes-b', 'attended-becomes-b', 'last-rung-repeats']),
      );
    });

    it('that changes nothing is refused; the same wish twice is one draft', async () => {
      const one = await desk();
      expect(await refusalOf(one.propose({ A: ladders.A }))).toBe('ladder-unchanged');
      const draft = ok(await one.propose());
      expect(ok(await one.propose())).toEqual(draft);
      expect(await refusalOf(one.propose(undefined, one.house.second))).toBe('ladder-draft-exists');
    });
  });

  describe('an approval', () => {
    it('is never by the author', async () => {
      const one = await desk();
      const draft = ok(await one.propose());
      const run = ok(await one.look(draft, one.house.author));
      expect(await refusalOf(one.approve(draft, run, one.house.author))).toBe('ladder-own-draft');
    });

    it('needs a dry run that the approver herself looked at', async () => {
      const one = await desk();
      const draft = ok(await one.propose());
      const run = ok(await one.look(draft, one.house.author));
      expect(await refusalOf(one.approve(draft, run))).toBe('ladder-dry-run-missing');
      const own = ok(await one.look(draft));
      expect(own.fingerprint).toBe(run.fingerprint);
      expect(await refusalOf(one.approve(draft, null))).toBe('ladder-dry-run-stale');
      expect(ok(await one.approve(draft, own))).toMatchObject({ state: 'approved', decidedBy: one.house.second });
    });

    it('puts the ladder in force from its time on, in the region and below it', async () => {
      const one = await desk();
      const draft = ok(await one.propose());
      const run = ok(await one.look(draft));
      const tomorrow = after(one.now, hours(24));
      expect(await refusalOf(one.approve(draft, run, one.house.second, after(one.now, seconds(-1))))).toBe(
        'ladder-effect-in-past',
      );
      expect(ok(await one.approve(draft, run, one.house.second, tomorrow)).effectiveAt).toBe(tomorrow);
      const { ladders: book } = one.house.deps;
      const at = async (region: RegionId, when = tomorrow) => waitOfLead((await book.inForce(region, when)).ladders);
      expect(await at(one.house.county, after(tomorrow, seconds(-1)))).toBe(15_000);
      expect(await at(one.house.county)).toBe(25_000);
      expect(await at(one.house.village)).toBe(25_000);
      expect((await book.versions(one.house.county)).map(({ validFrom, draftId }) => [validFrom, draftId])).toEqual([
        [tomorrow, draft.id],
      ]);
    });

    it('made stale by another approved edit must be looked at again, and then keeps both', async () => {
      const one = await desk();
      const slow = ok(await one.propose({ C: quickerLast }, one.house.third));
      const seen = ok(await one.look(slow));
      await one.throughFourEyes();
      one.house.deps.clock.advance('1 min');
      expect(await refusalOf(one.approve(slow, seen))).toBe('ladder-dry-run-stale');
      const again = ok(await one.look(slow));
      ok(await one.approve(slow, again));
      const present = (await one.house.deps.ladders.inForce(one.house.county, one.now)).ladders;
      expect(waitOfLead(present)).toBe(25_000);
      expect(present.C.lastRung.every).toBe(240_000);
    });

    it('by two people at once is one approval', async () => {
      const one = await desk();
      const draft = ok(await one.propose());
      const [a, b] = [ok(await one.look(draft)), ok(await one.look(draft, one.house.third))];
      const answers = await Promise.all([
        refusalOf(one.approve(draft, a)),
        refusalOf(one.approve(draft, b, one.house.third)),
      ]);
      expect(answers.sort()).toEqual(['done', 'ladder-draft-decided']);
      expect(await one.house.deps.ladders.versions(one.house.county)).toHaveLength(1);
    });

    it('of two drafts at once is one approval, and the other must be looked at again', async () => {
      const one = await desk();
      const first = ok(await one.propose());
      const second = ok(await one.propose({ A: leadAfter(20) }, one.house.third));
      const [a, b] = [ok(await one.look(first)), ok(await one.look(second))];
      const answers = await Promise.all([refusalOf(one.approve(first, a)), refusalOf(one.approve(second, b))]);
      expect(answers.sort()).toEqual(['done', 'ladder-dry-run-stale']);
    });

    it('cannot slip in before a version that is scheduled already', async () => {
      const one = await desk();
      const first = ok(await one.propose());
      ok(await one.approve(first, ok(await one.look(first)), one.house.second, after(one.now, hours(24))));
      const next = ok(await one.propose({ A: leadAfter(20) }));
      const run = ok(await one.look(next));
      expect(await refusalOf(one.approve(next, run))).toBe('ladder-effect-too-early');
      ok(await one.approve(next, run, one.house.second, after(one.now, hours(25))));
    });
  });

  describe('the way back', () => {
    it('is a new edit with the same four eyes, and the older version by name', async () => {
      const one = await desk();
      await one.throughFourEyes();
      one.house.deps.clock.advance('1 h');
      await one.throughFourEyes({ A: leadAfter(20) });
      one.house.deps.clock.advance('1 h');
      await one.throughFourEyes({ A: leadAfter(25) });
      one.house.deps.clock.advance('1 h');
      await one.throughFourEyes({ A: ladders.A });
      const versions = await one.house.deps.ladders.versions(one.house.county);
      const keys = versions.map(({ key }) => key);
      expect(keys[2]).toBe(keys[0]);
      expect(keys[3]).toBe(DEFAULT_LADDERS);
      expect(new Set(keys).size).toBe(3);
    });

    it('of a draft is the author’s, or the refusal of somebody else, with a reason', async () => {
      const one = await desk();
      const { deps, author, second } = one.house;
      const draft = ok(await one.propose());
      expect(await refusalOf(withdrawLadders(deps, { draftId: draft.id, by: second, reason: 'x' }))).toBe(
        'ladder-not-author',
      );
      expect(await refusalOf(rejectLadders(deps, { draftId: draft.id, by: author, reason: 'x' }))).toBe(
        'ladder-own-draft',
      );
      ok(await rejectLadders(deps, { draftId: draft.id, by: second, reason: '夜里太慢' }));
      expect(await refusalOf(one.look(draft))).toBe('ladder-draft-decided');
      const other = ok(await one.propose());
      expect(ok(await withdrawLadders(deps, { draftId: other.id, by: author, reason: '写错了' }))).toMatchObject({
        state: 'withdrawn',
        decision: '写错了',
      });
      expect((await deps.ladders.drafts(one.house.county)).map(({ state }) => state).sort()).toEqual([
        'rejected',
        'withdrawn',
      ]);
    });
  });

  it('every step of an edit stays in its history, with who and when', async () => {
    const one = await desk();
    const draft = await one.throughFourEyes();
    const steps = await one.house.deps.ladders.steps(draft.id);
    expect(steps.map(({ type, by }) => [type, by])).toEqual([
      ['proposed', one.house.author],
      ['dry-run', one.house.second],
      ['approved', one.house.second],
    ]);
    expect(steps[1]?.fingerprint).toBe(steps[2]?.fingerprint);
  });

  it('a dry run shows every class side by side, and who is in each role', async () => {
    const one = await desk();
    const run = ok(await one.look(ok(await one.propose())));
    const alone = run.stories.find((story) => story.class === 'A' && story.of.what === 'synthetic');
    const leads = (calls: DryRun['stories'][number]['before'] | undefined) =>
      calls?.find(({ step }) => step.do === 'tell' && step.role === 'lead')?.atS;
    expect([leads(alone?.before), leads(alone?.after)]).toEqual([15, 25]);
    expect(alone?.differs).toBe(true);
    expect(new Set(run.stories.map((story) => story.class)).size).toBe(8);
    expect(run.people.lead?.length).toBeGreaterThan(0);
  });
}
