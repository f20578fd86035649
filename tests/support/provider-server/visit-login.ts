import type { LoginWindow } from '../../../src/platform/oauth/login-window';

/** A window in which the user, already known to the provider, agrees at once: the provider sends it back with an answer behind the `#`. */
export const visitLogin: LoginWindow = async ({ address, signal }) => {
  const response = await fetch(await address, { redirect: 'manual', signal });
  const location = response.headers.get('location');
  if (location === null) throw new Error(`the provider shows a page: ${await response.text()}`);
  return new URLSearchParams(new URL(location).hash.slice(1));
};
