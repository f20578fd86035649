import type { DeskDocument } from '../../contracts/document';
import { CANCELLED, DesksideError } from '../../contracts/failure';
import type { DocumentOutcome, DocumentProgress, ImportFile } from '../../contracts/import-api';
import { createObservable } from '../../platform/observable';
import { calendarFile } from '../../tasks/facts/calendar-file';
import { factsOfDocument, factsOfMail } from '../../tasks/facts/facts-of';
import { findPoints, summariseDocument } from '../../tasks/summarise/document/summarise-document';
import type { AreaParts } from '../area-parts';
import { elsewhere } from '../change-bus';
import { attachmentPath } from './attachment-path';
import { createDocumentShelf } from './document-shelf';
import type { DocumentsApi } from './documents-api';
import { summariseFolder } from './folder-summary';
import { createWatchedFolders } from './watched-folders';
import { canKeepFolders } from '../../platform/folders/folder-access';
import { readThread } from './read-thread';
import { createStoredSummaries } from './stored-summaries';

export async function createDocuments({
  history,
  importer,
  people,
  changes,
  clock,
  version,
}: AreaParts): Promise<DocumentsApi> {
  const shelf = createDocumentShelf(history, changes);
  const summaries = createStoredSummaries(history, version);
  const importing = createObservable<DocumentProgress | null>(null);
  /** One import runs at a time; those that come meanwhile wait for it. */
  let last: Promise<unknown> = Promise.resolve();
  let controller = new AbortController();

  async function require(id: string): Promise<DeskDocument> {
    const document = await history.documents.get(id);
    return document ?? { ...NOTHING, id };
  }

  async function runImport(
    files: readonly ImportFile[],
    signal: AbortSignal,
    onRead: (path: string, documentId: string) => void,
  ): Promise<DocumentOutcome> {
    if (signal.aborted) return { documents: 0, problems: [], cancelled: true };
    try {
      return await importer.readDocuments(files, {
        onDocument: async (document) => {
          await history.documents.put(document);
          onRead(document.path, document.id);
        },
        onProgress: (progress) => importing.set(progress),
        signal,
      });
    } finally {
      importing.set(null);
      await shelf.showChanges();
    }
  }

  function importInTurn(
    files: readonly ImportFile[],
    onRead: (path: string, documentId: string) => void = () => undefined,
  ): Promise<DocumentOutcome> {
    if (files.length === 0) return Promise.resolve({ documents: 0, problems: [], cancelled: false });
    const { signal } = controller;
    const mine = last.catch(() => undefined).then(() => runImport(files, signal, onRead));
    last = mine;
    return mine;
  }

  const folders = createWatchedFolders({
    history,
    clock,
    read: importInTurn,
    removeDocuments: async (ids) => {
      if (ids.length > 0) await shelf.remove(ids);
    },
  });

  function cancelImport(): void {
    controller.abort();
    controller = new AbortController();
  }

  await shelf.load();
  await folders.resume();
  changes.on(elsewhere('folders'), () => void folders.follow().catch(() => undefined));
  return {
    documents: shelf.rows,
    importing,
    importFiles: (files) => importInTurn(files),
    cancelImport,
    get: (id) => history.documents.get(id),
    async remove(id) {
      const document = await history.documents.get(id);
      await shelf.remove([id]);
      return document;
    },
    async removeAll() {
      cancelImport();
      await last.catch(() => undefined);
      for (const { id } of folders.rows.get()) await folders.stop(id);
      await shelf.remove();
    },
    restore: shelf.restore,
    canWatchFolders: canKeepFolders(),
    folders: folders.rows,
    addFolder: folders.add,
    allowFolder: folders.allow,
    stopFolder: folders.stop,
    async summary(id, run) {
      const document = await require(id);
      const known = await summaries.read(document);
      if (known) return known;
      const made = await summariseDocument(document, run);
      await summaries.keep(id, made);
      return made;
    },
    folderSummary: (ids, run) => summariseFolder(ids, { read: require, findPoints }, run),
    facts: async (id, signal) => factsOfDocument(await require(id), signal),
    attachmentDocument: async (message, index) => {
      const path = attachmentPath(message, index);
      return shelf.rows.get().find((row) => row.path === path)?.id;
    },
    async addAttachment(message, index, files, signal) {
      const place = { id: message.id, messageId: message.messageId, index };
      const blob = await importer.findAttachment(files, place, signal);
      let added = '';
      const { problems } = await importInTurn(
        [{ name: attachmentPath(message, index), blob }],
        (_path, id) => (added = id),
      );
      const [problem] = problems;
      if (problem) throw new DesksideError(problem.failure);
      if (added === '') throw new DesksideError(CANCELLED);
      return added;
    },
    async mailFacts(messageId) {
      const message = await history.messages.get(messageId);
      return message ? factsOfMail(message) : [];
    },
    thread: (messageId) => readThread(messageId, history, people.owner()),
    calendar: async (facts, { sourceId, source }) => {
      const entries = facts.flatMap(({ due, sentence, evidence }) =>
        due === null
          ? []
          : [
              {
                uid: `${sourceId.slice(0, 24)}-${evidence.start}@deskside`,
                title: sentence,
                description: source,
                due,
              },
            ],
      );
      return new Blob([calendarFile(entries, new Date(clock.now()))], {
        type: 'text/calendar;charset=utf-8',
      });
    },
  };
}

/** Stands for a document that was removed in another tab meanwhile. */
const NOTHING: DeskDocument = {
  ...{ id: '', path: '', mediaType: 'text/plain', bytes: 0, title: '', text: '', importedAt: '' },
  warnings: [],
};
