import { DesksideError } from '../contracts/failure';

/** Sentences of this folder that more than one file needs. */

export function modelMissing(name: string): DesksideError {
  return new DesksideError({
    code: 'model-missing',
    message: `The model “${name}” is not on this machine yet. Install it under Models.`,
    retryable: false,
  });
}

export function modelUnknown(modelId: string): DesksideError {
  return new DesksideError({
    code: 'model-unknown',
    message: `There is no model called “${modelId}”. The models that there are stand under Models.`,
    retryable: false,
  });
}

export function storedDamage(name: string, detail: string): DesksideError {
  return new DesksideError({
    code: 'integrity-failed',
    message: `The stored copy of “${name}” is damaged. Choose Repair under Models to fetch the damaged part again.`,
    retryable: false,
    detail,
  });
}

export function wrongFile(path: string, detail: string): DesksideError {
  return new DesksideError({
    code: 'integrity-failed',
    message: `The server’s file “${path}” is not the one that this version of Deskside expects, so it was not used. Reload the page to get the current version, then try again.`,
    retryable: false,
    detail,
  });
}

export function damagedSource(path: string, detail: string): DesksideError {
  return new DesksideError({
    code: 'integrity-failed',
    message: `The file that you added is damaged: its part “${path}” is not what it should be, so nothing of it was used. Get the file once more and add it again.`,
    retryable: false,
    detail,
  });
}

export function unreadableSource(name: string, cause: unknown): DesksideError {
  return new DesksideError(
    {
      code: 'download-failed',
      message: `The files of “${name}” could not be read. They may have been moved or changed meanwhile; choose them once more.`,
      retryable: false,
    },
    { cause },
  );
}
