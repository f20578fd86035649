import { mount } from 'svelte';
import type { DesksideApp } from '../app/api';
import AppShell from './app-shell.svelte';
import './styles/fonts.css';
import './styles/tokens.css';
import './styles/base.css';
import './styles/controls.css';
import './styles/filters.css';

/** Puts the page into `target`, in place of what stands there. */
export function mountUi(target: HTMLElement, app: DesksideApp): void {
  target.replaceChildren();
  mount(AppShell, { target, props: { app } });
}
