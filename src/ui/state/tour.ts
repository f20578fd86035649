import { keptWord } from './kept-word';

const kept = keptWord('deskside.tour');

/** Nobody is shown it twice. */
export function wasToured(): boolean {
  return kept.read() === 'seen';
}

export function noteToured(): void {
  kept.write('seen');
}
