/** Reads memory when told to, so that several threads can do so at a time. */
import { measureMemoryBandwidth } from '../../models/probe/measure-memory-bandwidth';

self.onmessage = () => self.postMessage(measureMemoryBandwidth());
