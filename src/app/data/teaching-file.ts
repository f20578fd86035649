import * as v from 'valibot';
import type { Correction } from '../../contracts/briefing';
import { DesksideError } from '../../contracts/failure';
import type { LabelSet } from '../../contracts/labels';
import type { TriageRule } from '../../contracts/learning';
import { LABEL_SET, RULE } from '../../history/workspace/row-schemas';
import { parseRule } from '../../tasks/classify/parse-rule';

/**
 * What Deskside was taught, as a small file to share: rules and label sets, in words. It holds no mail, no vector and no learnt weights, because
 * a vector tells what a mail says, and weights learnt from a few mails are little else than these mails' vectors.
 */
export interface TeachingFile {
  readonly format: 'deskside-teaching';
  readonly version: 1;
  readonly rules: readonly Omit<TriageRule, 'id' | 'madeAt'>[];
  readonly labelSets: readonly Omit<LabelSet, 'id'>[];
}

/** Something that could be shared. */
export interface TeachingItem {
  /** Unique among the items. */
  readonly key: string;
  readonly kind: 'rule' | 'label-set' | 'from-corrections';
  readonly title: string;
  /** Labels of a label set. */
  readonly labels: number;
  /** Examples of label sets, which are texts of mails or tables. */
  readonly examples: number;
}

export interface TeachingChoice {
  /** Keys of items. */
  readonly keys: readonly string[];
  /** Whether label sets go with their examples. */
  readonly examples: boolean;
}

interface Taught {
  readonly rules: readonly TriageRule[];
  readonly labelSets: readonly LabelSet[];
  readonly corrections: readonly Correction[];
}

/** Corrections of one sender or list that must agree before they count as a rule. */
const FEWEST_AGREEING = 2;
const NO_LABELS = { labels: 0, examples: 0 };

export function teachingItems(taught: Taught): readonly TeachingItem[] {
  return [
    ...taught.rules.map(({ id, sentence }) => ({
      ...{ key: `rule:${id}`, kind: 'rule' as const, title: sentence },
      ...NO_LABELS,
    })),
    ...rulesFromCorrections(taught.corrections, taught.rules).map(({ sentence }) => ({
      ...{ key: `corrections:${sentence}`, kind: 'from-corrections' as const, title: sentence },
      ...NO_LABELS,
    })),
    ...taught.labelSets.map(({ id, name, labels, examples }) => ({
      ...{ key: `labels:${id}`, kind: 'label-set' as const, title: name },
      ...{ labels: labels.length, examples: examples.length },
    })),
  ];
}

export function makeTeachingFile(taught: Taught, { keys, examples }: TeachingChoice): TeachingFile {
  const wanted = new Set(keys);
  const agreed = rulesFromCorrections(taught.corrections, taught.rules);
  return {
    format: 'deskside-teaching',
    version: 1,
    rules: [
      ...taught.rules.filter(({ id }) => wanted.has(`rule:${id}`)),
      ...agreed.filter(({ sentence }) => wanted.has(`corrections:${sentence}`)),
    ].map(({ sentence, conditions, category, urgent, enabled }) => ({
      ...{ sentence, conditions, category, urgent, enabled },
    })),
    labelSets: taught.labelSets
      .filter(({ id }) => wanted.has(`labels:${id}`))
      .map(({ name, labels, leastConfidence, examples: told }) => ({
        ...{ name, labels, leastConfidence, examples: examples ? told : [] },
      })),
  };
}

type SharedRule = TeachingFile['rules'][number];

/** Where all that the user said of a sender or a list agrees, it can be said as a rule. */
function rulesFromCorrections(
  corrections: readonly Correction[],
  rules: readonly TriageRule[],
): readonly SharedRule[] {
  const told = new Map<string, Correction[]>();
  for (const correction of corrections) {
    const { sender, list } = correction;
    const who = list ? `the “${list}” list` : sender;
    if (who !== '') told.set(who, [...(told.get(who) ?? []), correction]);
  }
  return [...told].flatMap(([who, said]) => {
    const [first] = said;
    if (!first || said.length < FEWEST_AGREEING) return [];
    const { category, urgent } = first;
    if (said.some((other) => other.category !== category || other.urgent !== urgent)) return [];
    const sentence = `Mails from ${who} are ${urgent ? 'urgent ' : ''}${category}`;
    const reading = parseRule(sentence);
    if (!reading.understood) return [];
    const { conditions } = reading;
    const rule: SharedRule = { sentence, conditions, category, urgent: reading.urgent, enabled: true };
    return isKnown(rule, rules) ? [] : [rule];
  });
}

const FILE_SCHEMA = v.object({
  format: v.literal('deskside-teaching'),
  version: v.literal(1),
  rules: v.pipe(v.array(v.omit(v.object(RULE.entries), ['id', 'madeAt'])), v.maxLength(5000)),
  labelSets: v.pipe(v.array(v.omit(v.object(LABEL_SET.entries), ['id'])), v.maxLength(1000)),
});
const NEWER = v.object({
  format: v.literal('deskside-teaching'),
  version: v.pipe(v.number(), v.minValue(2)),
});

/** @throws {DesksideError} `import-refused`. */
export function parseTeachingFile(text: string): TeachingFile {
  let json: unknown = null;
  try {
    json = JSON.parse(text);
  } catch {
    // As any other file that is none.
  }
  const parsed = v.safeParse(FILE_SCHEMA, json);
  if (parsed.success) return parsed.output;
  throw new DesksideError({
    code: 'import-refused',
    message: v.is(NEWER, json)
      ? 'This file was shared from a newer Deskside. Reload this page to get that version, then add the file again.'
      : 'This is not a file of rules and labels from Deskside. Choose one that was saved with “Share rules and labels”.',
    retryable: false,
    detail: v.getDotPath(parsed.issues[0]) ?? '',
  });
}

/** Splits a file into what is new here and the titles of what is not. */
export function newInFile(
  file: TeachingFile,
  { rules, labelSets }: Pick<Taught, 'rules' | 'labelSets'>,
): { readonly file: TeachingFile; readonly known: readonly string[] } {
  const isKnownSet = (set: TeachingFile['labelSets'][number]): boolean =>
    labelSets.some(
      ({ name, labels }) => name === set.name && JSON.stringify(labels) === JSON.stringify(set.labels),
    );
  return {
    file: {
      ...file,
      rules: file.rules.filter((rule) => !isKnown(rule, rules)),
      labelSets: file.labelSets.filter((set) => !isKnownSet(set)),
    },
    known: [
      ...file.rules.filter((rule) => isKnown(rule, rules)).map(({ sentence }) => sentence),
      ...file.labelSets.filter(isKnownSet).map(({ name }) => name),
    ],
  };
}

function isKnown(rule: SharedRule, rules: readonly TriageRule[]): boolean {
  const meaning = ({ conditions, category, urgent }: SharedRule): string =>
    JSON.stringify([conditions, category, urgent]);
  return rules.some((other) => meaning(other) === meaning(rule));
}
