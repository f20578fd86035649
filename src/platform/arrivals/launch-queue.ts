/** What the browser tells an installed app when it is opened with files, by a shortcut, or by a link. */
export interface Launch {
  /** Where the app was asked to go; null where the browser does not say. */
  readonly targetUrl: string | null;
  readonly files: readonly File[];
}

/** Not yet in TypeScript's library: https://wicg.github.io/web-app-launch/ */
export interface LaunchQueue {
  setConsumer(consumer: (params: LaunchParams) => void): void;
}

interface LaunchParams {
  readonly targetURL?: string | null;
  readonly files?: readonly FileSystemHandle[];
}

/**
 * Hands over each launch, those from before this call included. Files that cannot be read any more are left out.
 *
 * @param queue the browser's, absent in browsers that open no files with apps
 */
export function watchLaunches(
  onLaunch: (launch: Launch) => void,
  queue = (globalThis as { launchQueue?: LaunchQueue }).launchQueue,
): void {
  queue?.setConsumer((params) => {
    void readFiles(params.files ?? []).then((files) =>
      onLaunch({ targetUrl: params.targetURL ?? null, files }),
    );
  });
}

async function readFiles(handles: readonly FileSystemHandle[]): Promise<File[]> {
  const read = await Promise.all(
    handles.map((handle) => (isFile(handle) ? handle.getFile().catch(() => null) : null)),
  );
  return read.filter((file) => file !== null);
}

function isFile(handle: FileSystemHandle): handle is FileSystemFileHandle {
  return handle.kind === 'file';
}
