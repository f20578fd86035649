import { readdirSync, readFileSync } from 'node:fs';
import ts from 'typescript';
import { describe, expect, test } from 'vitest';
import { FAILURE_CODES } from '../../contracts/failure';
import { createTranslator, type Patterns } from './translate-text';

/** Where texts for people are made ready in English. */
const SOURCES = [
  'src/app',
  'src/contracts',
  'src/engines',
  'src/history',
  'src/importers',
  'src/models',
  'src/platform',
  'src/routing',
  'src/sources',
  'src/tasks',
  'src/worker-client',
  'src/workspace-file',
];
/**
 * Where sentences stand that nobody reads in the page’s language: written for models, taken apart in mail, examples for labels and rules, and
 * the night, which `night-words.test.ts` looks after.
 */
const NOT_SAID =
  /^src\/(?:app\/(?:escalation\/compose-request|models\/trials|speed\/speed-requests|voice\/completion)|importers\/mail\/segmentation|models\/catalogue\/(?:all-minilm|browser-models|general-prompts|smollm2)|routing\/redaction|tasks\/(?:classify\/warm-phrases|draft|label\/(?:embed-labels|label-glossary|usual-labels)|search\/ask\/phrase-answer|summarise\/digest))/u;
/** Said to models, or by a simple method that is measured beside the app, in files that speak to people as well. */
const TO_MODELS =
  /^(?:Thank you for your message\.\s+I will get back to you soon|Count from one to twelve in words, separated by commas|Say: good morning|Good morning)\.$/u;
/** Shorter pieces stand in the source by chance. */
const TELLING = 12;

const read = (locale: string, file: string): Patterns =>
  JSON.parse(readFileSync(`messages/${locale}/${file}.json`, 'utf8')) as Patterns;
const words = (locale: string): Patterns => ({ ...read(locale, 'failures'), ...read(locale, 'said') });

function sourceFiles(): ts.SourceFile[] {
  return SOURCES.flatMap((root) =>
    readdirSync(root, { recursive: true, encoding: 'utf8' })
      .filter((name) => /\.ts$/u.test(name) && !/\.test\.ts$|fake|contract-|testing/u.test(name))
      .map((name) => `${root}/${name}`),
  ).map((file) => ts.createSourceFile(file, readFileSync(file, 'utf8'), ts.ScriptTarget.Latest, true));
}

function walk(node: ts.Node, visit: (node: ts.Node) => void): void {
  visit(node);
  ts.forEachChild(node, (child) => walk(child, visit));
}

/** Put together in the source from more than can be followed: sentences by counts, the task of a model, the place of a passage, a server’s name. */
const COMPOSED =
  /^said_(?:night_|cannot_embed_text|of_this_mail_tries|these_mails_are_among_those_one|does_not_let_this_model_go|is_not_set_up_for_what|has_no_way_to_count)/u;
/** More ways for a text to come out than these are not followed. */
const MOST_WAYS = 24;
const ANYTHING = '7';

interface Following {
  /** Constants and functions on the way here. */
  readonly depth: number;
  /** What all conditions are taken for; both where it is left out. */
  readonly when?: boolean;
}

/** The ways that a text may come out, with a word for what is not known before it runs; null for what is no text. */
function waysOf(node: ts.Expression, at: Following = { depth: 0 }): readonly string[] | null {
  if (ts.isStringLiteralLike(node)) return [node.text];
  if (ts.isParenthesizedExpression(node)) return waysOf(node.expression, at);
  if (ts.isConditionalExpression(node)) {
    const branches = [at.when === false ? [] : [node.whenTrue], at.when === true ? [] : [node.whenFalse]];
    return branches.flat().flatMap((branch) => waysOf(branch, at) ?? [ANYTHING]);
  }
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.QuestionQuestionToken)
    return waysOf(node.right, at);
  if (ts.isBinaryExpression(node) && node.operatorToken.kind === ts.SyntaxKind.PlusToken) {
    const [left, right] = [waysOf(node.left, at), waysOf(node.right, at)];
    return left && right && joined([left, right]);
  }
  if (ts.isTemplateExpression(node)) {
    const spans = node.templateSpans.flatMap(({ expression, literal }) => [
      waysOf(expression, at) ?? [ANYTHING],
      [literal.text],
    ]);
    return joined([[node.head.text], ...spans]);
  }
  const meant = at.depth < 3 ? meaningOf(node) : null;
  return meant && waysOf(meant, { ...at, depth: at.depth + 1 });
}

function joined(parts: readonly (readonly string[])[]): readonly string[] {
  return parts.reduce((before, part) =>
    before.flatMap((start) => part.map((end) => start + end)).slice(0, MOST_WAYS),
  );
}

/** What a constant or a function of the same file stands for. */
function meaningOf(node: ts.Expression): ts.Expression | null {
  const name = ts.isCallExpression(node) ? node.expression : node;
  if (!ts.isIdentifier(name)) return null;
  let meant: ts.Expression | null = null;
  walk(node.getSourceFile(), (each) => {
    if (ts.isVariableDeclaration(each) && each.name.getText() === name.text)
      meant ??= each.initializer ?? null;
    if (ts.isFunctionDeclaration(each) && each.name?.text === name.text)
      meant ??= each.body?.statements.find(ts.isReturnStatement)?.expression ?? null;
  });
  return meant;
}

const files = sourceFiles();
const source = files
  .flatMap((file) => {
    const found: string[] = [];
    walk(file, (node) => {
      if (ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) || ts.isBinaryExpression(node))
        found.push(...(waysOf(node) ?? []));
    });
    return found;
  })
  .join('\n');

/** What stands as `name` beside a `companion`: as `message` beside a `code`, say, the sentences of failures. */
function textsBeside(companion: string, name: string): { readonly text: string; readonly at: string }[] {
  return files.flatMap((file) => {
    const found: { text: string; at: string }[] = [];
    walk(file, (node) => {
      if (!ts.isObjectLiteralExpression(node)) return;
      const named = (wanted: string) =>
        node.properties.find((property) => property.name?.getText(file) === wanted);
      const told = named(name);
      const texts =
        told && ts.isPropertyAssignment(told) && named(companion)
          ? [true, false].flatMap((when) => waysOf(told.initializer, { depth: 0, when }) ?? [])
          : [];
      for (const text of texts) if (text !== ANYTHING) found.push({ text, at: file.fileName });
    });
    return found;
  });
}

/** Whether a longer text is put together from it. */
function isPiece({ parent }: ts.Node): boolean {
  const isAdded = ts.isBinaryExpression(parent) && parent.operatorToken.kind === ts.SyntaxKind.PlusToken;
  return isAdded || ts.isTemplateSpan(parent);
}

/** Thrown at developers or written to the console: no text for people. */
function isForDevelopers(node: ts.Node): boolean {
  const isCall = ts.isNewExpression(node) || ts.isCallExpression(node);
  if (isCall && /^(?:\w*Error|DOMException|console\.\w+)$/u.test(node.expression.getText()))
    return node.expression.getText() !== 'DesksideError';
  return !ts.isSourceFile(node) && isForDevelopers(node.parent);
}

/** All that reads like a sentence, with the file that it stands in. What cannot be followed is left out where it is a sentence of its own. */
function sentences(): ReadonlyMap<string, string> {
  const found = files
    .filter(({ fileName }) => !NOT_SAID.test(fileName))
    .flatMap((file) => {
      const found: [string, string][] = [];
      walk(file, (node) => {
        const isText =
          ts.isStringLiteralLike(node) || ts.isTemplateExpression(node) || ts.isBinaryExpression(node);
        if (!isText || isPiece(node) || isForDevelopers(node)) return;
        for (const when of [true, false])
          for (const way of waysOf(node, { depth: 0, when }) ?? []) {
            const text = way.replace(new RegExp(`(?<=^|[.!?] )(?:${ANYTHING} )+(?=[“A-Z])`, 'gu'), '').trim();
            if (/^[“A-Z].* .*[.!?]$/su.test(text) && !TO_MODELS.test(text)) found.push([text, file.fileName]);
          }
      });
      return found;
    });
  return new Map(found);
}

test('each text of the catalogue is still said in the source, word for word', () => {
  const gone = Object.entries(words('en'))
    .filter(([key]) => key.startsWith('said_') && !COMPOSED.test(key))
    .flatMap(([key, pattern]) =>
      pattern
        .split(/\{\w+\}/u)
        .map((piece) => piece.trim())
        .filter((piece) => piece.length >= TELLING && !source.includes(piece))
        .map((piece) => `${key}: ${piece}`),
    );
  expect(gone).toEqual([]);
});

describe.each(['de', 'es'])('in %s', (locale) => {
  const translate = createTranslator(words('en'), words(locale), String);

  /** Whether a sentence of the text is still told in English. */
  function staysEnglish(text: string): boolean {
    const told = translate(text);
    const parts = text.split(/(?<=[.!?])\s+/u).filter((part) => part.includes(' '));
    return told === null || parts.some((part) => told.includes(part));
  }

  test.each([
    { of: 'failure', companion: 'code', name: 'message', atLeast: 100 },
    { of: 'button of a notice', companion: 'run', name: 'label', atLeast: 4 },
  ])('each $of has words of its own', ({ companion, name, atLeast }) => {
    const said = textsBeside(companion, name);
    expect(said.length).toBeGreaterThan(atLeast);
    const unknown = said.filter(({ text }) => staysEnglish(text));
    expect(unknown.map(({ text, at }) => `${at}: ${text}`)).toEqual([]);
  });

  test('each sentence has words of its own', () => {
    const said = [...sentences()];
    expect(said.length).toBeGreaterThan(400);
    const unknown = said.filter(([text]) => staysEnglish(text));
    expect(unknown.map(([text, at]) => `${at}: ${text}`)).toEqual([]);
  });

  test('each kind of failure has a sentence, for failures that have none', () => {
    const own = words(locale);
    expect(FAILURE_CODES.filter((code) => !own[`failure_${code.replaceAll('-', '_')}`])).toEqual([]);
  });
});
