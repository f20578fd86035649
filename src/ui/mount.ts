import { mount } from 'svelte';
import type { DesksideApp } from '../app/api';
import AppShell from './app-shell.svelte';
import { speak } from './i18n/locale.svelte';
import './styles/fonts.css';
import './styles/fallback-font.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/filters.css';
import './styles/touch.css';
import './styles/print.css';

/** Puts the page into `target`, in place of what stands there. */
export function mountUi(target: HTMLElement, app: DesksideApp): void {
  target.replaceChildren();
  // Before anything is drawn, so that nothing is seen in another language first.
  speak(app.settings.get().language);
  mount(AppShell, { target, props: { app } });
}
