import type { Category, Correction } from '../../contracts/briefing';
import type { LearningCheck, TriageRule } from '../../contracts/learning';
import type { Observable } from '../../contracts/observable';
import type { PageLanguage } from '../../contracts/settings';
import type { RuleReading } from '../../tasks/classify/parse-rule';
import type { TaughtLesson } from '../../tasks/classify/lessons';
import type { OwnVerdicts } from '../evaluation/own-verdicts-api';

export type { RuleReading };

/** What the page can ask of what triage learns from its user. Methods reject with a `DesksideError`. */
export interface LearningApi {
  readonly state: Observable<LearningState>;
  /** Sentences of that language that are understood, for a start. */
  ruleExamples(language: PageLanguage): readonly string[];
  /** Reads what is stored; the view calls it when it opens. */
  refresh(): Promise<void>;
  /** Measures whether learning helps and forgets nothing; `state.check` follows. */
  check(): Promise<void>;

  /** Reads a sentence in any language of the page; what it does not understand it says in English, with an example in that language. */
  parseRule(sentence: string, language: PageLanguage): RuleReading;
  /** Which of the stored mails the rule would decide on and which of these it would move, were it saved now. */
  previewRule(rule: RuleDraft, signal: AbortSignal): Promise<RulePreview>;
  /** Stores a new rule, or one in place of that with its id, and sorts the mails that it concerns. Returns how many moved. */
  saveRule(rule: RuleDraft): Promise<number>;
  /** Returns the rule, so that it can be put back. */
  deleteRule(id: string): Promise<TriageRule | null>;

  /** Forgets the corrections of a lesson, and returns them so that they can be put back. */
  forget(lesson: ShownLesson): Promise<readonly Correction[]>;
  putBack(corrections: readonly Correction[]): Promise<void>;
  /** Forgets all corrections; rules stay. */
  forgetAll(): Promise<void>;

  /** The user's judgements of their own mail. */
  readonly verdicts: OwnVerdicts;
  /** What answering only from some confidence on would come to. */
  riskCoverage(): Promise<RiskCoverage>;
}

export interface LearningState {
  /** Newest first. */
  readonly rules: readonly TriageRule[];
  /** Newest first. */
  readonly lessons: readonly ShownLesson[];
  readonly corrections: number;
  /** Null until it is measured. */
  readonly check: LearningCheck | null;
}

export interface ShownLesson extends TaughtLesson {
  /** The sender or list as people name it, or the subject of the mail. */
  readonly title: string;
}

/** A rule that is being written; without an id it is a new one. */
export type RuleDraft = Pick<TriageRule, 'sentence' | 'conditions' | 'category' | 'urgent' | 'enabled'> & {
  readonly id: string | null;
};

export interface RulePreview {
  /** Mails that it decides on; the user's own word on a mail and a narrower rule go before it. */
  readonly matched: number;
  readonly moved: readonly RuleMove[];
  /** Mails that it was tried on. */
  readonly of: number;
}

export interface RuleMove {
  readonly id: string;
  readonly sender: string;
  readonly subject: string;
  readonly before: Category | null;
  readonly after: Category;
}

export interface RiskCoverage {
  /** `yours`: the user's own judgements; `shipped`: labelled mails of other people that the head had not seen. */
  readonly source: 'yours' | 'shipped';
  readonly n: number;
  /** Rising confidence. */
  readonly points: readonly {
    readonly leastConfidence: number;
    /** Share of mails that are answered. */
    readonly coverage: number;
    /** Share of wrong answers among these. */
    readonly risk: number;
  }[];
}
