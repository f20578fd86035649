import type { FailureCode } from '../../contracts/failure';
import type { LoadedModelInfo } from '../../contracts/inference-api';
import type { Device } from '../../contracts/model';
import type { Observable } from '../../contracts/observable';
import type { NoticeBoard } from '../notices';

/** What went wrong with a device, and not only what this machine never had. */
const TOLD: ReadonlySet<FailureCode> = new Set([
  'device-lost',
  'internal',
  'known-answer-failed',
  'worker-died',
]);

const PLACES: Readonly<Record<Device, string>> = {
  webgpu: 'on the graphics processor',
  wasm: 'on the processor',
  browser: 'in the browser',
  server: 'on your server',
};

/** Says once for each reason that a model is run otherwise than was meant, and why. */
export function tellFallbacks(
  loaded: Observable<readonly LoadedModelInfo[]>,
  nameOf: (modelId: string) => string,
  board: NoticeBoard,
): void {
  const told = new Set<string>();
  loaded.subscribe((infos) => {
    for (const { modelId, device, threads, refused } of infos) {
      const news = refused.filter(({ failure }) => TOLD.has(failure.code)).at(-1);
      const text = news?.failure.message;
      if (text === undefined || told.has(`${modelId} ${text}`)) continue;
      told.add(`${modelId} ${text}`);
      const withThreads = device === 'wasm' && threads === 1 ? ', with one thread' : '';
      board.post({
        id: `fallback-${modelId}`,
        tone: 'warning',
        text: `${text} “${nameOf(modelId)}” now runs ${PLACES[device]}${withThreads}.`,
      });
    }
  });
}
