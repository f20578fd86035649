import { expect, it } from 'vitest';
import { toFailure } from '../../contracts/failure';
import { jmapOrigins } from './jmap-address';
import { expand, readSession } from './jmap-session';

const FASTMAIL = 'https://phl.api.fastmail.com/jmap/session';
const SESSION = {
  apiUrl: 'https://phl.api.fastmail.com/jmap/api/',
  downloadUrl:
    'https://phl-www.fastmailusercontent.com/jmap/download/{accountId}/{blobId}/{name}?type={type}',
  uploadUrl: 'https://elsewhere.example/jmap/upload/{accountId}/',
  eventSourceUrl: '/jmap/event/?types={types}&closeafter={closeafter}&ping={ping}',
  primaryAccounts: { 'urn:ietf:params:jmap:mail': 'u1' },
  capabilities: {},
};

it('takes the mails from the second origin that a provider is known by, and nothing from any other', () => {
  const session = readSession(SESSION, FASTMAIL, jmapOrigins(FASTMAIL) ?? ['']);
  expect(session.downloadUrl).toBe(SESSION.downloadUrl);
  expect(session.uploadUrl).toBeNull();
  expect(session.eventSourceUrl).toBe(`https://phl.api.fastmail.com${SESSION.eventSourceUrl}`);
});

it('names the address of the region where an account has its API', () => {
  let message = '';
  try {
    readSession(SESSION, FASTMAIL, ['https://api.fastmail.com']);
  } catch (error) {
    message = toFailure(error).message;
  }
  expect(message).toContain('keeps its mail at https://phl.api.fastmail.com.');
});

it('fills templates in so that no value can leave its place', () => {
  const filled = expand('/d/{accountId}/{name}?type={type}', {
    accountId: 'a/../b',
    name: 'ä?.eml',
    type: 'x/y&z',
  });
  expect(filled).toBe('/d/a%2F..%2Fb/%C3%A4%3F.eml?type=x%2Fy%26z');
});
