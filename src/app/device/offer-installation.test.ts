import { expect, it, vi } from 'vitest';
import type { Installation } from '../../platform/installation';
import { createObservable } from '../../platform/observable';
import { createMemoryPageStorage } from '../../platform/page-storage';
import type { BriefingProgress } from '../api';
import { createNoticeBoard } from '../notices';
import { offerInstallation } from './offer-installation';

const progress = (state: BriefingProgress['state']) => ({ state }) as BriefingProgress;

function desk(storage = createMemoryPageStorage()) {
  const board = createNoticeBoard();
  const briefing = createObservable(progress('idle'));
  const installation = createObservable<Installation>('by-hand');
  const ask = vi.fn(async () => true);
  offerInstallation({ installer: { installation, ask }, board, briefing, storage });
  return { board, briefing, installation, ask, storage };
}

it('offers the installation once, after a whole briefing and where the browser can do it', () => {
  const first = desk();
  first.briefing.set(progress('done'));
  expect(first.board.notices.get()).toEqual([]);
  first.installation.set('offered');
  const [notice] = first.board.notices.get();
  expect(notice?.text).toContain('installed');
  notice?.action?.run();
  expect(first.ask).toHaveBeenCalledTimes(1);
  expect(first.board.notices.get()).toEqual([]);

  const later = desk(first.storage);
  later.installation.set('offered');
  later.briefing.set(progress('done'));
  expect(later.board.notices.get()).toEqual([]);
});

it('does not disturb a briefing that runs', () => {
  const { board, briefing, installation } = desk();
  installation.set('offered');
  briefing.set(progress('running'));
  expect(board.notices.get()).toEqual([]);
});
