import { keptWord } from './kept-word';
import { isAlwaysOn, keyMeaning, type Command, type KeyPress } from './shortcuts';

export type CommandHandlers = Partial<Record<Command, () => void>>;

/** A sequence such as `g m` must be finished within this time. */
const SEQUENCE_MS = 1200;
const kept = keptWord('deskside.shortcuts');

/** Which views answer which commands, and the keyboard that gives them. */
export class Commands {
  /** Single keys as commands disturb some who dictate or use a switch, so they can be turned off. */
  enabled = $state(kept.read() !== 'off');
  readonly #handlers: CommandHandlers[] = [];
  #pending: string | null = null;
  #pendingSince = 0;

  /** The handlers registered last answer first; returns the function that takes them back. */
  register(handlers: CommandHandlers): () => void {
    this.#handlers.push(handlers);
    return () => {
      this.#handlers.splice(this.#handlers.indexOf(handlers), 1);
    };
  }

  /** Whether a view answers it just now. */
  has(command: Command): boolean {
    return this.#handlers.some((handlers) => handlers[command]);
  }

  run(command: Command): boolean {
    const handler = this.#handlers.findLast((handlers) => handlers[command])?.[command];
    handler?.();
    return handler !== undefined;
  }

  setEnabled(enabled: boolean): void {
    this.enabled = enabled;
    kept.write(enabled ? 'on' : 'off');
  }

  /** Listens on the window; returns the function that ends it. */
  start(): () => void {
    const listen = (event: KeyboardEvent) => this.#press(event);
    addEventListener('keydown', listen);
    return () => removeEventListener('keydown', listen);
  }

  #press(event: KeyboardEvent): void {
    if (event.defaultPrevented || event.isComposing) return;
    if (!this.enabled && !isAlwaysOn(event)) return;
    const pending = performance.now() - this.#pendingSince < SEQUENCE_MS ? this.#pending : null;
    this.#pending = null;
    const meaning = keyMeaning(
      {
        key: event.key,
        ctrlKey: event.ctrlKey,
        metaKey: event.metaKey,
        altKey: event.altKey,
        focus: focusKind(event.target),
      },
      pending,
    );
    if (meaning.kind === 'sequence') {
      this.#pending = meaning.first;
      this.#pendingSince = performance.now();
    } else if (meaning.kind === 'command' && this.run(meaning.command)) {
      event.preventDefault();
    }
  }
}

function focusKind(target: EventTarget | null): KeyPress['focus'] {
  // `main` only takes the focus for the views that come and go in it.
  if (!(target instanceof Element) || target.matches('body, main')) return 'page';
  if (target.closest('[role="dialog"], [role="alertdialog"]')) return 'dialog';
  if (target.closest('textarea, select, [contenteditable]')) return 'text';
  if (target instanceof HTMLInputElement && !['radio', 'checkbox', 'button'].includes(target.type)) {
    return 'text';
  }
  return 'control';
}
