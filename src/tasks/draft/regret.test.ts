import { describe, expect, it } from 'vitest';
import { regretFor } from './regret';

describe('regretFor', () => {
  it('regrets in the words of a complaint, without admitting it', () => {
    expect(
      regretFor(['I have waited for three days for somebody to ring me.', 'This is not good enough.']),
    ).toBe('I am sorry to read that you have waited for three days for somebody to ring you.');
  });

  it('says that it happened again', () => {
    expect(regretFor(['The pump let go today.', "That's the third set of seals in nine weeks."])).toBe(
      'I am sorry to read that this is the third set of seals in nine weeks.',
    );
  });

  it('regrets what a reminder calls due', () => {
    expect(regretFor(['According to our records the interim report was due on 28 February.'])).toBe(
      'I am sorry that the interim report is late.',
    );
  });

  it.each([
    [['The build failed twice and I have mended it.']],
    [['I waited for the 8.40 bus.', 'Could you send me the plan?']],
    [['The third option is the best.', 'That is the second point of the list.']],
    [[]],
  ])('says nothing to %j', (sentences) => {
    expect(regretFor(sentences)).toBeNull();
  });
});
