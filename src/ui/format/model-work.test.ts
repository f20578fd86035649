import { expect, test } from 'vitest';
import { fakeModel } from '../../../tests/fixtures/fake-models';
import type { InstallProgress } from '../../contracts/model';
import { phaseLabel, workLabel } from './model-work';

const PROGRESS: InstallProgress = {
  modelId: 'a',
  phase: 'fetching',
  doneBytes: 1,
  totalBytes: 2,
  bytesPerSecond: 0,
  secondsLeft: null,
};

test('bytes are fetched, fetched again or stored, depending on what they are for', () => {
  expect(phaseLabel(PROGRESS, 'install')).toBe('Fetching');
  expect(phaseLabel(PROGRESS, 'repair')).toBe('Fetching again');
  expect(phaseLabel(PROGRESS, 'import')).toBe('Storing');
});

test('files are read while it is not known what they are, and checked once they are stored', () => {
  expect(phaseLabel({ ...PROGRESS, phase: 'verifying', modelId: '' }, 'import')).toBe('Reading');
  expect(phaseLabel({ ...PROGRESS, phase: 'verifying' }, 'import')).toBe('Checking');
});

test('a model that is there is checked, mended or packed; one that is not is installed, whatever the phase', () => {
  const label = (state: 'installed' | 'damaged' | 'partial', phase: InstallProgress['phase']) =>
    workLabel(fakeModel({ id: 'a', state, progress: { phase } }));
  expect(label('installed', 'verifying')).toBe('Checking');
  expect(label('damaged', 'fetching')).toBe('Fetching again');
  expect(label('installed', 'packing')).toBe('Packing');
  expect(label('partial', 'verifying')).toBe('Installing');
});
