/**
 * Compares points by the words they share. It knows nothing of the app's own ways to read a mail. Labels are paraphrases ("Approve leave on Friday 30
 * October" for "can I take Fri 30 October off?"), so the figures are indications, good for comparing versions.
 */
const FUNCTION_WORDS = new Set(
  'a an the and or of to in on at by for with from is are be was were it its this that these those you your we our i my me us he she they his her their them who which what when where how why say whether if can could will would may please do does did not no yes as so than then before after up out about give name choose get have has had been'.split(
    ' ',
  ),
);
const LEAST_SHARED = 0.34;

/** Whether two points share a third of the words of the shorter one. */
export function areSimilar(label: string, found: string): boolean {
  const [expected, actual] = [wordsOf(label), wordsOf(found)];
  const shared = [...expected].filter((word) => actual.has(word)).length;
  return shared / Math.max(1, Math.min(expected.size, Math.max(3, actual.size))) >= LEAST_SHARED;
}

function wordsOf(text: string): Set<string> {
  const words =
    text
      .toLowerCase()
      .normalize('NFKD')
      .match(/[\p{L}\p{N}]+(?:[.,:]\p{N}+)*/gu) ?? [];
  return new Set(
    words.filter((word) => !FUNCTION_WORDS.has(word)).map((word) => word.replace(/(?:ing|ed|es|s|e)$/u, '')),
  );
}
