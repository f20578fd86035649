import type { ServerTestStep } from '../../app/api';
import { toFailure } from '../../contracts/failure';
import type { OwnServer, OwnServerKind, OwnServerModel } from '../../contracts/own-server';
import { failureText } from '../i18n/app-words.svelte';
import type { Desk } from './desk.svelte';
import { readServerForm, serverForm, withPick, type ServerErrors, type ServerForm } from './server-form';

/** What decides who is asked, and how. */
const ASKED_WITH = ['address', 'kind', 'key'] as const satisfies readonly (keyof ServerForm)[];

/** The dialog in which a server is added or changed: the form, the test of the connection, and the models to pick from. */
export class ServerDialog {
  form = $state.raw<ServerForm>() as ServerForm;
  errors = $state.raw<ServerErrors>({});
  /** What is typed may differ from what is stored. */
  edited = $state(false);
  /** Steps of the last test; null before there was one. */
  steps = $state.raw<readonly ServerTestStep[] | null>(null);
  /** What the server lists; null before it was asked. */
  listed = $state.raw<readonly OwnServerModel[] | null>(null);
  testing = $state(false);
  readonly id: string;
  readonly #desk: Desk;
  readonly #addresses: Readonly<Record<OwnServerKind, string>>;
  #test: AbortController | null = null;

  /** `addresses`: where each product answers unless it was set up otherwise. */
  constructor(desk: Desk, server: OwnServer | null, addresses: Readonly<Record<OwnServerKind, string>>) {
    this.#desk = desk;
    this.#addresses = addresses;
    this.id = server?.id ?? crypto.randomUUID().slice(0, 8);
    this.form = serverForm(server, 'ollama', addresses.ollama);
  }

  /** Those to show: what the server lists, and what was picked before and is not listed now. */
  get models(): readonly OwnServerModel[] {
    const listed = this.listed ?? [];
    const others = this.form.models.filter(({ name }) => !listed.some((model) => model.name === name));
    return [...listed, ...others];
  }

  get saved(): boolean {
    return !this.edited && this.#desk.watched.settings.current.ownServers.some(({ id }) => id === this.id);
  }

  /** What was found at another address, of another product or with another key, says nothing of this one. */
  change(part: Partial<ServerForm>): void {
    if (ASKED_WITH.some((key) => key in part && part[key] !== this.form[key])) this.#forgetTest();
    this.form = { ...this.form, ...part };
    this.edited = true;
  }

  /** Fills in the address of the product, unless the user has typed one. */
  chooseKind(kind: OwnServerKind): void {
    const untouched = Object.values(this.#addresses).includes(this.form.address);
    this.change({ kind, ...(untouched ? { address: this.#addresses[kind] } : {}) });
  }

  pick(model: OwnServerModel, picked: boolean): void {
    this.change({ models: withPick(this.form.models, model, picked) });
  }

  async test(): Promise<void> {
    const server = this.#read();
    if (!server) return;
    this.cancelTest();
    const test = new AbortController();
    this.#test = test;
    this.testing = true;
    this.steps = [];
    const onStep = (steps: readonly ServerTestStep[]): void => {
      if (this.#test === test) this.steps = steps;
    };
    try {
      const { models } = await this.#desk.app.testServer(server, { signal: test.signal, onStep });
      if (this.#test === test && models.length > 0) this.#take(models);
    } catch (thrown) {
      const failure = toFailure(thrown);
      if (failure.code !== 'cancelled') this.#desk.toasts.show(failureText(failure));
    } finally {
      if (this.#test === test) this.cancelTest();
    }
  }

  cancelTest(): void {
    this.#test?.abort();
    this.#test = null;
    this.testing = false;
  }

  /** Whether it was stored. */
  async save(): Promise<boolean> {
    const server = this.#read();
    if (!server || !(await this.#desk.attempt(() => this.#desk.app.saveServer(server)))) return false;
    this.edited = false;
    return true;
  }

  #forgetTest(): void {
    this.cancelTest();
    this.steps = null;
    this.listed = null;
  }

  /** What the server tells now goes before what it told when a model was picked. */
  #take(listed: readonly OwnServerModel[]): void {
    this.listed = listed;
    const models = this.form.models.map((model) => listed.find(({ name }) => name === model.name) ?? model);
    if (JSON.stringify(models) !== JSON.stringify(this.form.models)) this.change({ models });
  }

  #read(): OwnServer | null {
    const others = this.#desk.watched.settings.current.ownServers;
    const read = readServerForm(this.form, this.id, others, location.protocol);
    this.errors = read.ok ? {} : read.errors;
    return read.ok ? read.server : null;
  }
}
