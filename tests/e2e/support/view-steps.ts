import type { Page } from '@playwright/test';
import { openView } from '../../../scripts/lib/drive-page';
import { tasksDuring } from './main-thread';

/** Something that a user does, and what is on the page once it has had its effect. */
export interface ViewStep {
  readonly name: string;
  readonly act: (page: Page) => Promise<unknown>;
  readonly shows: Sign;
}

/** An element of the view that holds the text, or `gone`, none of the selector. */
interface Sign {
  readonly selector: string;
  readonly text?: string;
  readonly gone?: true;
}

export interface StepCost {
  /** Milliseconds from the key or the click to the frame that shows its effect. */
  readonly shownMs: number;
  /** Computing of the longest task on the page's thread, and what ran inside. */
  readonly longestMs: number;
  readonly inside: readonly string[];
}

/** What a step leads to beyond its first frame is computed within. */
const AFTERMATH_MS = 400;
const ROW = '[role=treeitem]';
const title = (text: string): Sign => ({ selector: 'h1', text });
const press =
  (...keys: string[]) =>
  async (page: Page): Promise<void> => {
    for (const key of keys) await page.keyboard.press(key);
  };
const step = (name: string, act: ViewStep['act'], shows: Sign): ViewStep => ({ name, act, shows });
const linkTo = (place: string) => (page: Page) => page.locator(`main a[href="#/${place}"]`).click();

/** All views by click and by key, a mail, the palette, the list's cursor, selection, marks and filter. Begins and ends with the briefing. */
export const VIEW_STEPS: readonly ViewStep[] = [
  step('Documents by click', (page) => openView(page, 'Documents'), title('Documents')),
  step('Labels by click', (page) => openView(page, 'Labels'), title('Labels')),
  step('Models by click', (page) => openView(page, 'Models'), title('Models')),
  step('Settings by click', (page) => openView(page, 'Settings'), title('Settings')),
  ...['sources', 'learning', 'voice', 'evaluation', 'escalation'].flatMap((place) => [
    step(`${place} by click`, linkTo(place), { selector: 'main a[href="#/settings"]' }),
    step(`Settings by key from ${place}`, press('g', 's'), title('Settings')),
  ]),
  step('Briefing by click', (page) => openView(page, 'Briefing'), { selector: ROW }),
  step('Documents by key', press('g', 'd'), title('Documents')),
  step('Labels by key', press('g', 'l'), title('Labels')),
  step('Models by key', press('g', 'm'), title('Models')),
  step('Briefing by key', press('g', 'b'), { selector: ROW }),
  step('mail by click', (page) => page.locator(`${ROW}[aria-level="2"]`).nth(1).click(), {
    selector: 'article',
  }),
  step('back by key', press('Escape'), { selector: 'article', gone: true }),
  step('mail by key', press('Enter'), { selector: 'article' }),
  step('back once more', press('Escape'), { selector: 'article', gone: true }),
  step('palette', press('Control+k'), { selector: '[role=dialog]' }),
  step('letter in the palette', press('s'), { selector: '[role=option]' }),
  step('rare word in the palette', press('q', 'x'), { selector: '[role=option]' }),
  step('end of the palette', press('Escape'), { selector: '[role=dialog]', gone: true }),
  step('end of the list', press('End'), { selector: ROW }),
  step('start of the list', press('Home', 'ArrowDown'), { selector: `${ROW}[aria-level="2"]` }),
  step('all of a group', press('Control+a'), { selector: '[role=toolbar]' }),
  step('no selection', press('Escape'), { selector: `${ROW}[aria-selected=true]`, gone: true }),
  step('mail done', press('d'), { selector: ROW }),
  step('undone', press('z'), { selector: ROW }),
  step('filter by key', press('/'), { selector: 'search input:focus' }),
  step('first letter of a filter', press('s'), { selector: ROW }),
  step('second letter', press('a'), { selector: ROW }),
  step('no filter', press('Escape'), { selector: ROW }),
];

/** Does it as a user and tells what it cost the page. */
export async function costOf(page: Page, { act, shows }: ViewStep): Promise<StepCost> {
  await page.evaluate(watch, shows);
  const tasks = await tasksDuring(
    page,
    async () => {
      await act(page);
      await page.waitForSelector('html[data-shown-ms]', { state: 'attached' });
      await page.waitForTimeout(AFTERMATH_MS);
    },
    1,
  );
  const shownMs = Number(await page.locator('html').getAttribute('data-shown-ms'));
  return { shownMs, longestMs: tasks[0]?.cpuMs ?? 0, inside: tasks[0]?.inside ?? [] };
}

/** Runs in the page: notes in the document how long after the last key or click the sign was drawn. */
function watch({ selector, text, gone }: Sign): void {
  let at: number | null = null;
  const note = (event: Event): void => void (at = event.timeStamp);
  const isThere = (): boolean => {
    const found = [...document.querySelectorAll(selector)];
    return gone ? found.length === 0 : found.some((each) => each.textContent.trim().startsWith(text ?? ''));
  };
  function look(): void {
    if (at === null || !isThere()) return void requestAnimationFrame(look);
    const heard = at;
    for (const type of ['keydown', 'click']) removeEventListener(type, note, true);
    // The frame is drawn by the time of the next task.
    setTimeout(() => (document.documentElement.dataset['shownMs'] = String(performance.now() - heard)));
  }
  delete document.documentElement.dataset['shownMs'];
  for (const type of ['keydown', 'click']) addEventListener(type, note, true);
  requestAnimationFrame(look);
}
