import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as v from 'valibot';
import { coversPoint } from './draft-coverage';

const Cases = v.array(
  v.object({
    /** The rule was chosen on the first two sets; the third was judged after that. */
    set: v.picklist([1, 2, 3]),
    night: v.string(),
    point: v.string(),
    covered: v.boolean(),
    draft: v.string(),
    mail: v.string(),
  }),
);
const cases = v.parse(
  Cases,
  JSON.parse(
    readFileSync(new URL('../../benchmarks/data/draft-coverage-cases.json', import.meta.url), 'utf8'),
  ),
);

const mailText =
  'Hi Dana,\n\nCan you come on Thursday at nine? We also have to know where the spare badge is.\n\nOwen';
const visit = 'yes or no to coming on Thursday';

describe('coversPoint', () => {
  it.each([
    [1, 60],
    [2, 60],
    [3, 30],
  ])('agrees with people on at least 85 of 100 cases of set %i', (set, count) => {
    const judged = cases.filter((one) => one.set === set);
    const agreed = judged.filter(
      ({ draft, point, covered, mail }) => coversPoint(draft, point, { mailText: mail }) === covered,
    ).length;
    expect(judged).toHaveLength(count);
    expect(agreed / count).toBeGreaterThanOrEqual(0.85);
  });

  it.each([
    ['an answer', 'Hi Owen,\n\nYes, I will come on Thursday.\n\nDana'],
    ['a refusal', 'Hi Owen,\n\nI am afraid I cannot come on Thursday.\n\nDana'],
    ['a deferral', 'Hi Owen,\n\nAs to Thursday, I will let you know tomorrow whether I come.\n\nDana'],
    ['a blank that names it', 'Hi Owen,\n\nI [can / cannot] come on Thursday at nine.\n\nDana'],
  ])('counts %s', (_what, draft) => {
    expect(coversPoint(draft, visit, { mailText })).toBe(true);
  });

  it.each([
    ['the mail over again', mailText],
    ['the question asked back', 'Hi Owen,\n\nWhether I can come on Thursday at nine?\n\nDana'],
    ['a blank that names nothing', 'Hi Owen,\n\nMy answer: [your answer].\n\nDana'],
    ['an answer to something else', 'Hi Owen,\n\nThe spare badge is in [place].\n\nDana'],
    ['nothing', ''],
  ])('does not count %s', (_what, draft) => {
    expect(coversPoint(draft, visit, { mailText })).toBe(false);
  });

  it('does not take the mail’s own statement for an answer', () => {
    const told = 'Hi Dana,\n\nYou can come on Thursday at nine, I gather.\n\nOwen';
    const repeated = 'Hi Owen,\n\nYou can come on Thursday at nine, I gather.\n\nDana';
    expect(coversPoint(repeated, visit, { mailText: told })).toBe(false);
    expect(coversPoint(`${repeated}\n\nYes, I will come on Thursday.`, visit, { mailText: told })).toBe(true);
  });

  it('takes either side of a point with an alternative', () => {
    const draft = 'Hi Owen,\n\nI will look for the badge and tell you tomorrow.\n\nDana';
    expect(
      coversPoint(draft, 'the floor and shelf of the cupboard, or that the badge will be looked for', {
        mailText,
      }),
    ).toBe(true);
  });
});
