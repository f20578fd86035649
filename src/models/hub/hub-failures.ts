import { DesksideError } from '../../contracts/failure';

/** Sentences about a hub that does not give what it was asked for. */

export function noHubAllowed(repo: string): DesksideError {
  return new DesksideError({
    code: 'source-not-allowed',
    message: `“${repo}” is on a model hub, and Deskside may not reach one yet. Allow it under Models, “Where models come from”.`,
    retryable: false,
  });
}

export function unknownRepository(repo: string, detail: string): DesksideError {
  return new DesksideError({
    code: 'model-unknown',
    message: `The model hub has no “${repo}” that is open to everyone. Check the spelling. A private model can be downloaded on the hub’s own pages; then drop its files here.`,
    retryable: false,
    detail,
  });
}

export function unknownRevision(repo: string, revision: string, detail: string): DesksideError {
  return new DesksideError({
    code: 'model-unknown',
    message: `“${repo}” has no version called “${revision}”. Leave the version out to get the current one.`,
    retryable: false,
    detail,
  });
}

export function gatedRepository(repo: string, detail: string): DesksideError {
  return new DesksideError({
    code: 'download-failed',
    message: `The authors of “${repo}” give it only to people who signed in and accepted their terms, and Deskside does not sign in. Accept the terms on the hub’s own pages, download the files there and drop them here; or choose a copy that is open to everyone.`,
    retryable: false,
    detail,
  });
}

export function hubRefuses(hub: string, status: number, passing: boolean): DesksideError {
  return new DesksideError({
    code: 'download-failed',
    message: `The model hub ${hostOf(hub)} does not answer as it should (it answered ${status}). Try again later.`,
    retryable: passing,
    detail: `HTTP ${status}`,
  });
}

export function hubUnreachable(hub: string, cause: unknown): DesksideError {
  return new DesksideError(
    {
      code: 'download-failed',
      message: `The model hub ${hostOf(hub)} cannot be reached. Check that this machine is online, then try again.`,
      retryable: true,
      detail: String(cause),
    },
    { cause },
  );
}

export function webPageOfHub(hub: string): DesksideError {
  return new DesksideError({
    code: 'download-failed',
    message: `${hostOf(hub)} sent a web page instead of what a model hub answers. A login page or a proxy may be in the way: open the internet in another tab, sign in where asked, and try again.`,
    retryable: false,
  });
}

export function nonsenseFromHub(hub: string, detail: string): DesksideError {
  return new DesksideError({
    code: 'download-failed',
    message: `${hostOf(hub)} does not answer as a model hub does. Check its address under Models, “Where models come from”.`,
    retryable: false,
    detail,
  });
}

export function otherFileFromHub(path: string, detail: string): DesksideError {
  return new DesksideError({
    code: 'integrity-failed',
    message: `The model hub sent another file “${path}” than it had announced, so the model was not added. Try again later, or set another hub under Models.`,
    retryable: true,
    detail,
  });
}

export function otherVersionStored(name: string): DesksideError {
  return new DesksideError({
    code: 'unsupported-model',
    message: `“${name}” is on this machine already, in another version or from another file. Remove it first, then add this one.`,
    retryable: false,
  });
}

function hostOf(hub: string): string {
  return URL.canParse(hub) ? new URL(hub).host : hub;
}
