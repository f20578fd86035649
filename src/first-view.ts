import { whenStarted } from './main';
import { mountUi } from './ui/mount';

/** A script of its own beside `main.ts`, so that the views are evaluated in a task of their own, while the database opens. */
void whenStarted(mountUi);
