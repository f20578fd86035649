import type { Failure, FailureCode } from '../../contracts/failure';

/** The sentences about packs that cannot be used, each with what to do. */

function failure(code: FailureCode, message: string, detail?: string): Failure {
  return { code, message, retryable: false, ...(detail === undefined ? {} : { detail }) };
}

/** @param reason completes “…, because …” */
export function refusedPack(reason: string, detail?: string): Failure {
  return failure(
    'import-refused',
    `The pack was not opened, because ${reason}. Ask whoever gave it to you to export the model again with Deskside.`,
    detail,
  );
}

export function cannotBePacked(name: string, place: string): Failure {
  return failure(
    'unsupported-model',
    `“${name}” cannot be exported, because its description or the names of its files would not be read on other machines. Copy the files that it was made from instead.`,
    place,
  );
}

export function notAPack(): Failure {
  return failure(
    'unsupported-model',
    'This archive is not a model pack of Deskside. Packs are made with Export under Models.',
  );
}

export function newerPack(): Failure {
  return failure(
    'unsupported-model',
    'The pack was made by a newer Deskside. Reload the page to get the current version, then import it again.',
  );
}

export function encryptedPack(): Failure {
  return failure(
    'import-encrypted',
    'The pack is protected by a password, which packs of Deskside never are. Unpack it, then pack the files again without compression and password.',
  );
}

export function damagedPack(detail: string): Failure {
  return failure(
    'import-damaged',
    'The pack is damaged or was not copied whole. Copy it again from where you got it.',
    detail,
  );
}

export function notFromRepository(name: string, repo: string, detail: string): Failure {
  return failure(
    'integrity-failed',
    `The pack says that it holds “${name}”, which Deskside knows from “${repo}”, but not that it was made from there, so it was not used. Get the pack from another source, or install the model under Models.`,
    detail,
  );
}

export function differsFromKnown(name: string, detail: string): Failure {
  return failure(
    'integrity-failed',
    `The pack says that it holds “${name}”, but its files are not those that Deskside knows under that name, so it was not used. Get the pack from another source, or install the model under Models.`,
    detail,
  );
}
