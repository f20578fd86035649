import type { StoredPlace, StoredTable } from '../../../app/data/data-api';
import * as m from '../../i18n/compiled/messages';

/** What something stored is called, and what is in it; asked for as it is shown. */
interface Words {
  readonly title: () => string;
  readonly about: () => string;
}

/** What the tables of the database hold, for people. */
export const TABLE_WORDS: Readonly<Record<StoredTable['name'], Words>> = {
  messages: { title: m.data_table_messages, about: m.data_table_messages_about },
  originals: { title: m.data_table_originals, about: m.data_table_originals_about },
  outlines: { title: m.data_table_outlines, about: m.data_table_outlines_about },
  threadLinks: { title: m.data_table_thread_links, about: m.data_table_thread_links_about },
  results: { title: m.data_table_results, about: m.data_table_results_about },
  resultOutlines: { title: m.data_table_result_outlines, about: m.data_table_result_outlines_about },
  embeddings: { title: m.data_table_embeddings, about: m.data_table_embeddings_about },
  corrections: { title: m.data_table_corrections, about: m.data_table_corrections_about },
  answers: { title: m.data_table_answers, about: m.data_table_answers_about },
  marks: { title: m.data_table_marks, about: m.data_table_marks_about },
  settings: { title: m.data_table_settings, about: m.data_table_settings_about },
  documents: { title: m.data_table_documents, about: m.data_table_documents_about },
  documentSummaries: { title: m.data_table_document_summaries, about: m.data_table_document_summaries_about },
  labelSets: { title: m.data_table_label_sets, about: m.data_table_label_sets_about },
  labelRuns: { title: m.data_table_label_runs, about: m.data_table_label_runs_about },
  rules: { title: m.data_table_rules, about: m.data_table_rules_about },
  lessons: { title: m.data_table_lessons, about: m.data_table_lessons_about },
  search: { title: m.data_table_search, about: m.data_table_search_about },
  searchSegments: { title: m.data_table_search_segments, about: m.data_table_search_segments_about },
  voices: { title: m.data_table_voices, about: m.data_table_voices_about },
  verdicts: { title: m.data_table_verdicts, about: m.data_table_verdicts_about },
  escalationSetup: { title: m.data_table_escalation_setup, about: m.data_table_escalation_setup_about },
  permissions: { title: m.data_table_permissions, about: m.data_table_permissions_about },
  spending: { title: m.data_table_spending, about: m.data_table_spending_about },
  taskRecords: { title: m.data_table_task_records, about: m.data_table_task_records_about },
  folders: { title: m.data_table_folders, about: m.data_table_folders_about },
  sources: { title: m.data_table_sources, about: m.data_table_sources_about },
  sourceMail: { title: m.data_table_source_mail, about: m.data_table_source_mail_about },
  egress: { title: m.data_table_egress, about: m.data_table_egress_about },
};

/** What else the browser keeps for this page. */
export const PLACE_WORDS: Readonly<Record<StoredPlace['name'], Words>> = {
  models: { title: m.data_place_models, about: m.data_place_models_about },
  app: { title: m.data_place_app, about: m.data_place_app_about },
  notes: { title: m.data_place_notes, about: m.data_place_notes_about },
};
