import { describe } from 'vitest';
import { describeSourceFaults } from './source-contract-faults';
import { describeSourceListing } from './source-contract-listing';
import { describeSourceExtras } from './source-contract-extras';
import type { SourceSubject } from './source-subject';

export type { RemoteMail, RemoteMailbox, SourceHarness, SourceRule, SourceSubject } from './source-subject';

/** What every source must do. Each source's own tests call this with a remote of its own. */
export function describeMailSource(subject: SourceSubject): void {
  describe(`${subject.name} keeps the contract of mail sources`, () => {
    describeSourceListing(subject);
    describeSourceFaults(subject);
    describeSourceExtras(subject);
  });
}
