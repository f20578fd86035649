import { DesksideError } from '../../contracts/failure';

/** For what is whole but not for Deskside. `why` is a sentence that says what to do instead. */
export function unsupportedModel(why: string, detail?: string): DesksideError {
  return new DesksideError({
    code: 'unsupported-model',
    message: why,
    retryable: false,
    ...(detail === undefined ? {} : { detail }),
  });
}

/** For a file that is not what its name says, or only the beginning of it. */
export function brokenFile(name: string, detail: string): DesksideError {
  return new DesksideError({
    code: 'integrity-failed',
    message: `The file “${name}” is damaged or not whole. Download it again where it came from, then try once more.`,
    retryable: false,
    detail,
  });
}

/** For a generator that does not say how it is talked to. */
export function noChatTemplate(name: string): DesksideError {
  return unsupportedModel(
    `“${name}” has no chat template, so it cannot be given instructions. Choose its version for chat, often called “Instruct” or “it”.`,
  );
}
