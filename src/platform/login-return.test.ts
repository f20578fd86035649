import { expect, it } from 'vitest';
import { rememberLogin, returnedLogin, takeReturn, type PendingLogin } from './login-return';
import { createMemoryPageStorage } from './page-storage';

const HOME = 'https://desk.example/app/';
const PENDING: PendingLogin = {
  ...{ relayUrl: 'https://relay.example/', state: 's1', nonce: 'n1', codeVerifier: 'v1', redirectUri: HOME },
};

function begun() {
  const storage = createMemoryPageStorage();
  rememberLogin(storage, PENDING);
  return storage;
}

it('takes the code out of the address, and gives it once', () => {
  const storage = begun();
  expect(takeReturn(storage, `${HOME}?code=c1&state=s1&iss=x#/mail/7`)).toBe(`${HOME}#/escalation`);
  expect(returnedLogin(storage)).toEqual({ ...PENDING, code: 'c1' });
  expect(returnedLogin(storage)).toBeNull();
  expect(takeReturn(storage, `${HOME}?code=c1&state=s1`)).toBeNull();
});

it('throws a code away that comes with another state, or with none begun', () => {
  const storage = begun();
  takeReturn(storage, `${HOME}?code=planted&state=other`);
  expect(returnedLogin(storage)).toEqual({ ...PENDING, refused: 'other-state' });
  expect(takeReturn(createMemoryPageStorage(), `${HOME}?code=planted&state=s1`)).toBeNull();
});

it('tells why there is no code, and minds no other address', () => {
  const storage = begun();
  expect(takeReturn(storage, `${HOME}?device=wasm`)).toBeNull();
  takeReturn(storage, `${HOME}?error=access_denied&state=s1`);
  expect(returnedLogin(storage)).toMatchObject({ refused: 'access_denied' });
});

it('survives whatever else is in the storage', () => {
  const storage = createMemoryPageStorage();
  storage.setItem('deskside-login-begun', '{"state":"s1"}');
  storage.setItem('deskside-login-returned', 'no json');
  expect(takeReturn(storage, `${HOME}?code=c&state=s1`)).toBeNull();
  expect(returnedLogin(storage)).toBeNull();
});
