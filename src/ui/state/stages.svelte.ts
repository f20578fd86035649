import { nextFrame } from '../../platform/next-frame';

/** Counts the parts of a view that are there: each is drawn in a task and a frame of its own, because a phone takes long for all together. */
export class Stages {
  reached = $state(0);

  /** Resolves when all are there. */
  async come(last: number): Promise<void> {
    while (this.reached < last) {
      await nextFrame();
      this.reached += 1;
    }
  }
}
