import { readServerAddress, type AddressProblem } from '../../app/servers/server-address';
import type { OwnServer, OwnServerKind, OwnServerModel } from '../../contracts/own-server';
import { SERVER_KIND_LABELS } from '../format/model-labels';
import * as m from '../i18n/compiled/messages';

/** The form as typed. */
export interface ServerForm {
  readonly kind: OwnServerKind;
  readonly name: string;
  readonly address: string;
  readonly key: string;
  readonly models: readonly OwnServerModel[];
}

export type ServerErrors = Partial<Record<'address' | 'name', string>>;

/** The form for a server that is there, or for a new one of this kind. */
export function serverForm(
  server: OwnServer | null,
  kind: OwnServerKind,
  defaultAddress: string,
): ServerForm {
  if (server === null) return { kind, name: '', address: defaultAddress, key: '', models: [] };
  const { name, baseUrl, apiKey, models } = server;
  return { kind: server.kind, name, address: baseUrl, key: apiKey ?? '', models };
}

/** The server that the form describes, or what is wrong with each field, in sentences. `id`: of the server that is changed, or a new one. */
export function readServerForm(
  { kind, name, address, key, models }: ServerForm,
  id: string,
  others: readonly OwnServer[],
  pageProtocol: string,
): { readonly ok: true; readonly server: OwnServer } | { readonly ok: false; readonly errors: ServerErrors } {
  const read = readServerAddress(address, pageProtocol);
  const shown = name.trim() || SERVER_KIND_LABELS[kind];
  const isTaken = others.some((other) => other.id !== id && other.name === shown);
  const errors: ServerErrors = {
    ...('problem' in read ? { address: PROBLEMS[read.problem](address.trim()) } : {}),
    ...(isTaken ? { name: m.servers_name_taken({ name: shown }) } : {}),
  };
  if ('problem' in read || isTaken) return { ok: false, errors };
  const apiKey = key.trim() || null;
  return { ok: true, server: { id, name: shown, kind, baseUrl: read.baseUrl, apiKey, models } };
}

const PROBLEMS: Readonly<Record<AddressProblem, (address: string) => string>> = {
  'no-address': (address) =>
    address === '' ? m.servers_no_address() : m.servers_not_an_address({ address }),
  'mixed-content': (address) => m.servers_mixed_content({ address }),
  'not-nameable': (address) => m.servers_not_nameable({ address }),
};

/** The models with this one picked or not. */
export function withPick(
  models: readonly OwnServerModel[],
  model: OwnServerModel,
  picked: boolean,
): readonly OwnServerModel[] {
  const others = models.filter(({ name }) => name !== model.name);
  return picked ? [...others, model] : others;
}
