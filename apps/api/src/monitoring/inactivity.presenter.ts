import { toIso } from '@silverbell/kernel';
import { isAwayNow, inactivityDoubts, type InactivityFile } from '@silverbell/usecases';
import type { AnswerOf, SilenceRuleWire } from '@silverbell/wire';
import type { Instant } from '@silverbell/kernel';

type View = AnswerOf<'silenceRules'>;
type Rule = InactivityFile['rules'][number];

const HOUR = 3_600_000;

export function ruleView(rule: Rule): SilenceRuleWire {
  switch (rule.rule) {
    case 'no-sign':
      return { rule: rule.rule, withinHours: rule.within / HOUR };
    case 'morning':
      return { rule: rule.rule, from: rule.from, by: rule.by };
    case 'water':
      return { rule: rule.rule, belowL: rule.belowL, aboveL: rule.aboveL };
  }
}

/** Facts with their times, and what is doubtful about them; never a word about how she is (H15). */
export function inactivityOf(file: InactivityFile, now: Instant): View {
  const iso = (at: Instant | null): string | null => (at === null ? null : toIso(at));
  const signs = [...file.signs].sort((a, b) => b.at - a.at);
  const last = signs.find(({ inPerson }) => inPerson);
  const { away } = file;
  return {
    senior: { id: file.seniorId, name: file.name },
    timeZone: file.timeZone,
    rules: file.rules.map(ruleView),
    rulesSince: iso(file.rulesSince),
    defaults: {
      rules: file.defaults.rules.map(ruleView),
      validFrom: iso(file.defaults.validFrom),
      source: file.defaults.source,
    },
    lastContact: last ? { sign: last.sign, at: toIso(last.at) } : null,
    signs: signs.map(({ sign, at, inPerson }) => ({ sign, at: toIso(at), counts: inPerson })),
    waterL: file.waterL,
    away:
      away === null || away.until <= now
        ? null
        : {
            from: toIso(away.from),
            until: toIso(away.until),
            where: away.where && {
              lat: away.where.point.lat,
              lng: away.where.point.lng,
              label: away.where.label || null,
            },
            reason: away.reason,
            resting: isAwayNow(away, now),
          },
    doubts: [...inactivityDoubts(file)],
    changes: file.changes.map(({ at, ...change }) => ({ ...change, at: toIso(at) })),
  };
}
