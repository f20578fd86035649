/** Before each file of tests in a browser: files follow each other in one browser, and what one has stored is not there for the next. */
import { deleteDB } from 'idb';

const stored = await indexedDB.databases();
await Promise.all(stored.map(({ name = '' }) => deleteDB(name)));
