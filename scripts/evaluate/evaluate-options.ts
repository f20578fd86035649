import { statSync } from 'node:fs';
import path from 'node:path';
import { SUITES, type Suite } from '../../src/contracts/evaluation';
import type { DeviceChoice } from '../../src/contracts/model';
import { findModel } from '../../src/models/catalogue';
import { parseOptions } from '../lib/command-line';

const USAGE = `Usage: npm run evaluate -- --suite SUITE --data DIR [options]
       npm run evaluate -- --compare --data DIR [--out FILE]
       npm run evaluate -- --table

  --suite SUITE      ${SUITES.join(', ')}
  --data DIR         a folder laid out like public/samples/harbour
  --model ID         a language model, by its id in the catalogue, that words summaries; without it they are extracts
  --gguf FILE        instead, a model file of one's own, which is added to the app and chosen
  --compare          the suite “summary” without a language model, with the starter model, and with the model it was made from
  --device DEVICE    wasm, webgpu or auto (the default)
  --out FILE         where to write the result as JSON
  --keep-profile DIR use this browser profile and keep it, so that installed models stay
  --table            prints the tables of the README from the results in benchmarks/results/evaluation`;

export interface EvaluateOptions {
  /** `compare` runs the suite once for each model. */
  readonly task: 'run' | 'compare';
  readonly suite: Suite;
  /** Absolute path of a folder that exists. */
  readonly data: string;
  readonly model: string | null;
  /** Absolute path of a GGUF file that exists, or null. */
  readonly gguf: string | null;
  readonly device: DeviceChoice;
  readonly out: string | null;
  readonly keptProfile: string | null;
}

const DEVICES: readonly string[] = ['auto', 'wasm', 'webgpu'] satisfies readonly DeviceChoice[];
const isDevice = (text: string): text is DeviceChoice => DEVICES.includes(text);
const isSuite = (text: string): text is Suite => (SUITES as readonly string[]).includes(text);

/** Reads the command line. Throws a sentence for the user about the first mistake. */
export function parseEvaluateOptions(argv: readonly string[]): EvaluateOptions | { readonly task: 'table' } {
  const { values } = parseOptions(USAGE, {
    args: [...argv],
    options: {
      suite: { type: 'string' },
      data: { type: 'string' },
      model: { type: 'string' },
      gguf: { type: 'string' },
      compare: { type: 'boolean', default: false },
      device: { type: 'string', default: 'auto' },
      out: { type: 'string' },
      'keep-profile': { type: 'string' },
      table: { type: 'boolean', default: false },
    },
  });
  if (values.table) return { task: 'table' };
  const { data, model, gguf, device, compare } = values;
  const suite = values.suite ?? (compare ? 'summary' : undefined);
  if (suite === undefined || data === undefined) throw new Error(`Name a suite and a folder.\n\n${USAGE}`);
  if (!isSuite(suite)) throw new Error(`--suite ${suite}: choose ${SUITES.join(', ')}.`);
  if (!isDevice(device)) throw new Error(`--device ${device}: choose ${DEVICES.join(', ')}.`);
  if (!statSync(data, { throwIfNoEntry: false })?.isDirectory())
    throw new Error(
      `--data ${data}: there is no such folder. Name one laid out like public/samples/harbour.`,
    );
  if (model !== undefined && findModel(model)?.task !== 'text-generation')
    throw new Error(`--model ${model}: the catalogue has no language model of that id.`);
  if (gguf !== undefined && !statSync(gguf, { throwIfNoEntry: false })?.isFile())
    throw new Error(`--gguf ${gguf}: there is no such file.`);
  return {
    task: compare ? 'compare' : 'run',
    suite,
    data: path.resolve(data),
    model: model ?? null,
    gguf: gguf === undefined ? null : path.resolve(gguf),
    device,
    out: values.out === undefined ? null : path.resolve(values.out),
    keptProfile: values['keep-profile'] === undefined ? null : path.resolve(values['keep-profile']),
  };
}
