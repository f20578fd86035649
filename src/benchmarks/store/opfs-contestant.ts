import type { ModelEntry, ModelFile } from '../../contracts/model';
import { bodyOf, fetchFile } from './fetch-contestant';
import type { StoreContestant } from './store-contestant';

/** The origin's private file system, read as other files are. wllama keeps its models there. */
export const opfsContestant: StoreContestant = {
  async install(model) {
    const folder = await folderOf(model, { create: true });
    await Promise.all(
      model.files.map(async (file) => {
        const handle = await folder.getFileHandle(fileName(file), { create: true });
        await bodyOf(await fetchFile(model.baseUrl + file.path)).pipeTo(await handle.createWritable());
      }),
    );
  },
  buffer: async (model, file) => (await (await handleOf(model, file)).getFile()).arrayBuffer(),
  stream: async (model, file) => (await (await handleOf(model, file)).getFile()).stream(),
  async remove(model) {
    const root = await navigator.storage.getDirectory();
    await root.removeEntry(model.id, { recursive: true }).catch((error: unknown) => {
      if (!(error instanceof DOMException && error.name === 'NotFoundError')) throw error;
    });
  },
};

export async function handleOf(model: ModelEntry, file: ModelFile): Promise<FileSystemFileHandle> {
  return (await folderOf(model)).getFileHandle(fileName(file));
}

async function folderOf(
  model: ModelEntry,
  options: FileSystemGetDirectoryOptions = {},
): Promise<FileSystemDirectoryHandle> {
  const root = await navigator.storage.getDirectory();
  return root.getDirectoryHandle(model.id, options);
}

/** All in one folder. */
const fileName = (file: ModelFile): string => file.path.replaceAll('/', '_');
