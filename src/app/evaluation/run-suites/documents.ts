import {
  accuracy,
  expectedCalibrationError,
  macroF1OfPresent,
} from '../../../evaluation/classification-metrics';
import { classificationDetail } from '../../../evaluation/classification-detail';
import { keywordLabel } from '../../../evaluation/baselines/keyword-labels';
import { majorityLabel } from '../../../evaluation/baselines/majority';
import { centroidsOf, nearestCentroid } from '../../../evaluation/baselines/nearest-centroid';
import { bootstrapIntervals, roundedAll } from '../../../evaluation/bootstrap';
import { yieldToPage } from '../../../platform/yield-to-page';
import { createLabelClassifier } from '../../../tasks/label/create-label-classifier';
import { baseName, damaged } from '../data-files';
import { DocumentLabels } from '../label-files';
import { readDocuments } from '../read-documents';
import type { RunSuite } from '../suite-run';

interface Case {
  readonly expected: string;
  readonly said: string;
  readonly confidence: number;
}

/** Tells the kind of each document by the names of the kinds alone. */
export const runDocuments: RunSuite = async ({ files, embedder, signal, progress }) => {
  const kinds = await files.readJson('documents.json', DocumentLabels);
  if (kinds.length === 0) throw damaged('documents.json', 'it names no document');
  const documents = await readDocuments(
    files,
    kinds.map(({ file }) => baseName(file)),
  );
  const names = [...new Set(kinds.map(({ kind }) => kind))].sort();
  const labels = names.map((name) => ({ name, description: '' }));
  const model = await embedder();
  progress('Reading documents', 0, documents.length);
  const classifier = await createLabelClassifier(labels, [], model, { signal });
  const texts = documents.map(({ title, text }) => `${title}\n${text}`);
  const verdicts = await classifier.classify(documents, { signal });
  const cases = kinds.map(({ kind }, index) => ({
    expected: kind,
    said: verdicts[index]?.likeliest ?? '',
    confidence: verdicts[index]?.confidence ?? 0,
    reasons: verdicts[index]?.reasons ?? [],
  }));
  progress('Reading documents', documents.length, documents.length);

  const metricsOf = (sample: readonly Case[]) => {
    const expected = sample.map((item) => item.expected);
    const said = sample.map((item) => item.said);
    const f1 = macroF1OfPresent(names, expected, said);
    return {
      accuracy: accuracy(expected, said),
      macroF1: f1,
      zeroShotMacroF1: f1,
      ece: expectedCalibrationError(
        sample.map(({ confidence }) => confidence),
        sample.map((item) => item.expected === item.said),
      ),
    };
  };
  const nameVectors = await model.embed(names, { signal });
  const vectors = await model.embed(texts, { signal });
  const centroids = centroidsOf(
    names.map((label, index) => ({ label, vector: nameVectors[index] ?? new Float32Array() })),
  );
  const baseline = (said: (index: number) => string) => {
    const {
      accuracy: right,
      macroF1: f1,
      zeroShotMacroF1,
    } = metricsOf(cases.map(({ expected }, index) => ({ expected, said: said(index), confidence: 0 })));
    return roundedAll({ accuracy: right, macroF1: f1, zeroShotMacroF1 });
  };
  const commonest = majorityLabel(
    cases.map(({ expected }) => expected),
    names,
  );
  return {
    n: cases.length,
    models: [model.modelId],
    heldOut: true,
    method:
      'The labels are the kinds that occur in “documents.json”, by their names alone; no example and no description is given, so all figures are zero-shot. A document is read by its title and its beginning, which count for the same. The baselines: the commonest kind; the kind most of whose words stand in the document; the kind whose name is nearest to the document by vector.',
    metrics: roundedAll(metricsOf(cases)),
    intervals: await bootstrapIntervals(cases, metricsOf, ['accuracy', 'macroF1', 'ece'], yieldToPage),
    baselines: {
      majority: baseline(() => commonest),
      keywords: baseline((index) => keywordLabel(texts[index] ?? '', labels)),
      nearestName: baseline((index) => nearestCentroid(vectors[index] ?? new Float32Array(), centroids)),
    },
    classification: classificationDetail(cases, names),
    items: documents.flatMap(({ file, title }, index) => {
      const item = cases[index];
      if (!item) return [];
      const { expected, said, confidence, reasons } = item;
      return [
        { id: file, title, expected, said, right: expected === said, scores: { confidence }, notes: reasons },
      ];
    }),
  };
};
