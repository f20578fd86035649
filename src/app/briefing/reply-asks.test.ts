import { expect, it } from 'vitest';
import { makeMessage } from '../../../tests/support/make-message';
import { findAsks } from '../../tasks/draft/asks';
import { emptyResult } from '../mail-results';
import { replyAsks } from './reply-asks';

const OWNER = { name: 'Dana Whitfield', address: 'dana@y.example', role: '' };
const mail = makeMessage({
  text: 'Hi Dana,\n\nCan you lend us the van? They offered $40 for the diesel on Friday, or a full tank instead.\n\nAda',
});

it('gives a mail that was sorted under reply later its further points, under the ids that its answers have', () => {
  const asks = findAsks(mail, OWNER);
  const points = replyAsks({ ...emptyResult(mail.id), asks }, mail, OWNER);
  expect(points.length).toBeGreaterThan(asks.length);
  expect(points.slice(0, asks.length).map(({ id }) => id)).toEqual(asks.map(({ id }) => id));
});

it('leaves asks that were found otherwise as they are, since the answers are for them', () => {
  const [ask] = findAsks(mail, OWNER);
  const asks = ask ? [{ ...ask, text: 'Found by an earlier version' }] : [];
  expect(replyAsks({ ...emptyResult(mail.id), asks }, mail, OWNER)).toEqual(asks);
});
