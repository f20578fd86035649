import type { Failure } from '../../contracts/failure';
import type { InstallProgress } from '../../contracts/model';

/** What tabs tell each other of downloads. */
export type TransferNote =
  | { readonly kind: 'progress'; readonly progress: InstallProgress }
  /** Whoever wrote the model has stopped, well or not; a tab that dies says nothing. */
  | { readonly kind: 'ended'; readonly modelId: string; readonly failure: Failure | null }
  /** What is stored or listed of the model has changed: it was removed, or taken off the list. */
  | { readonly kind: 'changed'; readonly modelId: string }
  /** The user wants it to stop, in whichever tab it runs. */
  | { readonly kind: 'stop'; readonly modelId: string };

export interface TransferChannel {
  tell(note: TransferNote): void;
  /** What other tabs tell; not what this one does. */
  listen(listener: (note: TransferNote) => void): void;
}

export function openTransferChannel(name = 'deskside-transfers'): TransferChannel {
  const channel = new BroadcastChannel(name);
  return {
    tell: (note) => channel.postMessage(note),
    listen(listener) {
      channel.onmessage = ({ data }: MessageEvent<TransferNote>) => listener(data);
    },
  };
}
