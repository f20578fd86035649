import { expect, type Page } from '@playwright/test';

/** A folder of mail that another program keeps, as far as the page can tell. */
export const MAIL_FOLDER = 'Thunderbird mail';
/** Of a look at some thousand mails, on a busy machine. */
const READ_MS = 240_000;

interface Reads {
  bytes: number;
}

/**
 * The private folder of the page stands in for one that the user picks; it has the same interface. What is read of its files is counted. Handles that come back out of the database are
 * counted too.
 */
export async function pickPrivateFolder(page: Page): Promise<void> {
  await page.addInitScript((name) => {
    const reads: Reads = { bytes: 0 };
    const getFile = FileSystemFileHandle.prototype.getFile;
    FileSystemFileHandle.prototype.getFile = async function () {
      const file = await getFile.call(this);
      const slice = file.slice.bind(file);
      return Object.defineProperty(file, 'slice', {
        value: (start?: number, end?: number) => {
          const part = slice(start, end);
          reads.bytes += part.size;
          return part;
        },
      });
    };
    Object.assign(window, {
      mailReads: reads,
      showDirectoryPicker: async () =>
        (await navigator.storage.getDirectory()).getDirectoryHandle(name, { create: true }),
    });
  }, MAIL_FOLDER);
}

export const bytesRead = (page: Page): Promise<number> =>
  page.evaluate(() => (window as unknown as { mailReads: Reads }).mailReads.bytes);

/** Writes a file of the folder anew, or appends to it. */
export async function writeFile(page: Page, name: string, content: Buffer, appends = false): Promise<void> {
  await page.evaluate(
    async ([folderName, fileName, base64, adds]) => {
      const bytes = Uint8Array.from(atob(base64), (unit) => unit.charCodeAt(0));
      const root = await navigator.storage.getDirectory();
      const folder = await root.getDirectoryHandle(folderName, { create: true });
      const file = await folder.getFileHandle(fileName, { create: true });
      const writable = await file.createWritable({ keepExistingData: adds });
      if (adds) await writable.seek((await file.getFile()).size);
      await writable.write(bytes);
      await writable.close();
    },
    [MAIL_FOLDER, name, content.toString('base64'), appends] as const,
  );
}

/** Sets the folder up as a source, in the view of sources. */
export async function chooseFolder(page: Page, days: number): Promise<void> {
  await page.getByRole('button', { name: 'Set up: A folder on this machine' }).click();
  await page.getByLabel('Days back').fill(String(days));
  await page.getByRole('button', { name: 'Choose the folder' }).click();
}

/** Has the folder looked at, and waits until the page tells what came of it. */
export async function lookNow(page: Page, told: RegExp): Promise<void> {
  await page.getByRole('button', { name: `Look at ${MAIL_FOLDER} now` }).click();
  await expect(page.getByText(told).first()).toBeAttached({ timeout: READ_MS });
}
