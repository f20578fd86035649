import type { Category } from '../../contracts/briefing';
import type { JudgedMail } from './evaluation-api';

/** The user's judgements of their own mail, by which they see how well it is sorted for them. */
export interface OwnVerdicts {
  readonly wanted: number;
  /** Mails still to be judged, drawn by chance so that sure and unsure ones come in proportion. */
  draw(): Promise<readonly string[]>;
  /** Stores the user's judgement beside what Deskside says of the mail now. Teaches nothing. */
  judge(id: string, label: { readonly category: Category; readonly urgent: boolean }): Promise<void>;
  takeBack(id: string): Promise<void>;
  /** All judgements so far, for `EvaluationApi.scoreTriage`. */
  judged(): Promise<readonly JudgedMail[]>;
  /** Makes corrections of the judgements that differ from what Deskside says. Returns how many. */
  teach(): Promise<number>;
  clear(): Promise<void>;
}
