import { describeMailSource } from './source-contract';
import { createFakeMailbox } from './fake-source';

describeMailSource({ name: 'a mailbox in memory', open: async () => createFakeMailbox() });
