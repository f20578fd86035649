import { statSync } from 'node:fs';
import path from 'node:path';
import { findModel } from '../../src/models/catalogue';
import type { DeviceChoice, ModelTask } from '../../src/contracts/model';
import { parseOptions } from '../lib/command-line';

const USAGE = `Usage: npm run brief -- FILE… [options]

  FILE…              mailboxes and mails: .mbox, .eml, .emlx, .msg, .zip
  --sent FILE        a mailbox of sent mail, from which drafts learn the voice; may be given again
  --model ID         the language model, by its id in the catalogue
  --embedder ID      the embedding model, by its id in the catalogue
  --device DEVICE    wasm, webgpu or auto (the default)
  --out FILE         where to write the report as JSON
  --keep-profile DIR use this browser profile and keep it, so that installed models and finished mails stay`;

export interface BriefOptions {
  /** Absolute paths of files that exist. */
  readonly inbox: readonly string[];
  readonly sent: readonly string[];
  readonly device: DeviceChoice;
  readonly model: string | null;
  readonly embedder: string | null;
  readonly out: string | null;
  readonly keptProfile: string | null;
}

const DEVICES: readonly string[] = ['auto', 'wasm', 'webgpu'] satisfies readonly DeviceChoice[];
const isDevice = (text: string): text is DeviceChoice => DEVICES.includes(text);

function existingFile(name: string): string {
  const stats = statSync(name, { throwIfNoEntry: false });
  if (!stats) throw new Error(`There is no file "${name}". Check the name and the folder.`);
  if (!stats.isFile()) throw new Error(`"${name}" is not a file. Name the mailbox or the mails in it.`);
  return path.resolve(name);
}

function knownModel(id: string, task: ModelTask, option: string): string {
  const entry = findModel(id);
  if (entry?.task === task) return id;
  const problem = entry ? 'is a model for something else' : 'is not in the catalogue';
  throw new Error(`--${option} ${id}: "${id}" ${problem}. The models' ids stand in src/models/catalogue.ts.`);
}

/** Reads the command line. Throws a sentence for the user about the first mistake. */
export function parseBriefOptions(argv: readonly string[]): BriefOptions {
  const { values, positionals } = parseOptions(USAGE, {
    args: [...argv],
    allowPositionals: true,
    options: {
      sent: { type: 'string', multiple: true, default: [] },
      model: { type: 'string' },
      embedder: { type: 'string' },
      device: { type: 'string', default: 'auto' },
      out: { type: 'string' },
      'keep-profile': { type: 'string' },
    },
  });
  if (positionals.length === 0) throw new Error(`Name at least one file with mail.\n\n${USAGE}`);
  if (!isDevice(values.device)) {
    throw new Error(`--device ${values.device}: choose ${DEVICES.join(', ')}.`);
  }
  return {
    inbox: positionals.map(existingFile),
    sent: values.sent.map(existingFile),
    device: values.device,
    model: values.model === undefined ? null : knownModel(values.model, 'text-generation', 'model'),
    embedder:
      values.embedder === undefined ? null : knownModel(values.embedder, 'feature-extraction', 'embedder'),
    out: values.out === undefined ? null : path.resolve(values.out),
    keptProfile: values['keep-profile'] === undefined ? null : path.resolve(values['keep-profile']),
  };
}
